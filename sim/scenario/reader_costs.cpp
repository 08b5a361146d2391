// How money is written: an amount, a currency and what it is for, such as 250000 VND or 0.75 USD/l.
#include <algorithm>
#include <cctype>

#include "number.hpp"
#include "reader.hpp"

namespace hanhlang {
namespace {

constexpr std::array<Unit, 4> multiples{{{"", 1}, {"k", 1e3}, {"M", 1e6}, {"bn", 1e9}}};
constexpr std::array<Unit, 1> alone{{{"", 1}}};
constexpr std::array<Unit, 3> by_time{{{"/h", 1}, {"/day", 1.0 / 24}, {"/month", 12.0 / 8760}}};
constexpr std::array<Unit, 4> rates{
    {{"per hour", 1}, {"per day", 1.0 / 24}, {"per month", 12.0 / 8760}, {"per year", 1.0 / 8760}}};
constexpr std::array<Unit, 1> by_road{{{"/km", 1}}};
constexpr std::array<Unit, 1> by_mass{{{"/t", 1}}};
constexpr std::array<Unit, 1> by_fuel{{{"/l", 1}}};
constexpr std::array<Unit, 1> by_energy{{{"/kWh", 1}}};

bool is_currency(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Of a currency, as it is written; nothing when it is no rate.
std::optional<double> per_usd(std::string_view text) {
    const auto rate = number(text);
    const bool is_rate = rate && rate->unit == "per USD" && rate->value >= 1e-3 && rate->value <= 1e9;
    return is_rate ? std::optional(rate->value) : std::nullopt;
}

}  // namespace

/// Before anything else, because amounts are converted as they are read.
void Reader::read_rates() {
    rates_["USD"] = 1;
    const Node* costs = root_.find("costs");
    const Node* section = costs && costs->kind == Node::Kind::map ? costs->find("rates") : nullptr;
    if (!section || section->kind != Node::Kind::map) return;
    for (const auto& [key, value] : section->members) {
        if (const auto rate = per_usd(value.text); rate && is_currency(key.text) && key.text != "USD")
            rates_[key.text] = *rate;
    }
}

void Reader::read(const Node& node, const std::string& path, std::vector<ExchangeRate>& out) {
    if (!expect_map(node, path)) return;
    for (const auto& [key, value] : node.members) {
        const std::string at = join(path, key.text);
        if (!is_currency(key.text))
            complain(key, at, fmt::format("found '{}', expected a currency such as VND", key.text));
        if (key.text == "USD")
            complain(key, at, "found 'USD', which every rate is of: expected another currency");
        read_scalar(value, at, "a rate such as 26300 per USD", true, [&](std::string_view text) {
            const auto rate = per_usd(text);
            if (!rate)
                throw std::invalid_argument(fmt::format(
                    "found '{}', expected a rate such as 26300 per USD, from 0.001 to 1000000000", text));
            out.push_back({key.text, *rate});
        });
    }
}

void Reader::read_money(const Node& node, const std::string& path, std::span<const Unit> units,
                        std::string_view example, double most, double& out) {
    read_scalar(node, path, example, true, [&](std::string_view text) {
        const auto fail = [&](const std::string& what) {
            throw std::invalid_argument(fmt::format("found '{}'{}, expected {}", text, what, example));
        };
        const auto read = number(text);
        if (!read) fail("");
        if (read->value < 0)
            throw std::invalid_argument(fmt::format("found '{}', expected no negative number", text));
        const std::string_view unit = read->unit;
        const std::size_t letters = static_cast<std::size_t>(
            std::find_if(unit.begin(), unit.end(),
                         [](char c) { return std::isalpha(static_cast<unsigned char>(c)) == 0; }) -
            unit.begin());
        const std::string_view currency = letters < 3 ? "" : unit.substr(letters - 3, 3);
        const auto multiple =
            factor_of(unit.substr(0, letters - std::min<std::size_t>(letters, 3)), multiples);
        const auto factor = factor_of(trim(unit.substr(letters)), units);
        if (!is_currency(currency) || !multiple) fail(" without a currency");
        if (!factor) fail(" for another unit");
        const auto rate = rates_.find(currency);
        if (rate == rates_.end())
            throw std::invalid_argument(
                fmt::format("found '{}', but 'costs.rates' has no rate of {}", text, currency));
        out = read->value * *multiple * *factor / rate->second;
        if (out > most)
            throw std::invalid_argument(fmt::format("found '{}', expected at most {:.0f} USD{}{}", text, most,
                                                    units.front().name.starts_with("per") ? " " : "",
                                                    units.front().name));
    });
}

void Reader::read(const Node& node, const std::string& path, Money& out) {
    read_money(node, path, alone, "an amount such as 12 USD", 1e9, out.value);
}
void Reader::read(const Node& node, const std::string& path, MoneyRate& out) {
    const bool slash = node.text.find('/') != std::string::npos;
    read_money(node, path, slash ? std::span<const Unit>(by_time) : std::span<const Unit>(rates),
               "an amount by time such as 4 USD/h, or 159 MUSD per year", slash ? 1e5 : 1e9, out.value);
}
void Reader::read(const Node& node, const std::string& path, MoneyByRoad& out) {
    read_money(node, path, by_road, "an amount by distance such as 0.2 USD/km", 1e4, out.value);
}
void Reader::read(const Node& node, const std::string& path, MoneyByMass& out) {
    read_money(node, path, by_mass, "an amount by mass such as 65 USD/t", 1e9, out.value);
}
void Reader::read(const Node& node, const std::string& path, MoneyByFuel& out) {
    read_money(node, path, by_fuel, "an amount by volume such as 0.75 USD/l", 1e3, out.value);
}
void Reader::read(const Node& node, const std::string& path, MoneyByEnergy& out) {
    read_money(node, path, by_energy, "an amount by energy such as 0.08 USD/kWh", 1e3, out.value);
}

void Reader::read(const Node& node, const std::string& path, std::array<Payer, expenses>& out) {
    if (!expect_map(node, path)) return;
    Fields fields{*this, node, path};
    for (std::size_t i = 0; i < expenses; ++i) fields.optional(expense_names[i], out[i], "who pays it");
    fields.refuse_unknown();
}

}  // namespace hanhlang
