// From what a scenario says was observed to bands that a run can be held against.
// Rule: every problem at once; a number that does not fit its metric is never judged.
#include <fmt/format.h>

#include <algorithm>

#include "hanhlang/scenario/load.hpp"
#include "hanhlang/study/backcast.hpp"

namespace hanhlang {
namespace {

class FigureReader {
 public:
    FigureReader(const Scenario& scenario, const std::vector<std::string>& settings)
        : s_(scenario), plan_(make_plan(scenario)) {
        // What was observed is said of one scenario; it may not be there in another.
        std::copy_if(settings.begin(), settings.end(), std::back_inserter(settings_),
                     [](const std::string& setting) { return !setting.starts_with("observed"); });
    }

    Backcast read() {
        for (const Observed& o : s_.observed) add(o);
        if (!problems_.empty()) throw InputError(std::move(problems_));
        return std::move(backcast_);
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }

    void add(const Observed& o) {
        const std::string path = "observed." + o.name;
        auto metric = metric_of(s_, plan_, o, path);
        Figure figure{o, {}, 1, {}, {}};
        if (o.against) {
            figure.against = scenario_of(*o.against, path);
            const auto& others = backcast_.against;
            if (figure.against && metric)
                metric_of(others[*figure.against], make_plan(others[*figure.against]), o, path);
        }
        if (!metric) return;
        unit_ = o.against ? "" : metric->unit;
        what_ = o.against ? "a change of " + o.metric.text : o.metric.text;
        spacing_ = o.spacing;
        length_ = false;
        read_band(o.against ? o.change->accepted : o.accepted, figure);
        if (o.spacing && !length_)
            complain(o.mark, path + ".spacing", "is for a queue whose length is given, such as 2 km");
        backcast_.figures.push_back(std::move(figure));
    }

    std::optional<Metric> metric_of(const Scenario& scenario, const Plan& plan, const Observed& o,
                                    const std::string& path) {
        try {
            return parse_metrics(scenario, plan, {o.metric.text}).front();
        } catch (const InputError& error) {
            const std::string where = &scenario == &s_ ? "" : fmt::format(", in {}", scenario.file);
            for (const Problem& problem : error.problems()) {
                complain(o.metric.mark, path + ".metric",
                         fmt::format("'{}' {}{}", o.metric.text, problem.text, where));
            }
            return std::nullopt;
        }
    }

    std::optional<std::size_t> scenario_of(const AgainstFile& file, const std::string& path) {
        const auto known = std::find(files_.begin(), files_.end(), file.path);
        if (known != files_.end()) return static_cast<std::size_t>(known - files_.begin());
        if (std::find(broken_.begin(), broken_.end(), file.path) != broken_.end()) return std::nullopt;
        try {
            backcast_.against.push_back(load(file.path, settings_));
            files_.push_back(file.path);
            return files_.size() - 1;
        } catch (const InputError& error) {
            broken_.push_back(file.path);
            complain(file.mark, path + ".against", fmt::format("'{}' cannot be loaded:", file.path));
            problems_.insert(problems_.end(), error.problems().begin(), error.problems().end());
            return std::nullopt;
        }
    }

    /// The amount in the unit of the metric; 0 where it has another one, which is a problem.
    double in_metric(const Amount& amount) {
        if (const auto value = amount_in(amount, unit_)) return *value;
        if (const auto value = amount_in(amount, unit_, spacing_)) {
            length_ = true;
            return *value;
        }
        complain(amount.mark, amount.path,
                 fmt::format("found '{:g}{}{}' with {}, expected {} for {}", amount.number,
                             amount.unit.empty() ? "" : " ", amount.unit,
                             amount.unit.empty() ? "no unit" : "another unit", amount_example(unit_), what_));
        return 0;
    }

    void read_band(const Accepted& a, Figure& figure) {
        Band band;
        const Amount& first = a.value      ? *a.value
                              : a.between  ? a.between->front()
                              : a.at_least ? *a.at_least
                                           : *a.at_most;
        if (a.value) {
            const double value = in_metric(*a.value);
            const double within = within_of(*a.within, value);
            band = {value - within, value + within};
        } else if (a.between) {
            band = {in_metric(a.between->front()), in_metric(a.between->back())};
            if (band.low > band.high)
                complain(first.mark, first.path, "expected the lowest value first, then the highest");
        } else if (a.at_least) {
            band.low = in_metric(*a.at_least);
        } else {
            band.high = in_metric(*a.at_most);
        }
        Amount one = first;
        one.number = 1;
        figure.unit_size = amount_in(one, unit_, spacing_).value_or(1);
        figure.unit = first.unit.empty() ? unit_ : first.unit;
        figure.band = {band.low / figure.unit_size, band.high / figure.unit_size};
    }

    /// "10 %" is of the value; "10 pp" of a share and any other unit are absolute.
    double within_of(const Amount& within, double value) {
        if (within.unit == "%") return (value < 0 ? -value : value) * within.number / 100;
        if (within.unit == "pp" && unit_.empty()) return within.number / 100;
        return in_metric(within);
    }

    const Scenario& s_;
    const Plan plan_;
    std::vector<std::string> settings_;
    std::vector<std::string> files_;  // of Backcast::against
    std::vector<std::string> broken_;
    std::vector<Problem> problems_;
    Backcast backcast_;
    // of the figure in hand
    std::string unit_;
    std::string what_;
    std::optional<Length> spacing_;
    bool length_ = false;  // one of its amounts is a length that counts trucks
};

}  // namespace

Backcast make_backcast(const Scenario& scenario, const std::vector<std::string>& settings) {
    if (scenario.observed.empty()) return {};
    return FigureReader{scenario, settings}.read();
}

}  // namespace hanhlang
