#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace hanhlang {

Progress::Progress(const std::string& style)
    : silent_(style == "none"), terminal_(style == "auto" && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear();
}

void Progress::clear() {
    if (terminal_ && written_) std::cerr << "\r\033[K" << std::flush;
    written_ = false;
}

void Progress::begins(const std::string& what) {
    clear();
    what_ = what + ": ";
    begun_ = last_ = Clock::now();
}

void Progress::operator()(std::size_t done, std::size_t total) {
    using namespace std::chrono_literals;
    const Clock::time_point now = Clock::now();
    if (done < done_) begun_ = now;  // other runs than before
    done_ = done;
    if (silent_ || (now - last_ < (terminal_ ? 100ms : 5s) && done < total)) return;
    if (!terminal_ && now - begun_ < 5s) return;  // what is done at once needs no line
    last_ = now;
    written_ = true;
    const double elapsed = std::chrono::duration<double>(now - begun_).count();
    const double left = elapsed / static_cast<double>(done) * static_cast<double>(total - done);
    std::cerr << (terminal_ ? "\r\033[K" : "")
              << fmt::format("{}{} of {} runs, {:.0f} s, about {:.0f} s to go{}", what_, done, total, elapsed,
                             left, terminal_ ? "" : "\n")
              << std::flush;
}

}  // namespace hanhlang
