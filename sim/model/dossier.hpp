// The living dossier of one consignment: which papers it has, how far each is, and what its trucks wait for.
// Rule: it lives as long as a truck or a paper of it does.
#pragma once

#include <deque>
#include <limits>
#include <map>
#include <memory>

#include "hanhlang/model/plan.hpp"
#include "hanhlang/model/simulate.hpp"
#include "hanhlang/resources/signal.hpp"

namespace hanhlang {

/// One paper of one dossier. What comes in pairs is on paper and on the platform.
struct PaperState {
    explicit PaperState(Simulation& sim) : may_start{Signal{sim}, Signal{sim}}, ready(sim), repaired(sim) {}
    bool wanted = false;          // this dossier has it
    bool digital = false;         // filed on the platform
    bool twice = false;           // filed on the platform and on paper
    std::uint32_t handed_in = 0;  // copies
    bool all_handed_in() const { return handed_in == (twice ? 2 : 1); }
    std::optional<std::uint32_t> office;  // the team that makes it out, instead of its own
    std::uint32_t open = 0;               // copies that are not ready
    std::array<int, 2> starts{};  // the stop its trucks must have reached; -1: it may start at booking
    std::array<Signal, 2> may_start;
    Signal ready;
    Time ready_at{};
    // What the last copy went through, for the attribution of waits.
    Time enabled{};                      // its stop reached and its needs ready
    std::optional<std::uint32_t> after;  // the need that was the last to be ready
    std::vector<Handling> phases;
    // Its form, perhaps shared with other papers.
    std::uint32_t version = 0;  // how often it has been repaired
    bool in_repair = false;
    Signal repaired;
};

/// How one copy of a paper gets on; there are two where it is filed twice.
struct Copy {
    bool digital = false;
    Time enabled{};
    std::optional<std::uint32_t> after;
    std::uint32_t attempt = 0;
};

struct Dossier {
    /// Trucks that wait for each other at a desk.
    struct Gathering {
        explicit Gathering(Simulation& sim) : complete(sim) {}
        std::uint32_t here = 0;
        Signal complete;
    };
    const std::vector<DossierPaper>* plan = nullptr;
    std::deque<PaperState> papers;  // as in the plan
    Subject subject{};              // of its first truck
    std::uint32_t stream = 0;
    std::uint32_t trip_class = 0;
    std::size_t cargo = 0;  // the how-manieth of what its stream carries, from 1
    bool back = false;
    bool counted = false;  // departs in the window
    bool watched = false;
    bool whole = false;  // is released as a whole
    bool risky = false;  // something is wrong with it …
    bool found = false;  // … and was found
    int priority = 0;
    Time booking{};
    Time departure{};                                  // as it was booked
    std::uint32_t trucks = 1;                          // but for those that will never come
    std::uint32_t on_the_way = 1;                      // as it was booked
    std::uint32_t on_the_road = 0;                     // those that have set out and are not there
    std::optional<Time> decided;                       // the last of them
    int next_start = std::numeric_limits<int>::min();  // the next stop that lets a paper start
    int reached = -1;                                  // the furthest stop of any truck; -1 before departure
    double sampled_from = 0;                           // 0..1: the truck its sample begins with
    std::uint32_t undecided = 0;                       // papers that hold its trucks and are not ready
    std::optional<Time> submitted;
    std::uint32_t in_hand = 0;  // of these, those that are handed in
    Time in_hand_since{};
    Duration in_procedure{};                        // time in which at least one of them was
    std::map<std::uint32_t, Gathering> gatherings;  // by visit of the itinerary
    // Where some of its trucks go by another gate.
    std::shared_ptr<Dossier> elsewhere;              // theirs
    std::uint32_t elsewhere_by = 0;                  // diversion
    std::map<std::uint32_t, std::uint32_t> gone_on;  // trucks that did not, by diversion
    bool withdrawn = false;                          // all did: what is not handed in never will be
    bool again = false;                              // made out for another gate

    /// Fewer trucks will come than were waited for.
    void complete_gatherings() {
        for (auto& [visit, gathering] : gatherings) {
            if (gathering.here >= trucks && !gathering.complete.happened()) gathering.complete.happen();
        }
    }
};
using DossierRef = std::shared_ptr<Dossier>;

}  // namespace hanhlang
