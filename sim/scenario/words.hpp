// Values that are one word of a list.
#pragma once

#include <fmt/format.h>

#include <array>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hanhlang/base/error.hpp"

namespace hanhlang {

template <class T, std::size_t n>
using Words = std::array<std::pair<std::string_view, T>, n>;

/// What the word stands for; throws std::invalid_argument with the word that was probably meant.
template <class T>
T word(std::string_view text, std::span<const std::pair<std::string_view, T>> known,
       std::string_view example) {
    std::vector<std::string> names;
    for (const auto& [name, value] : known) {
        if (name == text) return value;
        names.emplace_back(name);
    }
    throw std::invalid_argument(
        fmt::format("found '{}', expected {}{}", text, example, did_you_mean(text, names)));
}

template <class List>
std::vector<std::string> names_of(const List& list) {
    std::vector<std::string> names;
    for (const auto& [name, value] : list) names.emplace_back(name);
    return names;
}

template <class List, class T>
std::string_view name_in(const List& list, T value) {
    for (const auto& [name, known] : list) {
        if (known == value) return name;
    }
    return "";
}

}  // namespace hanhlang
