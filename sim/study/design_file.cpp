// What is asked of what is varied.
#include "design_file.hpp"

#include "claim_parts.hpp"
#include "hanhlang/stats/designs.hpp"
#include "hanhlang/study/investment.hpp"

namespace hanhlang {
namespace {

class DesignReader : NodeReader {
 public:
    DesignReader(const Node& root, Study& study, std::vector<Problem>& found)
        : NodeReader(found), root_(root), study_(study), plan_(make_plan(study.arms.front().scenario)) {}

    Design read() {
        read_factors(root_, study_, design_, problems);
        for (const std::string& metric : study_.metrics) {
            if (!asked(metric)) complain(*root_.find("metrics"), "metrics", said_);
        }
        if (const Node* node = root_.find("sweep")) sweep(*node);
        if (const Node* node = root_.find("search")) search(*node);
        if (const Node* node = root_.find("sensitivity")) sensitivity(*node);
        if (!design_.sweep && !design_.search && !design_.sensitivity)
            complain(root_, "vary",
                     "is there, but nothing asks for it: expected sweep, search or sensitivity");
        return std::move(design_);
    }

 private:
    /// The place of a metric or claim in what is asked, where it is put; nothing, and the reason in said_,
    /// when it is none.
    std::optional<std::size_t> asked(const std::string& metric) {
        for (std::size_t i = 0; i < design_.asked.size(); ++i) {
            if (design_.asked[i].id == metric) return i;
        }
        for (const Claim& claim : study_.claims) {
            if (claim.id != metric) continue;
            design_.asked.push_back(claim);
            return design_.asked.size() - 1;
        }
        Claim c;
        c.id = metric;
        c.metric = metric;
        c.measure = metric;
        c.effect = Effect::level;
        c.terminating = true;
        try {
            c.unit = parse_metrics(study_.arms.front().scenario, plan_, {metric}).front().unit;
        } catch (const InputError& error) {
            said_ = fmt::format("'{}' {}", metric, error.problems().front().text);
            return std::nullopt;
        }
        design_.asked.push_back(std::move(c));
        return design_.asked.size() - 1;
    }

    std::vector<std::size_t> named(const Node& node, const std::string& at) {
        std::vector<std::size_t> all;
        std::vector<std::string> names;
        for (const DesignFactor& factor : design_.factors) names.push_back(factor.name);
        for_each_text(node.find("of"), at + ".of", [&](const Node& item) {
            const auto found = std::find(names.begin(), names.end(), item.text);
            if (found == names.end())
                return complain(item, at + ".of",
                                fmt::format("found '{}', which is no factor: there are {}{}", item.text,
                                            fmt::join(names, ", "), did_you_mean(item.text, names)));
            all.push_back(static_cast<std::size_t>(found - names.begin()));
        });
        for (std::size_t i = 0; i < names.size() && !node.find("of"); ++i) all.push_back(i);
        return all;
    }

    /// A constraint on what is not set would have no effect.
    void need_all(const std::vector<std::size_t>& of) {
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (std::find(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(i), of[i]) !=
                of.begin() + static_cast<std::ptrdiff_t>(i))
                complain(root_, "of", fmt::format("names '{}' twice", design_.factors[of[i]].name));
        }
        for (const Constraint& one : design_.constraints) {
            for (const std::string& name : {one.left.factor, one.right.factor}) {
                const bool set = name.empty() || std::any_of(of.begin(), of.end(), [&](std::size_t i) {
                                     return design_.factors[i].name == name;
                                 });
                if (!set)
                    complain(
                        *root_.find("require"), "require",
                        fmt::format("'{}' says something of '{}', which 'of' leaves out", one.text, name));
            }
        }
    }

    void need_levels(const Node& node, const std::string& at, const std::vector<std::size_t>& of) {
        for (const std::size_t i : of) {
            if (design_.factors[i].levels.empty())
                complain(node, at,
                         fmt::format("needs values of '{}': say values, or a step", design_.factors[i].name));
        }
    }

