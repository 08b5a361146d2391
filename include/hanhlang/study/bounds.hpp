// The two bounds of a treatment: what is saved if nothing else reacts, and when what it touches takes no
// time. Rule: always shown together; the gap between them is knock-on, and it can go either way.
#pragma once

#include <string>
#include <vector>

#include "hanhlang/study/compare.hpp"

namespace hanhlang {

/// Where a truck or its dossier is handled, by name.
struct Stages {
    std::vector<std::string> desks;
    std::vector<std::string> papers;
    bool empty() const { return desks.empty() && papers.empty(); }
};

/// The stages a treatment touches: changed, added or removed; handled by a changed team; reached by other
/// digital dossiers; met by other channels.
struct Touched {
    Stages baseline;
    Stages treatment;
};
Touched touched(const Scenario& baseline, const Scenario& treatment);

/// The scenario in which these stages take no time: no dossier has the papers, and nobody has to come to the
/// desks but to wait for papers that are not among them.
Scenario without(Scenario scenario, const Stages& stages);

struct Bounds {
    Touched touched;
    double share = 0;     // s: of the baseline's transit time, spent at touched desks (waits and service) and
                          // held by touched papers
    double removed = 0;   // r: of service at touched desks and time held by touched papers, what is removed
    double direct = 0;    // s·r: saved if nothing else reacts
    Reduction simulated;  // of transit time, when the touched stages take no time
};

/// Metrics an arm must be asked for so that bounds() can be worked out.
std::vector<std::string> bound_metrics(const Scenario& scenario, const Stages& stages);

Bounds bounds(const Touched& touched, const Outcome& baseline, const Outcome& treatment,
              const Outcome& nothing, double confidence);

}  // namespace hanhlang
