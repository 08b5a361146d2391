// What consignments and papers must satisfy: circles of needs, shares that are none, numbers that contradict
// each other.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "check.hpp"

namespace hanhlang {
namespace {

class PaperChecker {
 public:
    PaperChecker(const Scenario& scenario, std::vector<Problem>& problems)
        : s_(scenario), problems_(problems) {}

    void all() {
        if (s_.channels) channels(*s_.channels, "channels");
        for (const Commodity& c : s_.commodities) {
            if (c.channels) channels(*c.channels, "commodities." + c.name + ".channels");
        }
        for (const Trader& t : s_.traders) {
            if (t.channels) channels(*t.channels, "traders." + t.name + ".channels");
        }
        traders();
        if (s_.digital && s_.digital->down &&
            s_.digital->down->every.mean() + s_.digital->down->lasts.mean() < 60'000) {
            complain(s_.digital->down->mark, "digital.down",
                     "expected at least 1 min between two outages, on average");
        }
        for (const Paper& p : s_.papers) paper(p);
        circles();
        for (const Consignment& c : s_.consignments) consignment(c);
        for (const Demand& d : s_.demand) demand(d);
        for (const Desk& d : s_.desks) desk(d);
    }

 private:
    void complain(const Mark& mark, std::string path, std::string text) {
        problems_.push_back({mark, std::move(path), std::move(text)});
    }

    void channels(const Channels& c, const std::string& path) {
        const double total = c.green.value + c.yellow.value + c.red.value;
        if (std::abs(total - 1) > 1e-9) {
            complain(c.mark, path,
                     fmt::format("green, yellow and red add up to {:.6g} %, expected 100 %", 100 * total));
        }
    }

    void traders() {
        if (s_.traders.empty()) return;
        double total = 0;
        for (const Trader& t : s_.traders) total += t.share.value;
        if (std::abs(total - 1) > 1e-9) {
            complain(s_.traders.front().mark, "traders",
                     fmt::format("the shares of the groups add up to {:.6g} %, expected 100 %", 100 * total));
        }
    }

    void paper(const Paper& p) {
        const std::string path = "papers." + p.name;
        if (!p.office && p.clock == Clock::office) {
            complain(p.mark, path, "nobody handles it: expected 'office', or 'clock: elapsed'");
        }
        if (p.rejected.value > 0 && p.rejected.value > 0.99)
            complain(p.mark, path + ".rejected", "found more than 99 %: it would never be accepted");
        if (p.digital && p.digital->rejected && p.digital->rejected->value > 0.99)
            complain(p.digital->mark, path + ".digital.rejected",
                     "found more than 99 %: it would never be accepted");
        if (p.due && &p.due->after.in(s_.papers) == &p)
            complain(p.due->mark, path + ".due.after", "names itself");
        if (p.digital && !p.office) {
            complain(p.mark, path + ".digital",
                     "has no office: 'digital.offices' says by office what is on the platform");
        }
        if (p.digital && !s_.digital) {
            complain(p.digital->mark, path + ".digital",
                     "no trader is on a platform: expected a section 'digital'");
        }
        if (p.digital && p.digital->same_form_as) {
            const Paper& other = p.digital->same_form_as->in(s_.papers);
            if (&other == &p) complain(p.digital->mark, path + ".digital.same_form_as", "names itself");
            if (other.digital && other.digital->same_form_as) {
                complain(p.digital->mark, path + ".digital.same_form_as",
                         fmt::format("'{}' has the form of another paper itself; name that one", other.name));
            }
        }
    }

    std::vector<std::uint32_t> before(const Paper& p) const {
        std::vector<std::uint32_t> all;
        for (const Ref<Paper>& need : p.needs) all.push_back(need.index);
        if (p.digital && p.digital->needs) {
            for (const Ref<Paper>& need : *p.digital->needs) all.push_back(need.index);
        }
        return all;
    }

    /// Depth first; what is met again while it is on the way closes a circle. On paper and on the platform
    /// together, because a dossier may be partly on each.
    void circles() {
        state_.assign(s_.papers.size(), State::new_);
        for (std::uint32_t i = 0; i < s_.papers.size(); ++i) visit(i);
    }
    void visit(std::uint32_t i) {
        if (state_[i] == State::done) return;
        way_.push_back(i);
        if (state_[i] == State::on_the_way) {
            std::string names;
            for (auto at = std::find(way_.begin(), way_.end(), i); at != way_.end(); ++at)
                names += (names.empty() ? "" : " needs ") + s_.papers[*at].name;
            complain(s_.papers[i].mark, "papers." + s_.papers[i].name + ".needs", "a circle: " + names);
            way_.pop_back();
            return;
        }
        state_[i] = State::on_the_way;
        for (const std::uint32_t need : before(s_.papers[i])) {
            if (need < s_.papers.size()) visit(need);
        }
        state_[i] = State::done;
        way_.pop_back();
    }

