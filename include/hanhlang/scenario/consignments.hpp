// What travels under one declaration, who sends it, and the dossier that must be ready when its trucks are.
// Rule: a regime is data: when a paper may start, in which office, after what; the model knows no regime.
#pragma once

#include <algorithm>
#include <optional>

#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/people.hpp"
#include "hanhlang/scenario/space.hpp"
#include "hanhlang/scenario/staff.hpp"

namespace hanhlang {

/// What the selectivity of customs decides for a declaration: release, documents, goods.
enum class Channel : std::uint8_t { green, yellow, red };
inline constexpr std::array channel_list{Channel::green, Channel::yellow, Channel::red};
std::string_view to_string(Channel channel);

/// Seen from Vietnam.
enum class Flow : std::uint8_t { imported, exported, transit };
std::string_view to_string(Flow flow);

struct Channels {
    Mark mark;
    Share green;
    Share yellow;
    Share red;
    double share(Channel c) const {
        return c == Channel::green ? green.value : c == Channel::yellow ? yellow.value : red.value;
    }
};

struct Commodity {
    std::string name;
    Mark mark;
    Title title;
    Mass payload;  // per loaded truck
    std::optional<MoneyByMass> value;
    double teu = 0;                     // containers of a truckload
    std::optional<Distribution> keeps;  // for so long without cooling
    std::int64_t priority = 0;
    std::optional<Channels> channels;
    std::optional<Overload> overload;
};

/// A group of traders. A trader of it is a number in (0, 1), the same in every arm: those below the adoption
/// use the platform, so that adoption only ever adds traders.
struct Trader {
    std::string name;
    Mark mark;
    Title title;
    Share share;  // of consignments
    std::int64_t priority = 0;
    std::optional<Channels> channels;
};

/// How many trucks set out together: 1 and a law of what comes on top.
struct BatchSize {
    Distribution beyond_first;
    std::uint32_t most = 1'000'000;
    double mean() const;  // of what is cut at `most`, exact for whole numbers
    std::uint32_t quantile(double u) const {
        return std::min(most, 1 + static_cast<std::uint32_t>(beyond_first.quantile(u)));
    }
};

struct Paper;
struct Consignment;
struct Place;

/// Whom a desk or a paper is for: of each kind that is listed, one must hold.
struct Only {
    std::vector<Ref<Commodity>> commodities;
    std::vector<Ref<Consignment>> consignments;
    std::vector<Ref<Trader>> traders;
    std::vector<Direction> directions;
    std::vector<Flow> flows;
    std::vector<Channel> channels;
    std::vector<Ref<Place>> places;   // on the way
    std::vector<Ref<Place>> none_of;  // places that are not
    std::optional<bool> loaded;
};

/// A kind of consignment: what travels under one declaration.
struct Consignment {
    std::string name;
    Mark mark;
    Title title;
    Flow flow = Flow::imported;
    BatchSize trucks{Distribution::constant(0)};
    std::optional<Distribution> lead;  // from booking to departure
    std::optional<Duration> spread;    // its trucks set out over this time; without it, together
    enum class Release : std::uint8_t { per_truck, whole };
    Release release = Release::per_truck;
    std::vector<Ref<Paper>> needs;  // papers without which no truck sets out
    std::optional<Channels> channels;
    std::optional<Mass> tonnes;  // of a whole consignment, held against its trucks
    Share risk{0.0};             // declarations in which something is wrong
    std::optional<PaidPriority> pays_for_priority;
};

/// When a paper may start: at the earliest at this moment of its consignment.
enum class Moment : std::uint8_t { booking, departure, arrival, destination };
struct Start {
    Moment moment = Moment::booking;
    Share share{1.0};
};

/// A law of durations for each channel.
struct ByChannel {
    std::array<Distribution, 3> law{Distribution::constant(0), Distribution::constant(0),
                                    Distribution::constant(0)};
    const Distribution& operator[](Channel c) const { return law[static_cast<std::size_t>(c)]; }
};

/// A paper takes an officer's time, in the hours of the office; or calendar time, and nobody's.
enum class Clock : std::uint8_t { office, elapsed };

/// What differs for a paper that is filed on the platform.
struct DigitalPaper {
    Mark mark;
    std::vector<Start> starts;
    std::optional<std::vector<Ref<Paper>>> needs;
    std::optional<ByChannel> takes;  // an assumed effect
    std::optional<Clock> clock;
    std::optional<Share> rejected;  // an assumed effect
    std::optional<Ref<Paper>> same_form_as;
};

/// A deadline: a paper that is handed in later than so long after another was ready is overdue.
struct Due {
    Mark mark;
    Ref<Paper> after;
    Duration within{};
    std::optional<Distribution> overdue;  // how long it is worked on then
};

/// One step of the dossier in an office.
struct Paper {
    std::string name;
    Mark mark;
    std::string spec;  // as it is written, without sources: equal specs mean the same paper
    Title title;
    std::optional<Ref<Staff>> office;
    std::string country;  // that of the office when empty
    Only only;
    Share share{1.0};
    std::vector<Start> starts;
    std::vector<Ref<Paper>> needs;  // papers that must be ready before it is handed in
    ByChannel takes;
    Clock clock = Clock::office;
    Share rejected{0.0};
    Distribution repair = Distribution::constant(0);  // by the trader, before it is handed in again
    enum class Hold : std::uint8_t { gate, conditional, premises };
    Hold hold = Hold::gate;  // where the goods are until it is ready
    std::optional<Due> due;
    Money fee{0};  // of a declaration
    std::optional<DigitalPaper> digital;
    std::string draws_as;

    const std::string& of_country(const Named<Staff>& staff) const {
        return country.empty() && office ? office->in(staff).country : country;
    }
};

/// Traders of a group that use the platform, along a path of years.
struct Adoption {
    Ref<Trader> trader;
    std::vector<std::pair<int, Share>> path;  // by year, at its beginning; one entry: always
    double at(Time time) const;
};

/// Papers of an office that are on the platform: all, none, or a share of dossiers for each paper by itself.
struct Coverage {
    Ref<Staff> office;
    Share share;
};

struct Outages {
    Mark mark;
    Distribution every;  // from the end of an outage to the next
    Distribution lasts;
    enum class Then : std::uint8_t { paper, wait };
    Then then = Then::paper;  // what is to be filed meanwhile
};

struct Digital {
    Mark mark;
    std::vector<Adoption> traders;
    std::vector<Coverage> offices;
    std::optional<Outages> down;
    Share double_filing{0.0};  // of digital dossiers, those that are filed on paper as well
};

}  // namespace hanhlang
