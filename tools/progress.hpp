// How far a run is, on stderr: one line that rewrites itself on a terminal, plain lines or JSON otherwise.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace hanhlang {

class Progress {
 public:
    /// "auto" asks whether stderr is a terminal.
    explicit Progress(const std::string& style);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void operator()(std::size_t done, std::size_t total);
    /// Another part of the work begins, whose runs are counted anew.
    void begins(const std::string& what);
    void clear();

 private:
    using Clock = std::chrono::steady_clock;
    bool silent_;
    bool terminal_;
    bool json_;
    bool written_ = false;
    std::string what_;  // is run
    std::size_t done_ = 0;
    Clock::time_point begun_ = Clock::now();
    Clock::time_point last_ = begun_;
};

}  // namespace hanhlang
