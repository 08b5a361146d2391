// A scenario compiled for running: which way each stream goes, what a truck meets there, and how often.
// Rule: everything that is the same for every truck and every replication is worked out here, once.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "hanhlang/scenario/scenario.hpp"

namespace hanhlang {

/// A desk on the way, and the how-manieth desk with the same draws it is on this leg.
struct DeskVisit {
    std::uint32_t desk = 0;
    std::uint32_t repeat = 0;
};

/// A place on the way and the road that leads to it.
struct Stop {
    std::uint32_t place = 0;
    std::optional<std::uint32_t> road;  // none for the first place and for neighbours without a road
    bool along = true;                  // the road is driven from its `from` to its `to`
    Duration drive_loaded{};
    Duration drive_empty{};
    double fuel_loaded = 0;  // l, on the road that leads to it
    double fuel_empty = 0;
    double toll = 0;  // USD, on that road
    double km = 0;    // from the start of the leg to this place
    std::vector<DeskVisit> desks;
};

/// One leg of a stream: out, or back.
struct Leg {
    std::uint32_t demand = 0;
    bool back = false;
    Direction direction = Direction::eastbound;
    std::vector<Stop> stops;
    bool diverted = false;  // by another gate, while a road is disrupted
    double share = 1;       // of the trips of its stream and direction, as far as it is known beforehand
    std::uint32_t alternative = 0;  // the how-manieth of the ways that its stream may take
};

/// Another way for the trucks of a leg: as long as a disruption lasts, or for who is told that it is better.
struct Diversion {
    std::optional<std::uint32_t> disruption;
    std::uint32_t leg = 0;   // the usual one
    std::uint32_t by = 0;    // the leg that is taken instead, with classes in the same order
    std::uint32_t fork = 0;  // the last stop that both have
    /// Where it is decided: before the first road, and where the ways part.
    bool parts_at(std::uint32_t stage) const { return stage == 0 || stage == fork; }
};

/// The empty drive between the home of a stream's trucks and where it starts, the same both ways; without a
/// way back both the drive there and the one home from the destination.
struct Positioning {
    double km = 0;
    Duration drive{};
    double litres = 0;
    double toll = 0;  // USD
};

/// What of a trip is fixed at its departure and may be filtered by.
struct TripClass {
    std::uint32_t leg = 0;
    bool loaded = true;
    std::optional<std::uint32_t> commodity;
    // of trips that have a consignment
    std::optional<std::uint32_t> consignment;
    std::optional<std::uint32_t> trader;
    std::optional<Channel> channel;
    bool digital = false;  // its trader uses the platform
    double share = 1;      // of the trips with this leg and commodity
};

/// A paper of a dossier; dossiers of one trip class have the same, but for each paper's share.
struct DossierPaper {
    std::uint32_t paper = 0;
    std::uint32_t arrival = 0;  // the stop of the leg at which its trucks arrive, for this paper
    std::array<std::vector<std::uint32_t>, 2> needs;  // on paper and on the platform; places in the dossier
    bool holds =
        false;  // its trucks wait for it: a desk does, their departure, or a paper that they wait for
    std::uint32_t form = 0;  // on the platform: the place in the dossier of the paper whose form it shares
};

/// What the consignments of a leg differ by: trip classes stand in this order, `digital` the fastest.
struct Variants {
    std::uint32_t traders = 1;
    std::uint32_t channels = 1;
    std::uint32_t digital = 1;
    std::uint32_t all() const { return traders * channels * digital; }
    std::uint32_t place(std::uint32_t trader, std::uint32_t channel, std::uint32_t on_platform) const {
        return (trader * channels + channel) * digital + on_platform;
    }
};

struct Plan {
    std::vector<Leg> legs;  // out and, where there is one, back, in order of demand; then the diverted ones
    std::vector<std::vector<std::uint32_t>> ways;       // of each demand, its legs out
    std::vector<std::uint32_t> out_leg;                 // the first of them
    std::vector<std::optional<std::uint32_t>> back_of;  // of each leg out, the way back
    std::vector<TripClass> classes;                     // all there are
    std::vector<std::vector<std::uint32_t>>
        class_of;  // [leg][0: empty, 1 + i: cargo i, or loaded with anything], the first of its variants
    std::vector<Variants> variants;                   // of each leg
    std::vector<std::vector<DossierPaper>> dossiers;  // of each class
    std::vector<Diversion> diversions;
    std::vector<std::optional<Positioning>> positioning;  // of each demand

