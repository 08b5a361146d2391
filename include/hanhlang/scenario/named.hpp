// Names, and what stands behind them: the words every part of a scenario is written in.
// Rule: a name is resolved once, when the file is read; from then on it is a number.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hanhlang {

/// The named entries of a section, in the order of the file.
template <class T>
struct Named : std::vector<T> {
    const T* find(std::string_view name) const {
        for (const T& entry : *this) {
            if (entry.name == name) return &entry;
        }
        return nullptr;
    }
};

/// A name that stands for an entry of another section.
template <class T>
struct Ref {
    std::uint32_t index = 0;
    auto operator<=>(const Ref&) const = default;
    const T& in(const Named<T>& section) const { return index < section.size() ? section[index] : unread(); }

 private:
    /// While a file with problems is checked, a name may stand for nothing.
    static const T& unread() {
        static const T none{};
        return none;
    }
};

/// A text for people, in one language or two.
struct Title {
    std::string vi;
    std::string en;
    const std::string& text() const { return en.empty() ? vi : en; }
};

enum class Direction : std::uint8_t { eastbound, westbound };
inline constexpr std::array directions{Direction::eastbound, Direction::westbound};
std::string_view to_string(Direction direction);
inline Direction opposite(Direction d) {
    return d == Direction::eastbound ? Direction::westbound : Direction::eastbound;
}

/// One value for each direction.
template <class T>
struct Directed {
    T eastbound{};
    T westbound{};
    T& operator[](Direction d) { return d == Direction::eastbound ? eastbound : westbound; }
    const T& operator[](Direction d) const { return d == Direction::eastbound ? eastbound : westbound; }
};

}  // namespace hanhlang
