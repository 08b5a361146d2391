// The smallest or cheapest design that is enough in every future.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "hanhlang/stats/designs.hpp"
#include "hanhlang/study/design_runs.hpp"
#include "hanhlang/study/investment.hpp"

namespace hanhlang {
namespace {

class SearchRunner {
 public:
    SearchRunner(const Study& study, const RunOptions& options,
                 const std::function<void(const std::string&)>& stage)
        : study_(study),
          design_(*study.design),
          search_(*design_.search),
          stage_(stage),
          arms_(study, claims(), options) {
        for (const Kept& kept : search_.keep) {
            kept_.push_back(&design_.asked[kept.asked]);
            targets_.push_back(kept.target);
        }
    }

    SearchRun run() {
        list();
        // Of several candidates each may err: Bonferroni over all of them, whether they are run or not. Along
        // one factor the order is fixed beforehand, and nothing need be shared (Maurer, Hothorn and Lehmacher
        // 1995).
        in_order_ = !search_.cheapest && search_.monotone;
        run_.alpha = (1 - search_.confidence) / (in_order_ ? 1 : static_cast<double>(run_.points.size()));
        in_order_ ? from_both_ends() : from_the_cheapest();
        for (std::size_t i = 0; i < run_.points.size() && !run_.best; ++i) {
            if (run_.points[i].proof == Proof::sufficient) run_.best = i;
        }
        for (std::size_t i = 0; i < run_.best.value_or(run_.points.size()); ++i)
            run_.undecided_before += run_.points[i].proof == Proof::undecided ? 1U : 0U;
        return std::move(run_);
    }

 private:
    std::vector<const Claim*> claims() const {
        std::vector<const Claim*> all;
        for (const Claim& one : design_.asked) all.push_back(&one);
        return all;
    }

    /// All candidates, the cheapest first; of equals the one that comes first in the file.
    void list() {
        std::vector<std::size_t> sizes;
        for (const std::size_t i : search_.of) sizes.push_back(design_.factors[i].levels.size());
        for (const auto& levels : grid(sizes)) {
            SearchPoint point;
            for (std::size_t k = 0; k < levels.size(); ++k)
                point.at[search_.of[k]] = design_.factors[search_.of[k]].levels[levels[k]];
            if (!is_possible(design_, point.at)) continue;
            point.cost = static_cast<double>(run_.points.size());
            if (search_.cheapest) {
                const Variation v = variation_of(study_, point.at, {}, "");
                point.cost = cost_per_year(load(study_.arms.front().recipe, v.settings.at(0)));
            }
            run_.points.push_back(std::move(point));
        }
        if (run_.points.empty())
            throw InputError({{{study_.file.string(), 0, 0}, "require", "leaves no candidate"}});
        std::vector<std::size_t> order(run_.points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const double x = run_.points[a].cost, y = run_.points[b].cost;
            return x != y ? x < y : a < b;
        });
        std::vector<SearchPoint> sorted;
        for (const std::size_t i : order) sorted.push_back(std::move(run_.points[i]));
        run_.points = std::move(sorted);
    }

    /// Every level of `other` is at least as high: more of everything.
    bool has_at_least(const DesignPoint& one, const DesignPoint& other) const {
        return std::all_of(one.begin(), one.end(), [&](const auto& entry) {
            const auto& levels = design_.factors[entry.first].levels;
            const auto place = [&](const std::string& value) {
                return std::find(levels.begin(), levels.end(), value);
            };
            return place(entry.second) >= place(other.at(entry.first));
        });
    }

    /// What is proven of one candidate is of those with more, or with less, of everything.
    void conclude(std::size_t from) {
        if (!search_.monotone) return;
        const SearchPoint& known = run_.points[from];
        for (SearchPoint& other : run_.points) {
            if (other.proof != Proof::undecided || &other == &known) continue;
            const bool follows = known.proof == Proof::sufficient ? has_at_least(other.at, known.at)
                                                                  : has_at_least(known.at, other.at);
            if (!follows) continue;
            other.proof = known.proof;
            other.because = name_of(design_, known.at);
        }
    }

    /// Along one factor: what is enough from the largest downwards, what is too little from the smallest
    /// upwards.
    void from_both_ends() {
        test_from(run_.points.size(), Proof::sufficient);
        if (run_.complete) test_from(run_.points.size(), Proof::insufficient);
    }
    /// What a test out of this order finds counts for nothing.
    void test_from(std::size_t count, Proof wanted) {
        found_.resize(count, Proof::undecided);
        for (std::size_t k = 0; k < count && run_.complete; ++k) {
            const std::size_t i = wanted == Proof::sufficient ? count - 1 - k : k;
            SearchPoint& point = run_.points[i];
            if (point.proof != Proof::undecided) return;
            if (point.replications == 0) {
                test(i);
                found_[i] = point.proof;
                point.proof = Proof::undecided;
            }
            if (found_[i] != wanted) return;
            point.proof = wanted;
        }
    }

