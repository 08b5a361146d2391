// The commented files `hanhlang new` writes, built in from scenarios/templates.
#pragma once

#include <string>
#include <vector>

namespace hanhlang {

struct Template {
    std::string name;
    std::string text;
};

const std::vector<Template>& templates();

}  // namespace hanhlang