    void sweep(const Node& node) {
        if (!is_map(node, "sweep", "{design: grid, of: [slots]}")) return;
        refuse_unknown(node, "sweep", {"design", "of", "points", "knee", "precision"});
        SweepAsked s;
        s.kind = static_cast<DesignKind>(word(node, "design", "sweep", design_names).value_or(0));
        s.of = named(node, "sweep");
        const Node* points = node.find("points");
        if (s.kind == DesignKind::list) {
            if (!points || points->kind != Node::Kind::list)
                return complain(node, "sweep.points",
                                "expected a list of points, such as [[200, 3], [300, 4]]");
            for (const Node& point : points->items) {
                std::vector<std::string>& one = s.list.emplace_back();
                for_each_text(&point, "sweep.points", [&](const Node& item) { one.push_back(item.text); });
                if (one.size() != s.of.size())
                    complain(point, "sweep.points",
                             fmt::format("expected {} values, one of each factor", s.of.size()));
            }
        } else if (points) {
            s.points = static_cast<std::size_t>(value<std::int64_t>(node, "points", "sweep").value_or(64));
            if (s.points < 2 || s.points > 100'000'000)
                complain(*points, "sweep.points", "expected 2 to 100000000");
            if (s.kind == DesignKind::grid || s.kind == DesignKind::one_at_a_time)
                complain(*points, "sweep.points",
                         "is for latin hypercube, sobol and list: levels say how many there are");
        }
        if (s.kind == DesignKind::grid || s.kind == DesignKind::one_at_a_time)
            need_levels(node, "sweep.design", s.of);
        if (s.kind == DesignKind::sobol && s.of.size() > most_sobol_dimensions)
            complain(node, "sweep.design", fmt::format("of at most {} factors", most_sobol_dimensions));
        if (const auto precision = value<Share>(node, "precision", "sweep")) s.precision = precision->value;
        if (s.precision && !(*s.precision > 0))
            complain(*node.find("precision"), "sweep.precision", "expected more than 0 %");
        need_all(s.of);
        if (const Node* knee = node.find("knee");
            knee && is_map(*knee, "sweep.knee", "{metric: …, along: slots}")) {
            refuse_unknown(*knee, "sweep.knee", {"metric", "along", "share"});
            const Node* metric = knee->find("metric");
            const Node* along = knee->find("along");
            if (!metric || !along)
                return complain(*knee, "sweep.knee", "expected a metric, and the factor along which");
            const auto which = asked(metric->text);
            if (!which) complain(*metric, "sweep.knee.metric", said_);
            if (which && design_.asked[*which].has_baseline())
                complain(*metric, "sweep.knee.metric", "is a claim about two arms; expected a metric");
            const auto known = std::find_if(s.of.begin(), s.of.end(), [&](std::size_t i) {
                return design_.factors[i].name == along->text && !design_.factors[i].levels.empty();
            });
            if (known == s.of.end())
                complain(*along, "sweep.knee.along",
                         fmt::format("found '{}', of which the sweep has no levels", along->text));
            const double share = value<Share>(*knee, "share", "sweep.knee").value_or(Share{0.05}).value;
            if (!(share > 0 && share < 1))
                complain(*knee, "sweep.knee.share", "expected between 0 % and 100 %");
            if (which && known != s.of.end()) s.knees.push_back({*which, *known, share});
        }
        if (design_.asked.empty())
            complain(node, "metrics",
                     "is missing: what the sweep is to show, such as [trip.transit_time.mean]");
        design_.sweep = std::move(s);
    }

