// A scenario: everything a run needs to know, as plain values. Immutable once loaded.
// Rule: description only; what lives and moves is the model's.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/base/calendar.hpp"
#include "hanhlang/base/distribution.hpp"
#include "hanhlang/base/error.hpp"
#include "hanhlang/base/time.hpp"
#include "hanhlang/base/units.hpp"
#include "hanhlang/scenario/closures.hpp"
#include "hanhlang/scenario/consignments.hpp"
#include "hanhlang/scenario/costs.hpp"
#include "hanhlang/scenario/demand.hpp"
#include "hanhlang/scenario/depots.hpp"
#include "hanhlang/scenario/disruptions.hpp"
#include "hanhlang/scenario/named.hpp"
#include "hanhlang/scenario/observed.hpp"
#include "hanhlang/scenario/people.hpp"
#include "hanhlang/scenario/space.hpp"
#include "hanhlang/scenario/staff.hpp"
#include "hanhlang/scenario/traffic.hpp"
#include "hanhlang/scenario/trucks.hpp"
#include "hanhlang/scenario/uncertain.hpp"

namespace hanhlang {

struct Source {
    std::string name;
    Mark mark;
    enum class Known : std::uint8_t { sourced, derived, general_knowledge, assumed };
    std::string title;
    std::optional<std::int64_t> year;
    std::string url;
    Known known = Known::assumed;
};

struct Runs {
    Mark mark;
    Time from{};                          // the first moment of the window
    Duration measure = one_week * 4;      // the window
    Duration warm_up = one_week;          // before `from`
    Duration max_overrun = one_week * 2;  // after the window, for the trips that started in it
    Factor traffic{1.0};                  // of every stream, against what it says
    Time start() const { return from - warm_up; }
    Time to() const { return from + measure; }
    Time end() const { return to() + max_overrun; }
};

struct Desk {
    std::string name;
    Mark mark;
    std::string spec;  // as it is written, without sources: equal specs mean the same desk
    Title title;
    std::vector<Ref<Staff>> staff;  // any officer of these teams serves here
    std::optional<std::int64_t> bays;
    std::optional<Ref<Block>> puts;     // what trucks bring that end their way here is put down there
    std::optional<Ref<Block>> fetches;  // what trucks carry that begin it here comes from there
    Distribution takes;
    std::optional<Distribution> first_time;  // on the way out, of a vehicle that is not yet in the system
    std::optional<Distribution> on_return;   // on the way back
    std::optional<Travellers> shared_with;
    Share share{1.0};
    std::optional<Share> sample;  // of the trucks of each declaration, at least one
    Only only;
    enum class For : std::uint8_t { all, arriving, leaving };
    For trucks = For::all;          // those whose way ends at its place, or begins there
    std::vector<Ref<Paper>> needs;  // papers that must be ready
    bool releases = false;          // trucks of a declaration that is released whole wait here for each other
    std::optional<Share> finds;     // of what is wrong, when it is there
    std::optional<Convoy> convoy;   // trucks go on from here together
    std::optional<Ref<Desk>> if_over;  // weighs: where an overloaded truck must go, and nobody else does
    bool changes_truck = false;        // for loaded trucks that are not entitled to cross, and nobody else
    Money fee{0};                      // of each truck that is served
    Money informal{0};                 // paid beside it
    std::optional<UnitCost> each;      // of a bay
    std::string draws_as;              // the name its draws are made under; its own when empty
};

struct Yard {
    Mark mark;
    std::int64_t slots = 0;
    bool shared = false;  // by both directions; otherwise each has its own slots
    enum class WhenFull : std::uint8_t { queue, turn_away };
    WhenFull when_full = WhenFull::queue;
    std::optional<BatchBarrier> batch;
};

struct Place {
    std::string name;
    Mark mark;
    Title title;
    std::string country;
    enum class Kind : std::uint8_t { city, gate, icd, port, zone };
    Kind kind = Kind::city;
    std::optional<std::array<double, 2>> at;  // latitude, longitude in degrees
    Calendar hours;
    std::optional<Rate> crossings;  // of trucks, both ways: said, and held against the demand
    std::optional<Yard> yard;
    std::optional<Appointments> appointments;
    Directed<std::vector<Ref<Desk>>> desks;
    std::optional<Zone> zone;
    std::optional<MoneyByMass> handling;  // of goods that begin or end their way here
    std::optional<Storage> storage;
    std::optional<ContainerDepot> containers;
    std::optional<Licence> licence;
};

struct RoadClass {
    std::string name;
    Mark mark;
    Title title;
    Speed speed;
    Share gradient;
    Share paved{1.0};  // of its length
    std::optional<SlowWhen> slow;
    std::optional<Congestion> congestion;
    std::optional<MoneyByRoad> toll;
};

struct Road {
    std::string name;  // "a to b"
    Mark mark;
    Ref<Place> from;
    Ref<Place> to;
    Title title;
    Length length;
    std::optional<Ref<RoadClass>> road_class;
    std::optional<Speed> speed;
    std::optional<Share> gradient;
    std::optional<std::int64_t> holds;  // trucks in each direction, or in both
    bool shared = false;                // by both directions
    std::optional<Share> paved;         // these, too, instead of those of the class
    std::optional<SlowWhen> slow;
    std::optional<Congestion> congestion;
    std::optional<MoneyByRoad> toll;
    std::optional<Calendar> hours;  // when trucks may begin to drive it
    std::optional<RoadLimit> limit;
};

struct Fleet {
    std::string name;
    Mark mark;
    Title title;
    std::optional<Speed> top_speed;
    bool cold = false;         // cools what it carries
    Factor empty_speed{1.0};   // of an empty truck against a loaded one
    Share gradient_loss{0.0};  // speed lost for each per cent of gradient
    Share first_time{0.0};     // trucks whose vehicle is not yet in the system
    Share entitled{1.0};       // trucks that may cross themselves, under an agreement between the countries
    std::optional<std::int64_t> permits;  // and of these as many at a time, from setting out to coming home
    std::string country;                  // of registration
    std::optional<Ref<Place>> home;       // where its trucks come from and go back to
    std::optional<std::int64_t> size;     // trucks there are; any number when it is not said
    std::optional<Maintenance> maintenance;
    std::optional<RoadBreakdowns> breakdowns;
    std::optional<std::int64_t> axles;
    std::optional<Mass> tare;   // of an empty truck
    Factor unpaved_speed{1.0};  // on roads without paving, against paved ones
    std::optional<FleetCosts> costs;
    std::optional<Consumption> fuel;
};

struct DrivingLimit {
    Duration drive{};
    Duration rest{};
};

/// Driving time limits; a limit that is not there does not bind.
struct Drivers {
    Mark mark;
    std::optional<DrivingLimit> stretch;  // driving without a break, and the break
    std::optional<DrivingLimit> day;      // driving between daily rests, and the rest
    bool closed_counts = false;  // waiting for a closed gate or desk counts as rest when it is long enough
    Share two{0.0};              // trucks with two drivers, who take turns
    Share relay{0.0};            // trucks whose driver changes at relay_at
    std::vector<Ref<Place>> relay_at;
    std::optional<Duration> week;     // driving in seven days in a row
    Share comply{1.0};                // trucks whose drivers keep these limits
    std::vector<Ref<Place>> rest_at;  // where a daily rest can be taken; anywhere when there are none
};

/// What theory says of a scenario: `hanhlang verify` holds the simulation against it.
struct Expected {
    Mark mark;
    struct Figure {
        Mark mark;
        std::string metric;
        double value;  // in hours where it is a time
        bool is_time;
    };
    std::optional<std::int64_t> replications;  // that make the figures sharp enough
    std::vector<Figure> figures;
};

/// How the numbers of a scenario are known.
struct Provenance {
    std::size_t sourced = 0;
    std::size_t derived = 0;
    std::size_t general_knowledge = 0;
    std::size_t assumed = 0;
    std::size_t guess = 0;
    std::size_t set = 0;  // on the command line
    std::size_t total() const { return sourced + derived + general_knowledge + assumed + guess + set; }
};

/// A number of a scenario, and how it is known: one of the five, or set on the command line.
struct Input {
    std::string path;
    enum class Known : std::uint8_t { sourced, derived, general_knowledge, assumed, guess, set };
    Known known{};
};

struct Scenario {
    Title title;
    Runs runs;
    Named<Place> places;
    Named<RoadClass> road_classes;
    Named<Road> roads;
    Named<Staff> staff;
    Named<Block> blocks;
    Named<Service> services;
    Named<Desk> desks;
    Named<Commodity> commodities;
    Named<Paper> papers;
    std::optional<Channels> channels;
    std::optional<Digital> digital;
    Named<Trader> traders;
    Named<Consignment> consignments;
    Named<Fleet> fleets;
    Drivers drivers;
    Named<Pattern> patterns;
    Named<Demand> demand;
    Named<Disruption> disruptions;
    Named<Source> sources;
    std::optional<Growth> growth;
    Named<Corridor> corridors;
    std::optional<Choice> choice;
    std::optional<Coordination> coordination;
    std::optional<Costs> costs;
    std::optional<Emissions> emissions;
    std::optional<Investment> investment;
    Named<Uncertain> uncertain;
    std::optional<Expected> expected;
    std::vector<Closures> closures;
    Named<Observed> observed;

    std::string file;
    std::string resolved;  // the whole scenario as one YAML file
    std::string hash;      // of what it means: without titles and sources
    Provenance provenance;
};

}  // namespace hanhlang