    /// Each level of each factor with the most of all others, the lowest first, until it may be enough: what
    /// is too little even then need never be looked at.
    void rule_out() {
        for (const std::size_t factor : search_.of) {
            for (const std::string& level : design_.factors[factor].levels) {
                std::optional<std::size_t> most;
                for (std::size_t i = 0; i < run_.points.size(); ++i) {
                    if (run_.points[i].at.at(factor) != level) continue;
                    if (!most || has_at_least(run_.points[i].at, run_.points[*most].at)) most = i;
                }
                if (!most || !run_.complete) continue;
                if (run_.points[*most].proof == Proof::undecided && run_.points[*most].replications == 0) {
                    test(*most);
                    if (run_.points[*most].proof != Proof::undecided) conclude(*most);
                }
                if (run_.points[*most].proof != Proof::insufficient) break;
            }
        }
    }

    void from_the_cheapest() {
        if (search_.monotone && search_.of.size() > 1) rule_out();
        for (std::size_t i = 0; i < run_.points.size() && run_.complete; ++i) {
            SearchPoint& point = run_.points[i];
            if (point.proof == Proof::undecided && point.replications == 0) {
                test(i);
                if (point.proof != Proof::undecided) conclude(i);
            }
            if (point.proof == Proof::sufficient) return;
        }
    }

    /// Looks at a candidate until it is proven to be enough, or not to be, in the futures that were worst
    /// before first: one in which it fails is enough to say so.
    void test(std::size_t which) {
        SearchPoint& point = run_.points[which];
        stage_(name_of(design_, point.at));
        const auto sizes = study_.looks.sizes();
        const std::size_t futures = design_.futures.size();
        point.measured.assign(futures, {});
        std::vector<Series> series(futures * kept_.size());
        std::vector<std::string> invalid(series.size());  // why nothing may be said to be enough
        for (std::size_t look = 1; look <= sizes.size() && point.proof == Proof::undecided; ++look) {
            const double alpha = study_.looks.alpha(look, 1 - run_.alpha, 1);
            for (std::size_t k = 0; k < futures && point.proof != Proof::insufficient; ++k) {
                const std::size_t f = (worst_ + k) % futures;
                const Variation v =
                    variation_of(study_, point.at, design_.futures[f], name_of(design_, point.at));
                const auto found = arms_.run(kept_, {v}, sizes[look - 1], run_.complete).front();
                if (!run_.complete) return;
                point.measured[f].clear();
                for (std::size_t m = 0; m < kept_.size(); ++m) {
                    invalid[f * kept_.size() + m] =
                        found[m].overloaded ? "beyond capacity: it depends on the length of the run"
                                            : found[m].invalid;
                    if (found[m].series.n() < 2) {
                        point.measured[f].emplace_back();
                        continue;
                    }
                    series[f * kept_.size() + m] = found[m].series;
                    // Insufficient where one of all these is proven beyond its edge; each may err a little.
                    const auto shared = static_cast<double>(futures * kept_.size());
                    const Measured m_low = measure_effect(*kept_[m], found[m].series, 2 * alpha / shared);
                    point.measured[f].push_back(measure_effect(*kept_[m], found[m].series, 2 * alpha));
                    const Decision decision = decide(m_low.interval, targets_[m]);
                    if (decision != Decision::refuted_below && decision != Decision::refuted_above) continue;
                    point.proof = Proof::insufficient;
                    point.future = design_.futures[f].name;
                    point.metric = kept_[m]->id;
                    worst_ = f;
                }
                point.replications = std::max<std::size_t>(point.replications, found[0].series.n());
            }
            if (point.proof == Proof::insufficient) break;
            bool all = true;  // an intersection-union test: each at alpha, since all must hold (Berger 1982)
            for (std::size_t f = 0; f < futures; ++f) {
                for (std::size_t m = 0; m < kept_.size(); ++m) {
                    const std::string& why = invalid[f * kept_.size() + m];
                    if (why.empty() &&
                        decide(point.measured[f][m].interval, targets_[m]) == Decision::supported)
                        continue;
                    if (all) {
                        point.future = design_.futures[f].name;
                        point.metric = kept_[m]->id + (why.empty() ? "" : fmt::format(" ({})", why));
                        worst_ = f;
                    }
                    all = false;
                }
            }
            if (!all) continue;
            point.proof = Proof::sufficient;
            point.future.clear();
            point.metric.clear();
        }
        for (const auto& one : series) run_.runs += one.n();
    }

    const Study& study_;
    const Design& design_;
    const SearchAsked& search_;
    const std::function<void(const std::string&)>& stage_;
    VariedArms arms_;
    std::vector<const Claim*> kept_;
    std::vector<Claimed> targets_;
    SearchRun run_;
    bool in_order_ = false;
    std::vector<Proof> found_;  // by tests in order, whether they count or not
    std::size_t worst_ = 0;     // the future that decided last
};

}  // namespace

SearchRun run_search(const Study& study, const RunOptions& options,
                     const std::function<void(const std::string&)>& stage) {
    return SearchRunner{study, options, stage}.run();
}

}  // namespace hanhlang
