// What a calendar in use says after 'closed', and where it is said.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/base/error.hpp"
#include "hanhlang/base/holidays.hpp"

namespace hanhlang {

struct Closures {
    Mark mark;
    std::string path;
    std::vector<Closed> closed;
};

}  // namespace hanhlang
