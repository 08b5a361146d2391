// What loading a bad scenario complains of.
#pragma once

#include <string>

#include "hanhlang/scenario/load.hpp"

namespace hanhlang {

/// Every problem on its own line, or "none".
inline std::string problems_of(const std::string& text, const std::vector<std::string>& settings = {}) {
    try {
        load_text(text, settings);
        return "none";
    } catch (const InputError& error) {
        return error.what();
    }
}

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace hanhlang