    const Leg& leg_of(const TripClass& c) const { return legs[c.leg]; }
};

/// Finds every route; throws InputError when one does not exist.
Plan make_plan(const Scenario& scenario);

/// True when a trip of this class must come to this desk (its share aside).
bool serves(const Scenario& scenario, const Desk& desk, const Plan& plan, const TripClass& c);

/// Of the trips of this class, the share that is sent to this desk of the stop: 1 but for desks that are only
/// for overloaded trucks.
double sent_share(const Scenario& scenario, const Plan& plan, const TripClass& c, const Stop& stop,
                  std::uint32_t desk);

/// Of the trucks on a leg, those whose vehicle is not yet in the system: none on the way back.
double first_time_share(const Scenario& scenario, const Leg& leg);

/// Whether something that is only for some is for this class.
bool meets(const Scenario& scenario, const Only& only, const Plan& plan, const TripClass& c);

/// How declarations of a class are selected: by trader, else by consignment, else by commodity, else in
/// general.
const Channels* channels_of(const Scenario& scenario, const TripClass& c);

/// What a way is expected to cost before anybody has driven it, in the unit of the choice (h or USD):
/// driving, the rests that the rules ask for, and service at the desks.
struct Expectation {
    double driving = 0;  // with rests, h
    double money = 0;    // USD beside time
    double hour = 0;     // USD for each hour
    struct Gate {
        std::uint32_t place = 0;
        double service = 0;  // h
    };
    std::vector<Gate> gates;
};
Expectation expect(const Scenario& scenario, const Plan& plan, std::uint32_t leg);

/// Of the desks of a place that are for some ways only, those that this way goes to.
std::vector<std::uint32_t> desks_by_way(const Scenario& scenario, const Leg& leg, std::uint32_t place);

/// Whether a way passes the places it must, and none that it must not.
bool goes_by(const Only& only, const Leg& leg);

/// Cost in the unit of the choice, when the gates take so many hours.
double cost_of(const Expectation& expected, const Choice& rule, double hours_at_gates);

/// True when trucks of the stream choose their way, which they do where no shares are said.
bool chooses(const Scenario& scenario, const Plan& plan, std::uint32_t demand);

/// Says of each leg of a stream what share takes it: as is said, or by the choice on empty roads.
void share_out(const Scenario& scenario, Plan& plan, std::uint32_t demand);

/// Probabilities of alternatives with these times or costs, lower is better.
std::vector<double> choose(const Choice& rule, const std::vector<double>& costs);

/// What one driver likes about an alternative beside its cost, in the same unit, from a uniform number: the
/// logit is what drivers do whose liking has the law of Gumbel (McFadden 1974).
double liking(const Choice& rule, double u);

/// True when a leg passes all places of the corridor.
bool takes(const Leg& leg, const Corridor& corridor);

/// The dossier of each class; adds what cannot be, such as a desk that waits for a paper nobody has.
void plan_dossiers(const Scenario& scenario, Plan& plan, std::vector<Problem>& problems);

/// Trucks of a class that set out per hour of an ordinary week, in the long run.
double trucks_per_hour(const Scenario& scenario, const Plan& plan, std::uint32_t trip_class);

/// Adds what is put down in a block and not fetched, or the other way round, truck by truck.
void check_blocks(const Scenario& scenario, const Plan& plan, std::vector<Problem>& problems);

/// Adds where tonnes, trucks, declarations and crossings, as they are said, contradict each other.
void check_flows(const Scenario& scenario, const Plan& plan, std::vector<Problem>& problems);

/// What runs but is probably not meant: unused names, teams and gates that cannot cope with what comes.
std::vector<Problem> warnings(const Scenario& scenario, const Plan& plan);

/// The part of it about what a place keeps: containers that run out, blocks that fill up.
void warn_of_stocks(const Scenario& scenario, const Plan& plan, std::vector<Problem>& found);

/// The part of it about disruptions.
void warn_of_disruptions(const Scenario& scenario, const Plan& plan, std::vector<Problem>& found);

/// Work asked of a team, or of all that serve together with it, against what they can do in an ordinary week:
/// at 1 and above its queue grows for ever, unless trucks lose patience or are turned away. Who works after
/// hours counts for those that pay.
double offered_load(const Scenario& scenario, const Plan& plan, std::uint32_t team);

/// The same of the trucks that wait for as long as it takes.
double load_that_waits(const Scenario& scenario, const Plan& plan, std::uint32_t team);

/// TEU or tonnes an hour that trucks put down in a block.
double put_per_hour(const Scenario& scenario, const Plan& plan, std::uint32_t block);

/// Hours that goods stay in a block, in the mean and as far as the scenario says it.
std::optional<double> mean_stay(const Scenario& scenario, const Plan& plan, std::uint32_t block);

/// Tonnes on a truck that sets out, in the mean.
double tonnes_of(const Scenario& scenario, const Demand& demand);

/// Calls of a ship or train an hour, in the window.
double calls_per_hour(const Scenario& scenario, const Service& service);

/// TEU or tonnes an hour that pass a block which is never empty, where the stay is known: its dynamic
/// capacity, and no more than the services that take from it have room for.
std::optional<double> passes_per_hour(const Scenario& scenario, const Plan& plan, std::uint32_t block);

/// Moves of a machine for a container that is fetched from a block with what stays there in the mean: itself,
/// and those that stand above it when containers stand evenly on the slots and each is as likely.
double moves_of_one(const Scenario& scenario, const Plan& plan, std::uint32_t block);

/// Trucks of a fleet of so many that are away in the mean, queues left out, against how many there are.
double fleet_load(const Scenario& scenario, const Plan& plan, std::uint32_t fleet);

/// Offered load of the bays of a desk, without the time in which a truck waits there for an officer.
double load_of_bays(const Scenario& scenario, const Plan& plan, std::uint32_t desk);

/// The part of a gate that lets the fewest trucks through in one direction: its team, its bays, or its yard.
struct Bottleneck {
    double own = 0;  // h that one truck needs there
    double each =
        0;  // h from one truck to the next when many are waiting, closed hours and others' work in it
    /// What who comes is expected to wait when so many are there (G/G/c: who is served with it waits for
    /// nobody).
    double wait(std::int64_t there) const {
        return std::max(0.0, static_cast<double>(there + 1) * each - own);
    }
};
Bottleneck bottleneck(const Scenario& scenario, const Plan& plan, std::uint32_t place, Direction direction);

}  // namespace hanhlang