    void search(const Node& node) {
        if (!is_map(node, "search", "{find: cheapest, keep: [{metric: …, at_most: 90 min}]}")) return;
        refuse_unknown(node, "search", {"find", "of", "keep", "confidence", "monotone"});
        SearchAsked s;
        constexpr std::array<std::string_view, 2> kinds{"smallest", "cheapest"};
        s.cheapest = word(node, "find", "search", kinds).value_or(0) == 1;
        s.of = named(node, "search");
        need_levels(node, "search.of", s.of);
        if (!s.cheapest && s.of.size() != 1)
            complain(node, "search.find",
                     "the smallest of several factors is not defined: say 'cheapest', or one factor");
        need_all(s.of);
        double candidates = 1;
        for (const std::size_t i : s.of) candidates *= static_cast<double>(design_.factors[i].levels.size());
        if (candidates > 100'000)
            complain(node, "search.of",
                     fmt::format("has {:.0f} candidates, expected at most 100000", candidates));
        if (s.cheapest && cost_per_year(study_.arms.front().scenario) <= 0)
            complain(node, "search.find",
                     "needs costs: say what 'each' unit costs, and 'investment: {rate: 8 %, years: 10}'");
        s.confidence = value<Share>(node, "confidence", "search")
                           .value_or(Share{study_.confidence.value_or(0.95)})
                           .value;
        if (!(s.confidence > 0.5 && s.confidence < 1))
            complain(node, "search.confidence", "expected such as 95 %");
        constexpr std::array<std::string_view, 2> words{"yes", "no"};
        s.monotone = word(node, "monotone", "search", words).value_or(0) == 0;
        const Node* keep = node.find("keep");
        if (!keep || keep->kind != Node::Kind::list || keep->items.empty())
            return complain(keep ? *keep : node, "search.keep",
                            "expected a list such as [{metric: …, at_most: 90 min}]");
        for (const Node& item : keep->items) {
            if (!is_map(item, "search.keep", "{metric: depot.turn_time.p95, at_most: 90 min}")) continue;
            refuse_unknown(item, "search.keep", {"metric", "at_most", "at_least"});
            const Node* metric = item.find("metric");
            const Node* most = item.find("at_most");
            const Node* least = item.find("at_least");
            if (!metric || (!most && !least)) {
                complain(item, "search.keep", "expected a metric, and at_most or at_least");
                continue;
            }
            const auto claim = asked(metric->text);
            if (!claim) {
                complain(*metric, "search.keep.metric", said_);
                continue;
            }
            const Claim& of = design_.asked[*claim];
            if (of.effect != Effect::level) {
                complain(*metric, "search.keep.metric", "is a claim about two arms; expected a metric");
                continue;
            }
            const ClaimUnit unit{of.effect, of.unit, problems};
            Kept kept{metric->text, *claim, {}};
            if (most) kept.target.high = unit.in_metric(*most, "search.keep.at_most");
            if (least) kept.target.low = unit.in_metric(*least, "search.keep.at_least");
            s.keep.push_back(std::move(kept));
        }
        design_.search = std::move(s);
    }

    void sensitivity(const Node& node) {
        if (!is_map(node, "sensitivity", "{of: [c1-transit], morris: {trajectories: 20}}")) return;
        refuse_unknown(node, "sensitivity", {"of", "morris", "sobol"});
        SensitivityAsked s;
        for (std::size_t i = 0; i < design_.factors.size(); ++i) s.factors.push_back(i);
        for_each_text(node.find("of"), "sensitivity.of", [&](const Node& item) {
            if (const auto claim = asked(item.text)) {
                s.of.push_back(*claim);
            } else {
                complain(item, "sensitivity.of", said_ + ", and no claim has this id");
            }
        });
        if (s.of.empty()) complain(node, "sensitivity.of", "expected claims or metrics");
        if (design_.futures.size() > 1)
            complain(*root_.find("against"), "against", "is not for sensitivity: vary it, or leave it out");
        if (!design_.constraints.empty())
            complain(*root_.find("require"), "require", "is not for sensitivity, whose factors vary freely");
        if (const Node* morris = node.find("morris");
            morris && is_map(*morris, "sensitivity.morris", "{trajectories: 20}")) {
            refuse_unknown(*morris, "sensitivity.morris", {"trajectories", "levels"});
            s.trajectories = static_cast<std::uint32_t>(
                value<std::int64_t>(*morris, "trajectories", "sensitivity.morris").value_or(20));
            s.levels = static_cast<std::uint32_t>(
                value<std::int64_t>(*morris, "levels", "sensitivity.morris").value_or(8));
            if (s.trajectories < 2 || s.trajectories > 10'000 || s.levels < 2 || s.levels > 100 ||
                s.levels % 2 != 0)
                complain(*morris, "sensitivity.morris",
                         "expected 2 to 10000 trajectories, and an even number of levels");
        }
        if (const Node* sobol = node.find("sobol");
            sobol && is_map(*sobol, "sensitivity.sobol", "{points: 128, most: 6}")) {
            refuse_unknown(*sobol, "sensitivity.sobol", {"points", "most"});
            s.points = static_cast<std::uint32_t>(
                value<std::int64_t>(*sobol, "points", "sensitivity.sobol").value_or(128));
            s.most = static_cast<std::uint32_t>(
                value<std::int64_t>(*sobol, "most", "sensitivity.sobol").value_or(8));
            if (s.points < 8 || s.points > (1U << 20) || (s.points & (s.points - 1)) != 0 || s.most < 1)
                complain(*sobol, "sensitivity.sobol",
                         "expected a power of two of points, at least 8, and at least one factor");
        }
        if (s.points > 0 && s.trajectories == 0 && s.factors.size() > s.most)
            complain(node, "sensitivity.sobol.most",
                     fmt::format("is {} of {} factors: say more, or morris, which tells which go on", s.most,
                                 s.factors.size()));
        if (s.trajectories == 0 && s.points == 0)
            complain(node, "sensitivity",
                     "expected morris, sobol, or both: those that Morris shows go on to Sobol'");
        design_.sensitivity = std::move(s);
    }

    const Node& root_;
    Study& study_;
    Plan plan_;
    Design design_;
    std::string said_;
};

}  // namespace

void read_design(const Node& root, Study& study, std::vector<Problem>& problems) {
    if (root.find("vary")) {
        study.design = DesignReader{root, study, problems}.read();
        return;
    }
    for (const char* key : {"against", "require", "sweep", "search", "sensitivity"}) {
        if (const Node* node = root.find(key))
            problems.push_back({node->mark(), key, "needs 'vary:', which says what is varied"});
    }
}

}  // namespace hanhlang
