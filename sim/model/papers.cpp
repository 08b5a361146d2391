// What a paper does: it waits for its moment and its needs, for an officer, is worked on, perhaps handed back
// and repaired, and is ready; and what the platform does.
// Rule: a paper knows no regime; whether it goes by paper or by the platform only chooses its rules.
#include "world.hpp"

namespace hanhlang {

/// Opens the dossiers of a stream: each at its booking, which may lie well before its departure.
Process<> World::consignments(Stream* stream) {
    const Consignment& kind = stream->demand.consignment->in(scenario_.consignments);
    const Duration ahead = longest_lead_of(kind);
    std::uint32_t ordinal = 0;
    while (true) {
        const Arrivals::Arrival next = stream->arrivals.next();
        if (next.at == Time::max()) co_return;
        co_await sim_.until(std::max(next.at - ahead, now()));
        if (stream->falls.empty() || !stays_away(*stream, ordinal, std::max(next.at, now())))
            sim_.spawn(consignment(stream, ordinal, next.trucks, std::max(next.at, now())));
        ordinal += next.trucks;
    }
}

Process<> World::consignment(Stream* stream, std::uint32_t first, std::uint32_t trucks, Time departure) {
    const Consignment& kind = stream->demand.consignment->in(scenario_.consignments);
    DossierRef load = dossier(*stream, choose_way(*stream, first), first, trucks, departure);
    if (load->booking > now()) co_await sim_.until(load->booking);
    sim_.spawn(booking(load));
    for (std::uint32_t i = 0; i < trucks; ++i) {
        Duration later{};
        if (kind.spread) {
            const Subject truck_of_it{stream->source, first + i, replication_};
            later = to_duration(uniform(spread_, truck_of_it) * static_cast<double>(kind.spread->count()));
        }
        sim_.spawn(truck(stream, first + i, load, departure + later));
    }
}

Process<> World::booking(DossierRef dossier) {
    if (dossier->booking > now()) co_await sim_.until(dossier->booking);
    for (std::uint32_t i = 0; i < dossier->papers.size(); ++i) {
        if (dossier->papers[i].wanted) open_paper(dossier, i);
    }
}

void World::open_paper(const DossierRef& dossier, std::uint32_t place) {
    PaperState& state = dossier->papers[place];
    const LivePaper& rules = papers_[(*dossier->plan)[place].paper];
    state.twice = state.digital && draw(rules.twice, *dossier) < scenario_.digital->double_filing.value;
    state.open = state.twice ? 2 : 1;
    sim_.spawn(paper(dossier, place, state.digital));
    if (state.twice) sim_.spawn(paper(dossier, place, false));
}

Process<> World::paper(DossierRef dossier, std::uint32_t place, bool digital) {
    Dossier& of = *dossier;
    std::vector<Handling> phases;
    Copy copy{digital, now(), {}, 0};
    co_await hand_in(&of, place, &phases, &copy);
    if (of.withdrawn) co_return;
    const LivePaper& rules = papers_[(*of.plan)[place].paper];
    while (true) {
        PaperState& form = of.papers[copy.digital ? (*of.plan)[place].form : place];
        const std::uint32_t version = form.version;
        const bool rejected = faulty(of, place, copy.digital);
        co_await handle(&of, place, &phases, copy);
        if (!rejected) break;
        ++copy.attempt;
        if (recorder_.in_window(now()))
            recorder_.count(Fact::rejections, (*of.plan)[place].paper, of.trip_class);
        if (form.version != version) continue;  // another paper with this form has seen to it
        const Time from = now();
        if (form.in_repair) {
            co_await form.repaired.wait();
        } else {
            form.in_repair = true;
            form.repaired.reset();
            const Duration takes = drawn(rules.paper->repair, draw(rules.repair, of, version));
            co_await sim_.delay(takes);
            ++form.version;
            form.in_repair = false;
            form.repaired.happen();
        }
        tell_phase(of, place, copy.digital, Handling::Kind::repairs, from, now(), phases);
    }
    finish_paper(of, place, copy, std::move(phases));
}

/// Waits until the paper may be handed in. When the platform is down by then, it waits, or goes by paper;
/// what is on paper already waits.
Process<> World::hand_in(Dossier* dossier, std::uint32_t place, std::vector<Handling>* phases, Copy* copy) {
    PaperState& state = dossier->papers[place];
    while (true) {
        const std::size_t by = copy->digital ? 1 : 0;
        if (dossier->reached < state.starts[by]) co_await state.may_start[by].wait();
        copy->after.reset();
        for (const std::uint32_t need : (*dossier->plan)[place].needs[by]) {
            PaperState& before = dossier->papers[need];
            if (!before.wanted || before.ready.happened()) continue;
            co_await before.ready.wait();
            copy->after = need;
        }
        copy->enabled = now();
        if (!copy->digital || platform_up_.happened()) break;
        if (state.twice || scenario_.digital->down->then == Outages::Then::wait) {
            const Time from = now();
            handed_in(*dossier, place);
            co_await platform_up_.wait();
            tell_phase(*dossier, place, true, Handling::Kind::platform_down, from, now(), *phases);
            co_return;
        }
        copy->digital = false;
    }
    if (!dossier->withdrawn) handed_in(*dossier, place);
}

/// Waits for an officer and is worked on; or takes its time, and nobody's.
Process<> World::handle(Dossier* dossier, std::uint32_t place, std::vector<Handling>* phases, Copy copy) {
    const LivePaper& rules = papers_[(*dossier->plan)[place].paper];
    const Paper& paper = *rules.paper;
    const bool digital = copy.digital && paper.digital;
    const ByChannel& laws = digital && paper.digital->takes ? *paper.digital->takes : paper.takes;
    const Channel channel = plan_.classes[dossier->trip_class].channel.value_or(Channel::green);
    const bool overdue = paper.due && paper.due->overdue && is_overdue(*dossier, place, copy.enabled);
    const Distribution& law = overdue ? *paper.due->overdue : laws[channel];
    const Duration takes = drawn(law, draw(rules.takes, *dossier, copy.attempt));
    const Time from = now();
    if ((digital ? paper.digital->clock.value_or(paper.clock) : paper.clock) == Clock::elapsed) {
        co_await sim_.delay(takes);
        tell_phase(*dossier, place, digital, Handling::Kind::works, from, now(), *phases);
        co_return;
    }
    Team* const office = office_of(*dossier, place);
    auto request = office->officers.acquire(dossier->priority);
    Resource::Hold officer;
    const double paying = office->night ? payer(*dossier) : 1;
    if (office->night && !request.ready() && office->night->serves(paying)) {
        const Teams teams{&office, 1};
        officer = co_await any_officer(teams, dossier->priority, paying, dossier->trip_class, Time::max());
    } else {
        officer = co_await request;
    }
    tell_phase(*dossier, place, digital, Handling::Kind::waits, from, now(), *phases);
    Time began = now();
    const Pauses pauses = co_await officer.work(takes);
    for (std::size_t i = 0; pauses && i < pauses->size(); ++i) {
        const Pause& pause = (*pauses)[i];
        tell_phase(*dossier, place, digital, Handling::Kind::works, began, pause.from, *phases);
        tell_phase(*dossier, place, digital, Handling::Kind::waits, pause.from, pause.to, *phases);
        began = pause.to;
    }
    tell_phase(*dossier, place, digital, Handling::Kind::works, began, now(), *phases);
}

/// The platform goes down and comes back; what is in an office by then goes on.
Process<> World::platform() {
    const Outages& law = *scenario_.digital->down;
    const Purpose lasting{seed_, "outage lasts"};
    for (Subject time{0, 0, replication_};; ++time.ordinal) {
        const Duration works = drawn(law.every, uniform(outage_, time));
        co_await sim_.delay(works, Order::calendar);
        platform_up_.reset();
        const Duration down = drawn(law.lasts, uniform(lasting, time));
        co_await sim_.delay(down, Order::calendar);
        platform_up_.happen();
    }
}

/// A truck sets out when it is time and what it must not set out without is ready.
Process<> World::depart(Trip* trip) {
    Dossier& load = *trip->dossier;
    const TripClass& c = plan_.classes[load.trip_class];
    for (const Ref<Paper>& need : scenario_.consignments[*c.consignment].needs) {
        for (std::size_t i = 0; i < load.papers.size(); ++i) {
            PaperState& state = load.papers[i];
            if ((*load.plan)[i].paper != need.index || !state.wanted) continue;
            if (!state.ready.happened()) co_await state.ready.wait();
        }
    }
    trip->start = trip->charged_until = now();
    milestone(*trip, Milestone::Kind::sets_out);
    ++load.on_the_road;
    reach(load, 0);
}

/// Where a truck's papers, or the other trucks of its declaration, must be there before it is served.
Process<> World::join(Trip* trip, const LiveVisit* where) {
    Dossier& load = *trip->dossier;
    std::optional<std::uint32_t> last;
    for (const std::uint32_t place : where->papers) {
        PaperState& state = load.papers[place];
        if (!state.wanted || state.ready.happened()) continue;
        co_await state.ready.wait();
        last = place;
    }
    if (last) charge_papers(*trip, *last);
    if (!load.whole || !where->desk->desk->releases) co_return;
    auto& gathering = load.gatherings.try_emplace(where->number << 16 | where->index, sim_).first->second;
    if (++gathering.here >= load.trucks) {
        gathering.complete.happen();
        co_await sim_.settled();  // who waited for the last goes before it
    } else {
        trip->waits_for = trip->standing.resource();  // for room that its others need
        co_await gathering.complete.wait();
        trip->waits_for = nullptr;
        charge(*trip, Cause::others, where->desk->desk->name, nullptr);
    }
}

}  // namespace hanhlang
