// A small world for tests: processes write down what happens and when, in minutes since the start.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "hanhlang/engine/simulation.hpp"

namespace hanhlang {

class Diary {
 public:
    explicit Diary(Simulation& simulation) : simulation_(simulation), start_(simulation.now()) {}
    void write(const std::string& what) {
        const double minutes = to_minutes(simulation_.now() - start_);
        lines.push_back(fmt::format("{:g} {}", minutes, what));
    }
    std::vector<std::string> lines;

 private:
    Simulation& simulation_;
    Time start_;
};

using Lines = std::vector<std::string>;

}  // namespace hanhlang
