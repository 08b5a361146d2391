// Networks in tests are drawn: "dong_ha --82km@45-- lao_bao --1km@10-- densavan".
#pragma once

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string>
#include <vector>

#include "hanhlang/network/network.hpp"

namespace hanhlang {

struct Drawing {
    Drawing(std::initializer_list<std::string> lines) : network(0, {}) {
        std::vector<Link> links;
        for (const std::string& line : lines) {
            std::istringstream in(line);
            std::string last, road, next;
            in >> last;
            while (in >> road >> next) {
                const std::size_t km = road.find("km@");
                Link link{place(last), place(next), Length{std::stod(road.substr(2, km - 2))},
                          Speed{std::stod(road.substr(km + 3))}, Share{0}};
                links.push_back(link);
                last = next;
            }
        }
        network = Network(static_cast<std::uint32_t>(names.size()), links);
    }

    std::uint32_t place(const std::string& name) {
        const auto at = std::find(names.begin(), names.end(), name);
        if (at != names.end()) return static_cast<std::uint32_t>(at - names.begin());
        names.push_back(name);
        return static_cast<std::uint32_t>(names.size() - 1);
    }
    std::uint32_t known(const std::string& name) const {
        return static_cast<std::uint32_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }

    /// The links of the quickest way as "a-b b-c", in the order they are driven.
    std::string way(const std::string& from, const std::string& to, const Pace& pace = {}) const {
        const auto links = network.best(known(from), known(to), pace);
        if (!links) return "none";
        std::string text;
        for (const std::uint32_t i : *links) {
            const Link& link = network.links()[i];
            text += (text.empty() ? "" : " ") + names[link.from] + "-" + names[link.to];
        }
        return text;
    }

    std::vector<std::string> names;
    Network network;
};

}  // namespace hanhlang
