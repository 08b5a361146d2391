#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace hanhlang {

Progress::Progress(const std::string& style)
    : silent_(style == "none"),
      terminal_(style == "auto" && isatty(STDERR_FILENO) == 1),
      json_(style == "json") {}

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
    if (json_) std::replace(what_.begin(), what_.end(), '"', '\'');
    begun_ = last_ = Clock::now();
}

void Progress::operator()(std::size_t done, std::size_t total) {
    using namespace std::chrono_literals;
    const Clock::time_point now = Clock::now();
    if (done < done_) begun_ = now;  // other runs than before
    done_ = done;
    if (silent_ || (now - last_ < (terminal_ ? 100ms : json_ ? 1s : 5s) && done < total)) return;
    if (!terminal_ && !json_ && now - begun_ < 5s) return;  // what is done at once needs no line
    last_ = now;
    written_ = true;
    const double elapsed = std::chrono::duration<double>(now - begun_).count();
    const double left = elapsed / static_cast<double>(done) * static_cast<double>(total - done);
    const double rate = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
    if (json_) {
        std::cerr
            << fmt::format(
                   R"({{"stage": "{}", "done": {}, "total": {}, "seconds": {:.1f}, "runs_per_second": {:.2f}, "seconds_left": {:.0f}}})",
                   what_.substr(0, what_.find(": ")), done, total, elapsed, rate, left)
            << "\n"
            << std::flush;
        return;
    }
    std::cerr << (terminal_ ? "\r\033[K" : "")
              << fmt::format("{}{} of {} runs, {:.3g} a second, {:.0f} s, about {:.0f} s to go{}", what_,
                             done, total, rate, elapsed, left, terminal_ ? "" : "\n")
              << std::flush;
}

}  // namespace hanhlang
