// Figures of the real border: how they are read, and what must hold of each and of all together.
// Rule: what a figure is worth depends on where it comes from, so every one has a source, and none counts
// among the numbers that a scenario rests on.
#include <algorithm>
#include <filesystem>
#include <map>

#include "check.hpp"
#include "reader.hpp"
#include "words.hpp"

namespace hanhlang {
namespace {

constexpr Words<Observed::Use, 2> use_words{{{"fit", Observed::Use::fit}, {"check", Observed::Use::check}}};
constexpr Words<Observed::Grade, 5> grade_words{{{"measured", Observed::Grade::measured},
                                                 {"official", Observed::Grade::official},
                                                 {"claim", Observed::Grade::claim},
                                                 {"derived", Observed::Grade::derived},
                                                 {"weak", Observed::Grade::weak}}};

/// What a metric counts, however its filter is ordered: a sum and its rates per day and per year are one
/// figure.
std::string what_is_counted(const Observed& o) {
    const std::string& metric = o.metric.text;
    const std::size_t bracket = std::min(metric.find('['), metric.size());
    std::string measure = metric.substr(0, bracket);
    for (const std::string_view rate : {".total", ".per_day", ".per_year"}) {
        if (measure.ends_with(rate)) measure.erase(measure.size() - rate.size());
    }
    std::vector<std::string> conditions{""};
    for (const char c : metric.substr(bracket)) {
        if (c == ',') {
            conditions.emplace_back();
        } else if (c != ' ' && c != '[' && c != ']') {
            conditions.back() += c;
        }
    }
    std::sort(conditions.begin(), conditions.end());
    return fmt::format("{}[{}]{}", measure, fmt::join(conditions, ","), o.against ? o.against->path : "");
}

class ObservedChecker {
 public:
    ObservedChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {
        for (const Problem& problem : problems) unread_.insert(problem.path);
    }

    void all() {
        for (const Observed& o : s_.observed) {
            const std::string path = Reader::join("observed", o.name);
            if (!o.against && !o.change) accepted(o.mark, path, o.accepted, false);
            if (o.change) accepted(o.change->mark, path + ".change", o.change->accepted, true);
            change(o, path);
            if (o.year != 0 && (o.year < 1900 || o.year > 2100))
                complain(o.mark, path + ".year",
                         fmt::format("found {}, expected a year such as 2024", o.year));
            if (o.spacing && o.spacing->value <= 0)
                complain(o.mark, path + ".spacing", "found 0, expected a length above 0");
        }
        roles();
    }

 private:
    void complain(const Mark& mark, const std::string& path, std::string text) {
        if (unread_.count(path) == 0) problems_.push_back({mark, path, std::move(text)});
    }

    void accepted(const Mark& mark, const std::string& path, const Accepted& a, bool may_be_negative) {
        std::vector<std::string_view> ways;
        if (a.value) ways.push_back("value");
        if (a.between) ways.push_back("between");
        if (a.at_least) ways.push_back("at_least");
        if (a.at_most) ways.push_back("at_most");
        if (ways.size() != 1)
            complain(mark, path,
                     fmt::format("expected one of 'value', 'between', 'at_least' and 'at_most', found {}",
                                 ways.empty() ? "none" : fmt::format("{}", fmt::join(ways, " and "))));
        if (a.value && !a.within)
            complain(mark, path + ".within", "is missing: how far from the value is accepted, such as 10 %");
        if (a.within && !a.value)
            complain(a.within->mark, a.within->path, "says how far from 'value', but there is no 'value'");
        const auto not_negative = [&](const Amount& amount) {
            if (amount.number < 0)
                complain(
                    amount.mark, amount.path,
                    fmt::format("found '{:g} {}', expected no negative number", amount.number, amount.unit));
        };
        if (a.within) not_negative(*a.within);
        if (may_be_negative) return;
        if (a.value) not_negative(*a.value);
        if (a.between) {
            not_negative(a.between->front());
            not_negative(a.between->back());
        }
        if (a.at_least) not_negative(*a.at_least);
        if (a.at_most) not_negative(*a.at_most);
    }

