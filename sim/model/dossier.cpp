// What a consignment is: its trader, its channel, its papers, all drawn when it is booked; and what it leaves
// behind.
// Rule: chance belongs to the consignment, so it meets the same in every arm.
#include <algorithm>
#include <cmath>
#include <limits>

#include "world.hpp"

namespace hanhlang {

LivePaper::LivePaper(World& world, const Paper& what)
    : paper(&what),
      office(what.office ? &world.teams_[what.office->index] : nullptr),
      takes(world.seed_, "paper takes " + (what.draws_as.empty() ? what.name : what.draws_as)),
      rejected(world.seed_, "paper rejected " + (what.draws_as.empty() ? what.name : what.draws_as)),
      repair(world.seed_, "paper repair " + (what.draws_as.empty() ? what.name : what.draws_as)),
      share(world.seed_, "paper share " + (what.draws_as.empty() ? what.name : what.draws_as)),
      starts(world.seed_, "paper starts " + (what.draws_as.empty() ? what.name : what.draws_as)),
      connected(world.seed_, "paper connected " + (what.draws_as.empty() ? what.name : what.draws_as)),
      twice(world.seed_, "filed twice") {
    if (!world.scenario_.digital || !what.office) return;
    for (const Coverage& one : world.scenario_.digital->offices) {
        if (one.office == *what.office) coverage = one.share.value;
    }
}

/// Which papers of the dossier the desk needs, and whether anything is waited for there.
void World::find_papers(LiveVisit& visit, const TripClass& c) const {
    const Desk& desk = *visit.desk->desk;
    const auto& dossier = plan_.dossiers[static_cast<std::size_t>(&c - plan_.classes.data())];
    for (std::uint32_t place = 0; place < dossier.size(); ++place) {
        const Paper& paper = scenario_.papers[dossier[place].paper];
        const bool needed = std::any_of(desk.needs.begin(), desk.needs.end(), [&](const Ref<Paper>& need) {
            return need.index == dossier[place].paper;
        });
        if (needed && paper.hold == Paper::Hold::gate) visit.papers.push_back(place);
    }
    visit.joins = !visit.papers.empty() || desk.releases;
}

DossierRef World::dossier(Stream& stream, std::uint32_t leg, std::uint32_t first, std::uint32_t trucks,
                          Time departure) {
    const Demand& demand = stream.demand;
    auto made = std::make_shared<Dossier>();
    Dossier& load = *made;
    load.subject = {stream.source, first, replication_};
    load.stream = stream.index;
    load.back = plan_.legs[leg].back;
    load.trucks = load.on_the_way = trucks;
    load.departure = departure;
    load.counted = recorder_.in_window(departure);
    for (std::uint32_t i = 0; sink_ && i < trucks; ++i) load.watched |= sink_->wants(stream.index, first + i);
    load.cargo = std::max<std::size_t>(1, cargo_of(demand, load.back, load.subject));
    const std::uint32_t base = plan_.class_of[leg][load.cargo];
    const Consignment& kind = scenario_.consignments[*plan_.classes[base].consignment];
    load.whole = kind.release == Consignment::Release::whole && trucks > 1;
    load.risky = kind.risk.value > 0 && draw(risk_, load) < kind.risk.value;
    load.sampled_from = draw(sample_, load);
    Duration lead{};
    if (kind.lead) lead = drawn(*kind.lead, std::min(draw(lead_, load), longest_lead));
    load.booking = std::max(now(), departure - lead);

    // Its trader: the group, and the place in it; then its channel.
    const Variants& variants = plan_.variants[leg];
    std::uint32_t group = 0;
    double trader = draw(trader_, load);
    if (!scenario_.traders.empty()) {
        while (group + 1 < variants.traders && trader >= scenario_.traders[group].share.value)
            trader -= scenario_.traders[group++].share.value;
        trader = std::min(trader / scenario_.traders[group].share.value, 1.0);
    }
    bool digital = false;
    for (std::size_t i = 0; scenario_.digital && i < scenario_.digital->traders.size(); ++i) {
        const Adoption& adoption = scenario_.digital->traders[i];
        if (adoption.trader.index == group) digital = trader < adoption.at(load.booking);
    }
    std::uint32_t channel = 0;
    if (variants.channels > 1) {
        const TripClass& of_group = plan_.classes[base + variants.place(group, 0, 0)];
        double u = draw(channel_, load);
        if (const Channels* law = channels_of(scenario_, of_group)) {
            while (channel < 2 && u >= law->share(channel_list[channel]))
                u -= law->share(channel_list[channel++]);
        }
    }
    load.trip_class = base + variants.place(group, channel, digital ? 1 : 0);
    load.priority = static_cast<int>(demand.priority);
    const TripClass& c = plan_.classes[load.trip_class];
    if (c.trader) load.priority += static_cast<int>(scenario_.traders[*c.trader].priority);
    if (c.commodity) load.priority += static_cast<int>(scenario_.commodities[*c.commodity].priority);
    if (kind.pays_for_priority && draw(buys_, load) < kind.pays_for_priority->share.value)
        load.priority += static_cast<int>(kind.pays_for_priority->priority);
    draw_papers(load);
    if (load.counted) {
        recorder_.count(Fact::declarations, 0, load.trip_class);
        if (load.risky) recorder_.count(Fact::risk_missed, 0, load.trip_class);  // until it is found
    }
    return made;
}

void World::draw_papers(Dossier& load) {
    const TripClass& c = plan_.classes[load.trip_class];
    const auto last = static_cast<int>(plan_.leg_of(c).stops.size() - 1);
    load.plan = &plan_.dossiers[load.trip_class];
    for (const DossierPaper& one : *load.plan) {
        const LivePaper& rules = papers_[one.paper];
        const Paper& paper = *rules.paper;
        PaperState& state = load.papers.emplace_back(sim_);
        state.wanted = paper.share.value >= 1 || draw(rules.share, load) < paper.share.value;
        state.digital = c.digital && paper.digital &&
                        (rules.coverage >= 1 || draw(rules.connected, load) < rules.coverage);
        const double u = draw(rules.starts, load);
        for (const std::size_t by : {0U, 1U}) {
            const bool differs = by == 1 && paper.digital && !paper.digital->starts.empty();
            const std::vector<Start>& starts = differs ? paper.digital->starts : paper.starts;
            std::size_t which = 0;
            for (double left = u; which + 1 < starts.size() && left >= starts[which].share.value; ++which)
                left -= starts[which].share.value;
            switch (starts[which].moment) {
                case Moment::booking:
                    state.starts[by] = -1;
                    break;
                case Moment::departure:
                    state.starts[by] = 0;
                    break;
                case Moment::arrival:
                    state.starts[by] = static_cast<int>(one.arrival);
                    break;
                case Moment::destination:
                    state.starts[by] = last;
                    break;
            }
        }
        if (state.wanted && one.holds) ++load.undecided;
    }
}

/// A copy of a paper is handed in.
void World::handed_in(Dossier& load, std::uint32_t place) {
    ++load.papers[place].handed_in;
    if (!(*load.plan)[place].holds) return;
    if (!load.submitted) load.submitted = now();
    if (load.in_hand++ == 0) load.in_hand_since = now();
}

/// The load a truck will take back; it can be booked as soon as the truck is there to take it.
DossierRef World::load_for_the_way_back(Stream& stream, std::uint32_t leg, std::uint32_t ordinal,
                                        Time departure) {
    const Subject subject{stream.source, ordinal, replication_};
    if (cargo_of(stream.demand, true, subject) == 0) return nullptr;
    DossierRef load = dossier(stream, leg, ordinal, 1, departure);
    sim_.spawn(booking(load));
    return load;
}

/// A truck of the consignment has come as far as this stop of its leg.
void World::reach(Dossier& load, int stop) {
    if (stop <= load.reached) return;
    load.reached = stop;
    if (stop < load.next_start) return;  // most stops let nothing start
    load.next_start = std::numeric_limits<int>::max();
    for (PaperState& state : load.papers) {
        for (const std::size_t by : {0U, 1U}) {
            if (state.starts[by] > stop) {
                load.next_start = std::min(load.next_start, state.starts[by]);
            } else if (!state.may_start[by].happened()) {
                state.may_start[by].happen();
            }
        }
    }
}

/// Whether the form of a paper, as it stands, will be handed back.
bool World::faulty(const Dossier& load, std::uint32_t place, bool digital) const {
    const std::uint32_t root = digital ? (*load.plan)[place].form : place;
    const LivePaper& rules = papers_[(*load.plan)[root].paper];
    const bool differs = digital && rules.paper->digital && rules.paper->digital->rejected;
    const Share rejected = differs ? *rules.paper->digital->rejected : rules.paper->rejected;
    return rejected.value > 0 && draw(rules.rejected, load, load.papers[root].version) < rejected.value;
}

void World::tell_phase(const Dossier& load, std::uint32_t place, bool digital, Handling::Kind kind, Time from,
                       Time to, std::vector<Handling>& phases) {
    if (from == to) return;
    const Team* const office = office_of(load, place);
    phases.push_back({load.stream, load.subject.ordinal, load.back, (*load.plan)[place].paper, digital, kind,
                      from, to, office ? std::optional{office->index} : std::nullopt});
    if (load.watched) sink_->on(phases.back());
}

void World::finish_paper(Dossier& load, std::uint32_t place, Copy copy, std::vector<Handling> phases) {
    PaperState& state = load.papers[place];
    const bool holds = (*load.plan)[place].holds;
    if (holds && --load.in_hand == 0) load.in_procedure += now() - load.in_hand_since;
    if (--state.open > 0) return;  // the other copy is still on its way
    state.enabled = copy.enabled;
    state.after = copy.after;
    Duration waited{};
    for (const Handling& phase : phases) {
        if (phase.kind == Handling::Kind::waits) waited += phase.to - phase.from;
    }
    state.phases = std::move(phases);
    state.ready_at = now();
    const bool overdue = recorder_.in_window(now()) && is_overdue(load, place, copy.enabled);
    if (overdue) recorder_.count(Fact::overdue, (*load.plan)[place].paper, load.trip_class);
    state.ready.happen();
    const bool decided = holds && --load.undecided == 0;
    if (decided) load.decided = now();
    if (recorder_.in_window(now())) recorder_.count(Fact::issued, (*load.plan)[place].paper, load.trip_class);
    if (!load.counted) return;
    const std::array times{now() - copy.enabled, waited};
    recorder_.times(Fact::paper_time, (*load.plan)[place].paper, load.trip_class, times);
    if (decided) tell_decided(load);
}

/// Handed in later than its deadline, which another paper has started.
bool World::is_overdue(const Dossier& load, std::uint32_t place, Time handed_in) const {
    const std::optional<Due>& due = papers_[(*load.plan)[place].paper].paper->due;
    for (std::size_t i = 0; due && i < load.papers.size(); ++i) {
        const PaperState& after = load.papers[i];
        if ((*load.plan)[i].paper == due->after.index && after.wanted && after.ready.happened())
            return handed_in - after.ready_at > due->within;
    }
    return false;
}

/// The intervals of a time release study, for one truck.
void World::tell_release(const Trip& trip) {
    const Dossier& load = *trip.dossier;
    if (!load.submitted || !load.decided) return;
    const Time arrived = *trip.gate_in;
    const std::array intervals{trip.gate_out - arrived, std::max(Duration::zero(), *load.submitted - arrived),
                               *load.decided - *load.submitted,
                               std::max(Duration::zero(), trip.gate_out - std::max(arrived, *load.decided))};
    recorder_.times(Fact::release, 0, trip.trip_class, intervals);
}

void World::tell_decided(const Dossier& load) {
    if (!load.counted || !load.submitted || load.withdrawn) return;
    const std::array whole{load.in_procedure, now() - *load.submitted};
    recorder_.times(Fact::dossier_time, 0, load.trip_class, whole);
}

Team* World::office_of(const Dossier& load, std::uint32_t place) {
    const auto& other = load.papers[place].office;
    return other ? &teams_[*other] : papers_[(*load.plan)[place].paper].office;
}

/// Every so-manieth truck of the declaration, counted from one that is drawn for it; at least one.
bool World::in_sample(const Dossier& load, std::uint32_t ordinal, Share share) {
    const std::uint32_t all = load.on_the_way;
    const auto size = std::clamp(static_cast<std::uint32_t>(std::floor(share.value * all + 0.5)), 1U, all);
    const auto from = static_cast<std::uint32_t>(load.sampled_from * all);
    const std::uint32_t which = (ordinal - load.subject.ordinal + all - from) % all;
    return which < size;
}

void World::inspect(Trip& trip, const LiveVisit& where) {
    Dossier& load = *trip.dossier;
    if (!load.risky || load.found || !trip.service_began) return;
    if (draw_at(where.desk->finds, trip, where.number) >= where.desk->desk->finds->value) return;
    load.found = true;
    if (!load.counted) return;
    recorder_.count(Fact::risk_found, 0, load.trip_class);
    recorder_.count(Fact::risk_missed, 0, load.trip_class, -1);
}

/// A truck of the consignment has arrived, or will never come.
void World::leave_dossier(Trip& trip) {
    Dossier& load = *trip.dossier;
    --load.on_the_road;
    if (trip.goes_on()) return;
    --load.trucks;
    for (auto& [diversion, trucks] : load.gone_on) {  // of those that had gone on, one less
        const Diversion& way = plan_.diversions[diversion];
        if (way.leg == plan_.classes[trip.trip_class].leg && trip.stage > way.fork) --trucks;
    }
    load.complete_gatherings();
}

}  // namespace hanhlang
