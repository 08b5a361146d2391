// How much traffic there is, when, and which way: months, holidays, growth, zones, corridors and the choice
// between them.
// Rule: what is said in tonnes, in money or by the hectare becomes trucks once, when the file is read.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/holidays.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/disruptions.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/observed.hpp"

namespace hanhlang {

struct Commodity;
struct Demand;
struct Place;

/// Traffic of each month against the others; a mean month has 1.
struct ByMonth {
    std::array<double, 12> weight{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    /// Against the mean of a year of 365 days.
    double factor(int month) const;
};

/// Traffic on the days of a holiday, against other days.
struct OnHoliday {
    Closed days;
    double factor = 1;
    Mark mark;
    std::string path;
};

/// From the year that the demand is of to the year of the run.
struct Growth {
    Mark mark;
    std::int64_t base = 0;
    std::optional<std::int64_t> year;  // that of runs.from when it is not said
    GrowthRate rate{0};
    struct Of {
        Ref<Commodity> commodity;
        GrowthRate rate;
    };
    std::vector<Of> commodities;
    /// Of the traffic in this commodity, from the base year on.
    double factor(std::optional<std::uint32_t> commodity, int run_year) const;
};

/// An industrial zone: what it makes and takes comes from its area.
struct Zone {
    Mark mark;
    Area area;
    Share occupied{1.0};
};

/// Goods made of what another stream brings: raw material in, so much later so much less product out.
struct MadeOf {
    Mark mark;
    Ref<Demand> demand;
    Share yield{1.0};                   // t of product for each t of raw material
    std::optional<MassRate> rate;       // t of raw material that can be worked on, one load after the other
    std::optional<Distribution> after;  // from there to the product; at once
    std::vector<Duration> cut_off;      // times of day at which what is there sets out, full or not
    Rate trucks;                        // that this makes, in the long run
    double filled = 1;                  // of their payload, in the mean
};

/// Real departures, from a file.
struct Departures {
    Mark mark;
    std::string file;
    struct One {
        Time at;
        std::uint32_t trucks = 1;
    };
    std::vector<One> all;     // in their order
    std::size_t outside = 0;  // left out, because they are not within the run
    void keep_within(Time from, Time to);
    double per_hour() const;  // from the first to the last
};

/// A way between the two countries, named by the gate it takes.
struct Corridor {
    std::string name;
    Mark mark;
    Title title;
    std::vector<Ref<Place>> via;  // whoever passes all of these, in either order, is on it
};

/// A corridor that a stream may take; with shares for all of them, or with none.
struct Alternative {
    Ref<Corridor> corridor;
    std::optional<Share> share;
};

/// How streams choose between their corridors where no shares are said.
struct Choice {
    Mark mark;
    enum class Rule : std::uint8_t { best, logit };
    enum class By : std::uint8_t { time, cost };
    Rule rule = Rule::best;
    By by = By::time;
    std::optional<Amount> scale;  // of the logit, in h or USD
    Duration memory = one_week;   // of what crossing a gate has taken lately
};

/// Of its scale, and of all that it weighs.
inline std::string_view unit_of(const Choice& choice) {
    return choice.by == Choice::By::time ? "h" : "USD";
}

/// A coordination centre that tells drivers, before they set out and on the way, how long the queues are.
struct Coordination {
    Mark mark;
    Share informs{0.0};
    Duration delay{};                      // how old what it says is
    std::optional<Amount> reroutes_above;  // h or USD, as the choice, by which another way must be better
    std::optional<std::vector<Reissue>> reissue;  // without it, every paper that holds trucks at a gate
    std::optional<Duration>
        holds_above;  // an expected time at the gates above which a truck waits where it is
    Duration holds_at_most = std::chrono::hours{12};
};

}  // namespace hanhlang
