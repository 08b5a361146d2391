// Trucks that go by another gate while a road is disrupted or another is quicker, and their papers, made out
// again for that gate.
// Rule: a truck decides when it leaves its first place and when it leaves the last place before the ways
// part. A consignment decides once and for all its trucks: what was declared anew goes by the other gate even
// when the road is open again, and what had gone on before keeps its papers.
#include "world.hpp"

namespace hanhlang {

/// Whether a truck, or the first of its consignment, takes the other way now.
bool World::diverts(const Diversion& way, const Trip& trip, const Subject& subject) {
    if (!way.disruption) return reroutes(way, subject, trip.at->stage);
    const LiveDisruption& one = disruptions_[*way.disruption];
    return one.active && meets(scenario_, one.what.divert->only, plan_, plan_.classes[trip.trip_class]) &&
           uniform(one.diverts, subject, first_visit(trip.back)) < one.what.divert->share.value;
}

const LiveStop* World::divert(Trip* trip, const LiveStop* at) {
    if (trip->dossier && trip->dossier->again) return at;
    for (std::uint32_t i = 0; i < plan_.diversions.size(); ++i) {
        const Diversion& way = plan_.diversions[i];
        if (way.leg != plan_.classes[trip->trip_class].leg || !way.parts_at(at->stage)) continue;
        Dossier* const load = trip->dossier.get();
        const bool follows = load && load->elsewhere && load->elsewhere_by == i;
        const bool decided = load && load->elsewhere;
        if (follows || (!decided && diverts(way, *trip, load ? load->subject : trip->subject))) {
            go_by(*trip, i);
            return trip->at;
        }
        if (load && at->stage == way.fork) ++load->gone_on[i];
    }
    return at;
}

void World::go_by(Trip& trip, std::uint32_t diversion) {
    const Diversion& way = plan_.diversions[diversion];
    const std::uint32_t before = trip.trip_class;
    trip.trip_class = plan_.class_of[way.by].front() + before - plan_.class_of[way.leg].front();
    trip.way = &itineraries_[trip.trip_class];
    trip.at = &trip.way->stops[trip.at->stage];
    if (trip.dossier) {
        if (!trip.dossier->elsewhere)
            reissue(trip.dossier, diversion, trip.trip_class, static_cast<int>(trip.at->stage));
        const DossierRef made = trip.dossier->elsewhere;
        ++made->on_the_road;
        Dossier& old = *trip.dossier;
        old.withdrawn = --old.on_the_road == 0 && old.trucks == 0;
        trip.dossier = made;
    }
    // The desks of the other way; those that were passed keep their draws, and what was shed is gone.
    const double excess = trip.excess;
    draw_visits(trip);
    trip.excess = std::min(trip.excess, excess);
    weigh(trip);
    milestone(trip, Milestone::Kind::diverts);
    if (!trip.counted) return;
    --inside_of_[before];
    ++inside_of_[trip.trip_class];
    recorder_.count(Fact::trips_diverted, 0, trip.trip_class);
    recorder_.count(Fact::trips_started, 0, before, -1);
    recorder_.count(Fact::trips_started, 0, trip.trip_class);
}

/// The dossier of those trucks of a consignment that go by another gate.
void World::reissue(const DossierRef& before, std::uint32_t diversion, std::uint32_t trip_class, int stop) {
    Dossier& old = *before;
    old.elsewhere = std::make_shared<Dossier>();
    old.elsewhere_by = diversion;
    Dossier& load = *old.elsewhere;
    load.subject = old.subject;
    load.stream = old.stream;
    load.trip_class = trip_class;
    load.cargo = old.cargo;
    load.back = old.back;
    load.counted = old.counted;
    load.watched = old.watched;
    load.whole = old.whole;
    load.priority = old.priority;
    load.booking = old.booking;
    load.departure = old.departure;
    load.on_the_way = old.on_the_way;
    load.sampled_from = old.sampled_from;
    load.trucks = std::max(1U, old.trucks - std::min(old.trucks, old.gone_on[diversion]));
    old.trucks -= std::min(old.trucks, load.trucks);
    old.complete_gatherings();
    const bool moves = old.trucks == 0;  // it is withdrawn when nobody on the road needs it
    load.risky = moves && old.risky;
    load.found = moves && old.found;
    if (load.counted) {
        recorder_.count(Fact::declarations, 0, trip_class);
        if (moves) recorder_.count(Fact::declarations, 0, old.trip_class, -1);
        if (load.risky && !load.found) {
            recorder_.count(Fact::risk_missed, 0, trip_class);
            recorder_.count(Fact::risk_missed, 0, old.trip_class, -1);
        }
    }
    draw_papers(load);  // the same papers, on paper or on the platform; from here on the chance is another
    load.again = true;
    reach(load, stop);
    const auto& disruption = plan_.diversions[diversion].disruption;
    const auto& anew_only =
        disruption ? scenario_.disruptions[*disruption].divert->reissue : scenario_.coordination->reissue;
    for (std::uint32_t i = 0; i < load.papers.size(); ++i) {
        const std::uint32_t paper = (*load.plan)[i].paper;
        bool anew = papers_[paper].paper->hold == Paper::Hold::gate;
        if (anew_only) {
            const auto said = std::find_if(anew_only->begin(), anew_only->end(),
                                           [&](const Reissue& one) { return one.paper.index == paper; });
            anew = said != anew_only->end();
            if (anew && said->office) load.papers[i].office = said->office->index;
        }
        if (!load.papers[i].wanted) continue;
        if (anew || !old.papers[i].all_handed_in()) {
            open_paper(old.elsewhere, i);
        } else {
            sim_.spawn(keep_paper(old.elsewhere, i, before));
        }
    }
}

/// A paper that serves at the other gate too: it is ready when it is ready.
Process<> World::keep_paper(DossierRef dossier, std::uint32_t place, DossierRef before) {
    PaperState& state = dossier->papers[place];
    PaperState& kept = before->papers[place];
    if (!kept.ready.happened()) co_await kept.ready.wait();
    state.enabled = kept.enabled;
    // All that led to it, in one row: what it needed may be under way anew by now.
    for (std::optional<std::uint32_t> at = place; at; at = before->papers[*at].after) {
        const std::vector<Handling>& phases = before->papers[*at].phases;
        state.phases.insert(state.phases.begin(), phases.begin(), phases.end());
    }
    state.ready_at = kept.ready_at;
    state.ready.happen();
    if ((*dossier->plan)[place].holds && --dossier->undecided == 0) tell_decided(*dossier);
}

}  // namespace hanhlang
