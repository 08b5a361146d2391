#include "claims_file.hpp"

#include <charconv>
#include <set>

#include "claim_parts.hpp"
#include "hanhlang/model/clock.hpp"
#include "hanhlang/model/metric.hpp"

namespace hanhlang {
namespace {

namespace fs = std::filesystem;

class ClaimReader : NodeReader {
 public:
    ClaimReader(const fs::path& folder, Study& study, std::vector<Problem>& found)
        : NodeReader(found), folder_(folder), study_(study) {
        for (const Study::Arm& arm : study.arms) {
            plans_.push_back(make_plan(arm.scenario));
            measures_.push_back(measures(arm.scenario));
        }
    }

    void read(const Node& claims) {
        if (claims.kind != Node::Kind::list || claims.items.empty())
            return complain(claims, "claims", "expected a list of claims, '- id: …'");
        std::set<std::string> ids;
        for (const Node& item : claims.items) {
            const Node* id = item.find("id");
            const std::string path = "claims." + (id ? id->text : std::string("?"));
            if (!is_map(item, path, "{id: c1, metric: …, baseline: …, treatment: …, expect: …}")) continue;
            if (!id || id->text.empty() ||
                id->text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
                complain(id ? *id : item, "claims.id",
                         "expected a name of small letters, digits and hyphens, such as c1-transit");
            if (id && !ids.insert(id->text).second)
                complain(*id, path, "found this id twice, expected each claim to have its own");
            refuse_unknown(item, path,
                           {"id", "text", "metric", "clock", "where", "weigh", "statistic", "effect",
                            "baseline", "treatment", "expect", "tolerance", "family", "also", "bound",
                            "tipping", "robust", "bundle", "horizon"});
            read_one(item, path, id ? id->text : "", {});
            also(item, path, id ? id->text : "");
        }
    }

 private:
    /// Other honest readings: the claim with some of its keys replaced.
    void also(const Node& item, const std::string& path, const std::string& id) {
        const Node* readings = item.find("also");
        if (!readings || !is_map(*readings, path + ".also", "{from_booking: {clock: {from: booking}}}"))
            return;
        for (const auto& [key, value] : readings->members) {
            const std::string at = path + ".also." + key.text;
            if (!is_map(value, at, "{baseline: today}")) continue;
            refuse_unknown(value, at,
                           {"text", "metric", "clock", "where", "weigh", "statistic", "effect", "baseline",
                            "treatment", "expect", "tolerance"});
            Node merged = item;
            std::erase_if(merged.members, [&](const Member& member) {
                const std::string& name = member.key.text;
                return name == "also" || name == "tipping" || name == "robust" || name == "bundle" ||
                       name == "bound" || name == "family" || value.find(name);
            });
            for (const Member& member : value.members) {
                if (!member.value.is_none()) merged.members.push_back(member);
            }
            merged.line = key.line;
            merged.column = key.column;
            read_one(merged, at, id + "/" + key.text, id);
        }
    }

    void read_one(const Node& node, const std::string& path, const std::string& id, const std::string& of) {
        Claim c;
        c.id = id;
        c.mark = node.mark();
        c.reading_of = of;
        c.family = of.empty() ? "headline" : "other readings of " + of;
        if (const Node* family = node.find("family")) c.family = family->text;
        for (const Node* said : {node.find("id"), node.find("text"), node.find("metric")}) {
            if (said && said->source && c.source.empty()) c.source = *said->source;
        }
        text(node, path, c);
        const std::size_t before = problems.size();
        c.effect = static_cast<Effect>(word(node, "effect", path, effect_names).value_or(0));
        constexpr std::array<std::string_view, 2> horizons{"steady", "terminating"};
        c.terminating = word(node, "horizon", path, horizons).value_or(0) == 1;
        arms(node, path, c);
        if (problems.size() > before) return;
        metric(node, path, c);
        if (problems.size() > before) return;
        expect(node, path, c);
        ClaimParts{folder_, study_, problems}.read(node, path, c);
        if (problems.size() == before) study_.claims.push_back(std::move(c));
    }

    void text(const Node& node, const std::string& path, Claim& c) {
        const Node* said = node.find("text");
        if (!said) return complain(node, path + ".text", "is missing: what the claim says, in words");
        if (said->kind != Node::Kind::map) {
            c.text.en = said->text;
            return;
        }
        refuse_unknown(*said, path + ".text", {"vi", "en"});
        if (const Node* vi = said->find("vi")) c.text.vi = vi->text;
        if (const Node* en = said->find("en")) c.text.en = en->text;
    }

    std::optional<std::size_t> arm(const Node& node, const std::string& path) {
        return arm_named(study_, node, path, problems);
    }

    void arms(const Node& node, const std::string& path, Claim& c) {
        const Node* treatment = node.find("treatment");
        if (!treatment) {
            complain(node, path + ".treatment", "is missing: the arm that the claim is about");
        } else if (const auto at = arm(*treatment, path + ".treatment")) {
            c.treatment = *at;
        }
        const Node* baseline = node.find("baseline");
        if (c.effect == Effect::level) {
            if (baseline) complain(*baseline, path + ".baseline", "is not for a level, which is of one arm");
            return;
        }
        if (!baseline)
            return complain(node, path + ".baseline",
                            "is missing: the arm it is held against, or {value: 12 h}");
        if (baseline->kind == Node::Kind::map) {
            refuse_unknown(*baseline, path + ".baseline", {"value"});
            if (!baseline->find("value")) complain(*baseline, path + ".baseline", "expected {value: 12 h}");
            return;
        }
        c.baseline = arm(*baseline, path + ".baseline");
        if (!c.baseline || !treatment) return;
        const std::string& hash = study_.arms[*c.baseline].scenario.hash;
        if (*c.baseline == c.treatment || (!hash.empty() && hash == study_.arms[c.treatment].scenario.hash))
            complain(*treatment, path + ".treatment",
                     fmt::format("'{}' is the same scenario as the baseline '{}': there is no effect",
                                 treatment->text, baseline->text));
    }

    const Measure* measure(std::size_t arm, const std::string& name) const {
        for (const Measure& one : measures_[arm]) {
            if (one.name == name) return &one;
        }
        return nullptr;
    }

    /// The name of the metric, from what is said of it in parts.
    void metric(const Node& node, const std::string& path, Claim& c) {
        const Node* said = node.find("metric");
        if (!said) return complain(node, path + ".metric", "is missing, such as trip.transit_time");
        decided_in_the_run(*said, path + ".metric", c);
        const std::string clock = clock_of(node, path, *said);
        std::string name = clock.empty() ? said->text : clock;
        std::string statistic = "mean";
        const Node* stated = node.find("statistic");
        if (stated) statistic = stated->text;
        const Measure* of = measure(c.treatment, name);
        const std::size_t dot = name.rfind('.');
        if (!of && !stated && dot != std::string::npos) {  // the statistic may be part of the name
            of = measure(c.treatment, name.substr(0, dot));
            if (of) {
                statistic = name.substr(dot + 1);
                name.resize(dot);
            }
        }
        if (!of) {
            std::vector<std::string> known;
            for (const Measure& one : measures_[c.treatment]) known.push_back(one.name);
            std::string near = did_you_mean(name, known);
            if (near.empty())
                std::erase_if(known, [&](const std::string& one) { return !one.starts_with(name); });
            if (near.empty() && !known.empty() && known.size() <= 6)
                near = fmt::format(" (there are {})", fmt::join(known, ", "));
            return complain(*said, path + ".metric",
                            fmt::format("found '{}', which is no measure of arm '{}'{}", name,
                                        study_.arms[c.treatment].name, near));
        }
        if (of->statistics.empty() && stated)
            return complain(*stated, path + ".statistic",
                            fmt::format("is not for {}, which is one number", name));
        if (of->statistics.empty()) statistic.clear();
        if (statistic == "rate") statistic = "per_day";
        if (statistic.starts_with("share_within(") && statistic.ends_with("h)")) {
            statistic = "over_" + statistic.substr(13, statistic.size() - 14);
            c.complement = true;
        }
        c.measure = name;
        c.statistic = statistic;
        filter(node, path, c);
        c.metric = name + (statistic.empty() ? "" : "." + statistic);
        std::string conditions = c.where;
        if (const Node* weigh = node.find("weigh"); weigh && weigh->text != "trucks")
            conditions += (conditions.empty() ? "" : ",") + fmt::format("weigh={}", weigh->text);
        if (!conditions.empty()) c.metric += "[" + conditions + "]";
        for (const std::size_t i : {c.baseline.value_or(c.treatment), c.treatment}) {
            try {
                c.unit = parse_metrics(study_.arms[i].scenario, plans_[i], {c.metric}).front().unit;
            } catch (const InputError& error) {
                for (const Problem& problem : error.problems())
                    complain(
                        *said, path + ".metric",
                        fmt::format("'{}' {}, in arm '{}'", c.metric, problem.text, study_.arms[i].name));
                return;
            }
        }
        if (!c.baseline && c.effect != Effect::level)
            c.quoted = ClaimUnit{c.effect, c.unit, problems}.in_metric(*node.find("baseline")->find("value"),
                                                                       path + ".baseline.value");
        if (c.quoted == 0 && is_relative(c.effect) && !c.baseline)
            complain(*node.find("baseline"), path + ".baseline.value",
                     "found 0: there is no percentage of it");
    }

    /// "clock.departure.port_gate_in" where a clock or a weighting is said of the time of a trip.
    std::string clock_of(const Node& node, const std::string& path, const Node& said) {
        const Node* clock = node.find("clock");
        const Node* weigh = node.find("weigh");
        if (weigh) word(node, "weigh", path, weighting_names);
        const bool is_weighted = weigh && weigh->text != "trucks";
        if (!clock && !is_weighted) return "";
        if (said.text != "trip.transit_time" && !(said.text.starts_with("clock.") && !clock)) {
            complain(
                clock ? *clock : *weigh, path + (clock ? ".clock" : ".weigh"),
                fmt::format("is for trip.transit_time, found {}{}", said.text,
                            clock ? "" : ": costs have cost_per_declaration, cost_per_tonne, cost_per_teu"));
            return "";
        }
        if (!clock) return said.text.starts_with("clock.") ? said.text : "clock.departure.delivery";
        if (!is_map(*clock, path + ".clock", "{from: departure, to: port_gate_in}")) return "";
        refuse_unknown(*clock, path + ".clock", {"from", "to"});
        const auto from = word(*clock, "from", path + ".clock", clock_from_names).value_or(1);
        const auto to = word(*clock, "to", path + ".clock", clock_to_names).value_or(2);
        return fmt::format("clock.{}.{}", clock_from_names[from], clock_to_names[to]);
    }

    /// A filter may also stand in the name of the metric: trip.cost.mean[loaded=yes].
    void decided_in_the_run(const Node& said, const std::string& path, const Claim& c) {
        const std::size_t open = said.text.find('[');
        if (open == std::string::npos) return;
        std::string key;
        for (const char letter : said.text.substr(open + 1)) {
            if (letter == '=') refuse_decided(said, path, key, c);
            if (letter == ',' || letter == ' ') {
                key.clear();
            } else {
                key += letter;
            }
        }
    }
    void refuse_decided(const Node& at, const std::string& path, const std::string& key, const Claim& c) {
        const bool chosen = key == "corridor" && study_.arms[c.treatment].scenario.choice.has_value();
        if (key == "diverted" || key == "digital" || key == "channel" || chosen)
            complain(
                at, path,
                fmt::format(
                    "'{}' is decided during the run, or by the arm: the arms would not be about the same "
                    "trucks",
                    key));
    }

    void filter(const Node& node, const std::string& path, Claim& c) {
        const Node* where = node.find("where");
        if (!where || !is_map(*where, path + ".where", "{flow: import, loaded: yes}")) return;
        for (const auto& [key, value] : where->members) {
            const std::string at = path + ".where." + key.text;
            refuse_decided(key, at, key.text, c);
            if (key.text == "weigh") complain(key, at, "is a key of the claim, not of 'where'");
            c.where += fmt::format("{}{}={}", c.where.empty() ? "" : ",", key.text, value.text);
        }
    }

    void expect(const Node& node, const std::string& path, Claim& c) {
        const ClaimUnit unit{c.effect, c.complement ? "" : c.unit, problems};
        unit.expect(node, path, c.claimed);
        c.tolerance = is_relative(c.effect) || c.unit.empty() ? 0.005 : 0;
        if (const Node* tolerance = node.find("tolerance"))
            c.tolerance = unit.tolerance(*tolerance, path + ".tolerance");
    }

    const fs::path& folder_;
    Study& study_;
    std::vector<Plan> plans_;
    std::vector<std::vector<Measure>> measures_;
};

}  // namespace

void read_claims(const Node& root, const fs::path& folder, Study& study, std::vector<Problem>& problems) {
    if (const Node* claims = root.find("claims")) ClaimReader{folder, study, problems}.read(*claims);
}

}  // namespace hanhlang