    void consignment(const Consignment& c) {
        const std::string path = "consignments." + c.name;
        if (c.channels) channels(*c.channels, path + ".channels");
        for (const Ref<Paper>& need : c.needs) {
            std::vector<bool> seen(s_.papers.size());
            departs_with(c, need.index, seen);
        }
        if (c.release != Consignment::Release::whole) return;
        const auto most =
            static_cast<std::int64_t>(std::min<double>(c.trucks.most, c.trucks.beyond_first.maximum() + 1));
        for (const Place& place : s_.places) {
            const auto releases = [&](const Ref<Desk>& desk) { return desk.in(s_.desks).releases; };
            const bool here =
                std::any_of(place.desks.eastbound.begin(), place.desks.eastbound.end(), releases) ||
                std::any_of(place.desks.westbound.begin(), place.desks.westbound.end(), releases);
            if (here && place.yard && place.yard->slots < most) {
                complain(c.mark, path,
                         fmt::format("up to {} trucks wait for each other in the yard of '{}', which has {} "
                                     "slots: they would wait for ever",
                                     most, place.name, place.yard->slots));
            }
        }
    }
    void departs_with(const Consignment& c, std::uint32_t paper, std::vector<bool>& seen) {
        if (paper >= s_.papers.size() || seen[paper]) return;
        seen[paper] = true;
        const Paper& p = s_.papers[paper];
        std::vector<Start> starts = p.starts;
        if (p.digital) starts.insert(starts.end(), p.digital->starts.begin(), p.digital->starts.end());
        for (const Start& start : starts) {
            if (start.moment != Moment::booking && start.share.value > 0) {
                complain(c.mark, "consignments." + c.name + ".needs",
                         fmt::format("its trucks would wait for '{}' before they set out, and it for them",
                                     p.name));
                break;
            }
        }
        for (const std::uint32_t need : before(p)) departs_with(c, need, seen);
    }

    void demand(const Demand& d) {
        const std::string path = "demand." + d.name;
        if (d.consignment && d.batch)
            complain(d.mark, path, "expected either 'batch' or 'consignment': a consignment has its trucks");
        if (d.consignment && d.loaded.value < 1)
            complain(d.mark, path + ".loaded", "the trucks of a consignment are loaded: expected 100 %");
        if (d.consignment) tonnes(d, d.consignment->in(s_.consignments), path);
        if (d.returns && d.returns->consignment) {
            const Consignment& back = d.returns->consignment->in(s_.consignments);
            if (back.trucks.quantile(1 - 1e-12) > 1) {
                complain(
                    d.mark, path + ".returns.consignment",
                    fmt::format("'{}' may have several trucks; a load for the way back has one", back.name));
            }
        }
    }

    /// Tonnes of a declaration, its trucks and what each carries are three ways to say one thing.
    void tonnes(const Demand& d, const Consignment& c, const std::string& path) {
        if (!c.tonnes) return;
        double payload = 0;
        for (const Cargo& cargo : d.carries)
            payload += cargo.share.value * cargo.commodity.in(s_.commodities).payload.value;
        const double by_trucks = c.trucks.mean() * payload;
        if (std::abs(by_trucks - c.tonnes->value) > 0.1 * c.tonnes->value) {
            complain(d.mark, path,
                     fmt::format("'{}' says {:.4g} t, but {:.3g} trucks of {:.3g} t are {:.4g} t", c.name,
                                 c.tonnes->value, c.trucks.mean(), payload, by_trucks));
        }
    }

    void desk(const Desk& d) {
        const bool only_some =
            d.share.value < 1 || d.sample ||
            std::any_of(
                s_.desks.begin(), s_.desks.end(),
                [&](const Desk& other) { return other.if_over && &other.if_over->in(s_.desks) == &d; });
        if (d.releases && only_some) {
            complain(d.mark, "desks." + d.name + ".releases",
                     "not all trucks come here, so those that do would wait for ever for the others");
        }
        if (d.sample && d.share.value < 1)
            complain(d.mark, "desks." + d.name,
                     "expected either 'share' of all trucks or 'sample' of a declaration's");
    }

    enum class State : std::uint8_t { new_, on_the_way, done };
    const Scenario& s_;
    std::vector<Problem>& problems_;
    std::vector<State> state_;
    std::vector<std::uint32_t> way_;
};

}  // namespace

void check_papers(const Scenario& scenario, std::vector<Problem>& problems) {
    const bool unread = std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
        const auto in = [&](std::string_view section) { return problem.path.starts_with(section); };
        return in("papers") || in("consignments") || in("channels") || in("traders") || in("digital");
    });
    if (!unread) PaperChecker{scenario, problems}.all();  // what could not be read must not be taken for zero
}

double BatchSize::mean() const {
    if (most >= 1'000'000) return 1 + beyond_first.mean();
    double sum = 0;  // of P(more than k)
    for (std::uint32_t k = 0; k < most; ++k) sum += k == 0 ? 1 : 1 - beyond_first.cdf(k - 1.0);
    return sum;
}

double Adoption::at(Time time) const {
    if (path.size() == 1) return path[0].second.value;
    const auto begin = [](int year) {
        return std::chrono::local_days{std::chrono::year{year} / 1 / 1}.time_since_epoch() /
               std::chrono::milliseconds{1};
    };
    const auto now = time.time_since_epoch().count();
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto from = begin(path[i].first);
        const auto to = begin(path[i + 1].first);
        if (now < from) return path[i].second.value;
        if (now < to) {
            const double way = static_cast<double>(now - from) / static_cast<double>(to - from);
            return path[i].second.value + way * (path[i + 1].second.value - path[i].second.value);
        }
    }
    return path.back().second.value;
}

}  // namespace hanhlang