    /// A figure is of this scenario, or of the way to it from another one.
    void change(const Observed& o, const std::string& path) {
        const Accepted& level = o.accepted;
        if (o.against && !o.change)
            complain(o.mark, path + ".change", "is missing: the change from 'against' that is accepted");
        if (o.change && !o.against)
            complain(o.mark, path + ".against", "is missing: the scenario that the change starts from");
        if (o.against && (level.value || level.between || level.at_least || level.at_most || level.within))
            complain(o.mark, path, "with 'against', what is accepted stands under 'change'");
    }

    /// A figure that inputs were fitted to agrees by construction; as a check it would prove nothing.
    void roles() {
        std::map<std::string, const Observed*> first;
        for (const Observed& o : s_.observed) {
            const std::string path = Reader::join("observed", o.name);
            if (unread_.count(path + ".use") > 0 || o.metric.text.empty()) continue;
            const auto [at, is_new] = first.emplace(what_is_counted(o), &o);
            if (is_new || at->second->use == o.use) continue;
            complain(o.mark, path + ".use",
                     fmt::format("found '{}' of {}, but '{}' (line {}) uses {} to {}: a figure that was used "
                                 "to fit cannot be a check as well",
                                 to_string(o.use), o.metric.text, at->second->name, at->second->mark.line,
                                 at->second->metric.text, to_string(at->second->use)));
        }
    }

    const Scenario& s_;
    std::vector<Problem>& problems_;
    std::set<std::string> unread_;
};

}  // namespace

std::string_view to_string(Observed::Use use) {
    return name_in(use_words, use);
}
std::string_view to_string(Observed::Grade grade) {
    return name_in(grade_words, grade);
}

Observed::Use Grammar<Observed::Use>::parse(std::string_view text) {
    return word<Observed::Use>(text, use_words, example);
}
Observed::Grade Grammar<Observed::Grade>::parse(std::string_view text) {
    return word<Observed::Grade>(text, grade_words, example);
}
template <>
std::vector<std::string> words<Observed::Use>() {
    return names_of(use_words);
}
template <>
std::vector<std::string> words<Observed::Grade>() {
    return names_of(grade_words);
}

void Reader::read(const Node& node, const std::string& path, Amount& out) {
    read_scalar(node, path, "a number and its unit, such as 630 per day", true,
                [&](std::string_view text) { out = parse_amount(text); });
    out.mark = node.mark();
    out.path = path;
    if (node.source) out.source = *node.source;
}

void Reader::read(const Node& node, const std::string& path, std::array<Amount, 2>& out) {
    if (node.kind != Node::Kind::list || node.items.size() != 2) {
        complain(node, path, "expected the lowest and the highest value, such as [8 h, 18 h]");
        return;
    }
    read(node.items[0], path, out[0]);
    read(node.items[1], path, out[1]);
}

void Reader::read(const Node& node, const std::string& path, MetricName& out) {
    out.mark = node.mark();
    read_scalar(node, path, "a metric such as place.gate.crossings.per_day", false,
                [&](std::string_view text) { out.text = text; });
}

/// A file stands beside the one that names it; one from the command line where the command is given.
void Reader::read(const Node& node, const std::string& path, AgainstFile& out) {
    out.mark = node.mark();
    const bool is_setting = node.source && *node.source == set_source;
    const auto folder = is_setting || !node.file ? "" : std::filesystem::path(*node.file).parent_path();
    read_scalar(node, path, "the path of a scenario file", false,
                [&](std::string_view text) { out.path = (folder / text).lexically_normal().string(); });
}

/// Figures are read like any section, but no run rests on them.
void Reader::read(const Node& node, const std::string& path, Named<Observed>& out) {
    const Provenance inputs = provenance;
    read<Observed>(node, path, out);
    provenance = inputs;
    for (Observed& o : out) {
        if (!o.release_study) continue;
        const ReleaseStudy& study = *o.release_study;
        const std::string at = join(path, o.name) + ".release_study";
        if (o.accepted.value)
            problems_.push_back({study.mark, at, "gives the value: expected no 'value' beside it"});
        if (const auto hours = hours_of(study, problems_))
            o.accepted.value = Amount{*hours, "h", study.mark, at, study.file.path};
    }
}

void check_observed(const Scenario& scenario, std::vector<Problem>& problems) {
    ObservedChecker{scenario, problems}.all();
}

}  // namespace hanhlang
