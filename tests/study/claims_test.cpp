// Verdicts on claims about small worlds, and what stands beside them.
#include "hanhlang/study/claims.hpp"

#include <numeric>

#include "hanhlang/base/random.hpp"
#include "hanhlang/report/claims.hpp"
#include "support/problems.hpp"
#include "support/scratch.hpp"
#include "support/small_world.hpp"

#include <catch2/catch.hpp>

using namespace hanhlang;

namespace {

const std::string border = small(
    R"yaml(
places: {farm: {}, gate: {kind: gate, desks: [counter]}, town: {}}
roads: {farm to gate: {length: 30 km, speed: 60 km/h}, gate to town: {length: 30 km, speed: 60 km/h}}
staff: {officers: {people: 1}}
desks: {counter: {staff: officers, takes: "exponential(10 min)"}}
commodities: {wood: {payload: 20 t}, fruit: {payload: 15 t}}
demand: {east: {from: farm, to: town, trucks: 110 per day, carries: {wood: 50 %, fruit: 50 %}}}
)yaml",
    "{from: 2025-09-01, warm_up: 2 days, measure: 14 days, max_overrun: 10 days}");

Study::Arm arm(const std::string& name, const std::vector<std::string>& settings) {
    return {name, load_text(border, settings), {}};
}

Study study_of(std::vector<Study::Arm> arms, std::vector<Claim> claims) {
    Study study;
    study.file = "study.yaml";
    study.arms = std::move(arms);
    study.claims = std::move(claims);
    study.looks = {20, 80, 2};
    return study;
}

Claim claim(const Claimed& claimed, const std::string& measure = "trip.border_time") {
    Claim c;
    c.id = "c1";
    c.text.en = "quicker";
    c.family = "headline";
    c.measure = measure;
    c.statistic = "mean";
    c.metric = measure + ".mean";
    c.unit = "h";
    c.baseline = 0;
    c.treatment = 1;
    c.claimed = claimed;
    c.tolerance = 0.005;
    return c;
}

std::vector<ClaimVerdict> judged(const Study& study, unsigned jobs = 2) {
    std::vector<Arm> arms;
    for (const Study::Arm& one : study.arms) {
        arms.push_back({one.name, one.scenario, {}, 0.001});
        for (const Claim& c : study.claims) arms.back().metrics.push_back(c.metric);
        std::sort(arms.back().metrics.begin(), arms.back().metrics.end());
        arms.back().metrics.erase(std::unique(arms.back().metrics.begin(), arms.back().metrics.end()),
                                  arms.back().metrics.end());
    }
    RunOptions options;
    options.farm.jobs = jobs;
    options.independent = study.independent;
    Experiment experiment{std::move(arms), options};
    bool complete = true;
    return judge_all(study, experiment, 0.95, complete);
}

Series series(std::vector<double> before, std::vector<double> after) {
    Series s;
    s.baseline = std::move(before);
    s.treatment = std::move(after);
    return s;
}

const std::vector<double> before{52.1, 49.8, 55.4, 47.9, 51.2, 53.7, 50.5, 48.6, 54.9, 50.0};
const std::vector<double> after{33.4, 32.9, 35.8, 31.2, 33.0, 34.9, 32.1, 31.5, 35.2, 32.6};

}  // namespace

TEST_CASE("an increase, a ratio, a difference and a level are read off the same pairs as a reduction") {
    Claim c = claim({0.3, 0.4});
    const Series s = series(before, after);
    const Measured reduction = measure_effect(c, s, 0.05);
    CHECK(reduction.estimate == Approx(.35304415));
    CHECK(reduction.interval.low == Approx(.34802621));
    c.effect = Effect::relative_increase;
    CHECK(measure_effect(c, s, 0.05).estimate == Approx(-.35304415));
    CHECK(measure_effect(c, s, 0.05).interval.high == Approx(-.34802621));
    c.effect = Effect::ratio;
    CHECK(measure_effect(c, s, 0.05).estimate == Approx(1 - .35304415));
    c.effect = Effect::difference;
    CHECK(measure_effect(c, s, 0.05).estimate == Approx(18.15));
    CHECK(measure_effect(c, s, 0.05).interval.high == Approx(18.15 + .777259).epsilon(1e-6));
    c.effect = Effect::level;
    CHECK(measure_effect(c, series({}, after), 0.05).estimate == Approx(33.26));
    // Against a number that was quoted: no pairs, the interval is that of the treatment.
    Claim quoted = claim({0.3, 0.4});
    quoted.baseline.reset();
    quoted.quoted = 50;
    const Measured q = measure_effect(quoted, series({}, after), 0.05);
    const Estimate level = student(after, 0.95);
    CHECK(q.estimate == Approx(1 - 33.26 / 50));
    CHECK(q.interval.high == Approx(1 - (33.26 - level.half_width) / 50));
}

TEST_CASE("ten replications are too few, whatever they say; without that they would decide") {
    ClaimVerdict v;
    judge(claim({0.3, 0.4}), series(before, after), {10, 10, 2}, 1, 0.95, 1, v);
    CHECK(v.decision == Decision::undecided);
    CHECK(has(v.invalid, "too few replications: 10, and at least 20"));
    CHECK(word_of(v) == "INVALID");
    CHECK(decide(v.at_look.interval, {0.3, 0.4}) == Decision::supported);
}

TEST_CASE("what does not vary is a point, and judged by comparison") {
    ClaimVerdict v;
    const std::vector<double> two(20, 2.0), one(20, 1.4);
    judge(claim({0.3, 0.4}), series(two, one), {20, 20, 2}, 1, 0.95, 1, v);
    CHECK(v.decision == Decision::supported);
    CHECK(v.at_look.interval.low == Approx(0.3));
    CHECK(v.at_look.interval.high == Approx(0.3));
}

TEST_CASE("the first look that decides a claim is final, and arms nobody needs are not run on") {
    // A second officer takes most of the queue away; a hundredth less work does what no 80 pairs of
    // independent arms can tell to a percentage point.
    Study study = study_of({arm("today", {}), arm("two", {"staff.officers.people=2"}),
                            arm("quick", {"desks.counter.takes=\"exponential(9.9 min)\""})},
                           {claim({0.1, 1.0}), claim({0.03, 0.04})});
    study.independent = true;
    study.claims[1].id = "c2";
    study.claims[1].treatment = 2;
    const auto verdicts = judged(study);
    CHECK(word_of(verdicts[0]) == "SUPPORTED");
    CHECK(verdicts[0].n < 80);
    CHECK(verdicts[0].family == 2);
    CHECK(verdicts[0].alpha == Approx(0.05 / 2 * 2 * static_cast<double>(verdicts[0].look) / 12));
    // What more there is of its arms is shown, and judged no more: only the baseline was run on.
    CHECK(verdicts[0].latest.estimate == verdicts[0].plain.estimate);
    CHECK(verdicts[1].n == 80);
    CHECK(word_of(verdicts[1]) == "UNDECIDED (claim-too-narrow)");
    CHECK(verdicts[1].needed > 80);
}

TEST_CASE("verdicts are the same on any number of threads, and refuted is said with its side") {
    const Study study = study_of({arm("today", {}), arm("two", {"staff.officers.people=2"})},
                                 {claim({0.01, 0.1}), claim({0.95, 1.0})});
    const auto one = judged(study, 1), four = judged(study, 4);
    CHECK(word_of(one[0]) == "REFUTED (above)");
    CHECK(word_of(one[1]) == "REFUTED (below)");
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].at_look.estimate == four[i].at_look.estimate);
        CHECK(one[i].at_look.interval.low == four[i].at_look.interval.low);
        CHECK(one[i].n == four[i].n);
    }
}

TEST_CASE("an arm beyond capacity makes a claim invalid, unless it is about a season") {
    const std::vector<std::string> crowded{"demand.east.trucks=170 per day"};
    std::vector<std::string> eased = crowded;
    eased.emplace_back("staff.officers.people=2");
    Study study = study_of({arm("today", crowded), arm("two", eased)}, {claim({0.3, 1.0})});
    auto v = judged(study).front();
    CHECK(word_of(v) == "INVALID");
    CHECK(has(v.invalid, "arm 'today' is beyond capacity (staff.officers)"));
    study.claims[0].terminating = true;
    v = judged(study).front();
    CHECK(word_of(v) == "SUPPORTED, OVERLOADED");
    // A season whose trucks have not all left is missing the slow ones.
    for (Study::Arm& one : study.arms) one.scenario.runs.max_overrun = std::chrono::minutes{10};
    v = judged(study).front();
    CHECK(has(v.invalid, "still on their way when the run ends"));
}

TEST_CASE("a queue that keeps growing is found though no team is asked for too much") {
    // A queue that would be there after weeks, begun from nothing.
    const std::vector<std::string> close{"demand.east.trucks=143.9 per day", "runs.warm_up=0 days"};
    std::vector<std::string> eased = close;
    eased.emplace_back("staff.officers.people=2");
    Study study = study_of({arm("today", close), arm("two", eased)}, {claim({0.3, 1.0})});
    const auto v = judged(study).front();
    CHECK(has(v.invalid, "keep growing"));
}

TEST_CASE("arms whose traffic differs are said to, and are still pairs") {
    const Study study =
        study_of({arm("today", {}), arm("fewer", {"demand.east.trucks=90 per day"})}, {claim({0.05, 0.9})});
    const auto v = judged(study).front();
    REQUIRE(v.notes.size() == 1);
    CHECK(has(v.notes[0], "traffic differs between the arms"));
    CHECK(v.decision == Decision::supported);
}

TEST_CASE("a population nobody is of is invalid, not a verdict") {
    Claim c = claim({0.3, 1.0});
    c.metric = "trip.border_time.mean[direction=westbound]";
    const Study study = study_of({arm("today", {}), arm("two", {"staff.officers.people=2"})}, {c});
    CHECK(has(judged(study).front().invalid, "no trip is of its population"));
}

TEST_CASE("independent arms have wider intervals, and quantiles are widened by their sketch") {
    Study study = study_of({arm("today", {}), arm("two", {"staff.officers.people=2"})},
                           {claim({0.3, 1.0}), claim({0.3, 1.0})});
    study.claims[1].statistic = "p90";
    study.claims[1].metric = "trip.border_time.p90";
    const auto paired = judged(study);
    CHECK(paired[1].decision == Decision::supported);
    study.independent = true;
    const auto alone = judged(study);
    const auto width = [](const ClaimVerdict& v) { return v.plain.interval.high - v.plain.interval.low; };
    CHECK(width(alone[0]) > width(paired[0]));
    CHECK(std::isnan(alone[0].correlation));
    Series s = series(before, after);
    s.is_quantile = true;
    s.pooled_baseline = 51.41;
    s.pooled_treatment = 33.26;
    const Measured exact = measure_effect(study.claims[1], s, 0.05);
    s.sketch = 0.001;
    const Measured blurred = measure_effect(study.claims[1], s, 0.05);
    CHECK(exact.interval.low - blurred.interval.low == Approx(2 * 0.001 * (1 - exact.estimate)));
}

namespace {

ClaimsRun run_all(const Study& study) {
    ClaimsOptions options;
    options.run.farm.jobs = 2;
    options.version = "test";
    return judge_claims(study, options);
}

/// Files, because what stands beside a verdict changes the arms as they are written.
struct Written : Scratch {
    Written() { write("today.yaml", border); }
    Study study(const std::string& text) const {
        return load_study(write("study.yaml",
                                "arms: {today: today.yaml, two: {extends: today, set: "
                                "{staff.officers.people: 2}}, quick: {extends: today, set: "
                                "{desks.counter.takes: exponential(8 min)}}}\n"
                                "statistics: {replications: {min: 20, max: 40}, beside: 10}\n"
                                "claims:\n" +
                                    text));
    }
};

}  // namespace

TEST_CASE("beside a verdict stands where the hours go, which add up, and where the effect comes from") {
    const Written files;
    const Study study = files.study(
        "  - {id: c1, text: quicker, metric: trip.transit_time, baseline: today, treatment: quick, expect: "
        "{at_least: 5 %}}\n"
        "  - {id: c2, text: quicker, metric: trip.transit_time, baseline: today, treatment: two, expect: "
        "{at_least: 5 %}}\n");
    const ClaimsRun run = run_all(study);
    REQUIRE(run.complete);
    for (const Judged& one : run.claims) {
        const ClaimBeside& b = *one.beside;
        double saved = 0;
        for (const Paired& cause : b.waterfall) saved += cause.saved.value;
        const double whole = b.split->whole.saved.value;
        CHECK(saved == Approx(whole));
        CHECK(b.split->structure.saved.value + b.split->work.saved.value + b.split->inspections.saved.value ==
              Approx(whole));
        CHECK(b.groups.size() == 2);  // wood and fruit
        REQUIRE(b.loads.size() == 6);
        CHECK(b.loads[2].effect.estimate == Approx(b.split->whole.of_baseline.estimate));
        CHECK(b.simulated.has_value());
    }
    // Work that is shorter is assumed; more officers are structure.
    CHECK(run.claims[0].beside->split->structure.saved.value == 0);
    CHECK(run.claims[1].beside->split->work.saved.value == 0);
    const std::string text = describe_claims(study, run);
    CHECK(has(text, "100 % assumed"));
    CHECK(has(text, "assumed: desks.counter.takes, "));
    // The effect grows with the queue, as long as there is one.
    const auto& loads = run.claims[1].beside->loads;
    CHECK(loads[0].effect.estimate < loads[1].effect.estimate);
    CHECK(loads[1].effect.estimate < loads[2].effect.estimate);
    CHECK(loads[5].overloaded);
}

TEST_CASE("a wait that only one arm knows is in the waterfall, and the hours still add up") {
    const Written files;
    files.write("slots.yaml",
                "extends: today.yaml\nplaces: {gate: {appointments: {slots: 6 per hour, late: 1 min}, "
                "source: guess}}\n");
    const Study study =
        load_study(files.write("study.yaml",
                               "arms: {today: today.yaml, slots: slots.yaml}\n"
                               "statistics: {replications: {min: 20, max: 20}, beside: 20}\n"
                               "claims:\n  - {id: c1, text: quicker, metric: trip.transit_time, baseline: "
                               "today, treatment: slots, expect: "
                               "{at_least: 5 %}}\n"));
    const ClaimsRun run = run_all(study);
    const ClaimBeside& b = *run.claims.front().beside;
    const auto saved_on = [](const std::vector<Paired>& rows, const std::string& what) {
        for (const Paired& one : rows) {
            if (one.what == what) return one.saved.value;
        }
        return std::nan("");
    };
    CHECK(saved_on(b.waterfall, "appointment") < -0.1);
    CHECK(saved_on(b.displaced, "off-site, for a slot") == saved_on(b.waterfall, "appointment"));
    double saved = 0;
    for (const Paired& cause : b.waterfall) saved += cause.saved.value;
    const Series& s = run.claims.front().series;
    CHECK(saved == Approx(s.of_baseline() - s.of_treatment()));
}

TEST_CASE("a claim tips where its effect crosses the edge, and lines through replications find it") {
    // Without officers nobody waits: 60 min of driving and 30 at the gate. At least 20 % less is at most 12
    // min.
    const Written files;
    files.write("today.yaml", replaced(replaced(border, "staff: officers, ", "bays: 50, "),
                                       "\"exponential(10 min)\"", "30 min"));
    const auto tips = [&](const std::string& more) {
        return load_study(files.write("study.yaml",
                                      "arms: {today: today.yaml, less: {extends: today, set: "
                                      "{desks.counter.takes: 10 min, runs.measure: 7 days}}}\n"
                                      "statistics: {replications: {min: 20, max: 40}, beside: 10}\n"
                                      "claims:\n  - {id: c1, text: quicker, metric: trip.transit_time, "
                                      "baseline: today, treatment: less, " +
                                          more + "}\n"));
    };
    RunOptions options;
    options.farm.jobs = 2;
    bool complete = true;
    const auto found = [&](const std::string& more) {
        const Study study = tips(more);
        VariedArms varied{study, {&study.claims[0]}, options};
        return tipping_points(study, study.claims[0], varied, complete);
    };
    const TippingView falls =
        found("expect: {at_least: 20 %}, tipping: {parameter: desks.counter.takes, range: [0 min, 30 min]}");
    REQUIRE(falls.edges.size() == 1);
    CHECK(falls.edges[0].kind == TippingPoint::Kind::falls);
    CHECK(falls.edges[0].bracket.low <= 12);
    CHECK(falls.edges[0].bracket.high >= 12);
    CHECK(falls.edges[0].bracket.high - falls.edges[0].bracket.low <= 6.0 / 8);
    REQUIRE(falls.edges[0].refined.has_value());
    CHECK(falls.edges[0].refined->at == Approx(12).epsilon(1e-6));
    const TippingView always =
        found("expect: {at_least: 5 %}, tipping: {parameter: desks.counter.takes, range: [0 min, 20 min]}");
    CHECK(always.edges[0].kind == TippingPoint::Kind::always);
    const TippingView never =
        found("expect: {at_least: 40 %}, tipping: {parameter: desks.counter.takes, range: [0 min, 20 min]}");
    CHECK(never.edges[0].kind == TippingPoint::Kind::never);
    // Both edges of a range: true between 3 and 12 min, and a frontier along the roads' speed in both arms.
    const TippingView both = found(
        "expect: {between: [20 %, 30 %]}, tipping: {parameter: desks.counter.takes, range: [0 min, 30 min], "
        "against: {parameter: roads.*.speed, values: [60 km/h, 30 km/h]}}");
    REQUIRE(both.edges.size() == 2);
    CHECK(both.edges[0].refined->at == Approx(12).epsilon(1e-6));
    CHECK(both.edges[1].kind == TippingPoint::Kind::rises);
    CHECK(both.edges[1].refined->at == Approx(3).epsilon(1e-6));
    REQUIRE(both.frontier.size() == 2);
    CHECK(both.frontier[0].point.refined->at == Approx(12).epsilon(1e-6));
    // 120 min of driving: at least 20 % less of 150 min is at most 0 min at the gate.
    CHECK(both.frontier[1].point.kind != TippingPoint::Kind::always);
}

TEST_CASE("a bundle is taken apart into main effects and what measures do only together") {
    // Base 100; one saves 10, other saves 20, together 5 less than both.
    const std::vector<std::vector<double>> values{{100, 110}, {90, 100}, {80, 90}, {75, 85}};
    const auto effects = factorial_effects({"one", "other"}, values, 0.95);
    REQUIRE(effects.size() == 3);
    // (10 + 5) / 2, (20 + 15) / 2 and -(20 + 10 - 25) / 2 of the mean 105.
    CHECK(effects[0].measures == std::vector<std::string>{"one"});
    CHECK(effects[0].effect.estimate == Approx(7.5 / 105));
    CHECK(effects[1].effect.estimate == Approx(17.5 / 105));
    CHECK(effects[2].measures == std::vector<std::string>{"one", "other"});
    CHECK(effects[2].effect.estimate == Approx(-2.5 / 105));

    const Written files;
    files.write("officers.yaml", "staff: {officers: {people: 2, source: guess}}\n");
    files.write("quick.yaml", "desks: {counter: {takes: \"exponential(8 min)\", source: guess}}\n");
    const Study study = load_study(
        files.write("study.yaml",
                    "arms: {today: today.yaml, all: {extends: today, with: [officers.yaml, quick.yaml]}}\n"
                    "statistics: {replications: {min: 20, max: 20}, beside: 10}\n"
                    "claims:\n  - {id: c1, text: quicker, metric: trip.border_time, baseline: today, "
                    "treatment: all, expect: "
                    "{at_least: 5 %}, bundle: {officers: officers.yaml, quick: quick.yaml}}\n"));
    RunOptions options;
    options.farm.jobs = 2;
    bool complete = true;
    const BundleView view = take_apart(study, study.claims[0], options, complete);
    CHECK(view.why_not.empty());
    CHECK(view.is_treatment);
    REQUIRE(view.subsets.size() == 4);
    CHECK(view.subsets[0].effect.estimate == 0);
    CHECK(view.subsets[3].what == "officers + quick");
    // Main effects less twice the interaction of two add up to what both do: 2 (A + B) / 2 ... of four runs.
    const double all = view.subsets[3].effect.estimate;
    CHECK(view.effects[0].effect.estimate + view.effects[1].effect.estimate == Approx(all));
}

TEST_CASE("an input that decides the verdict is worth knowing, and one that does not is not") {
    const Purpose points{1, "points of inputs"};
    std::vector<double> deciding, idle, effects;
    std::vector<bool> supported;
    for (std::uint32_t i = 0; i < 64; ++i) {
        deciding.push_back(uniform(points, {0, i, 0}));
        idle.push_back(uniform(points, {0, i, 1}));
        effects.push_back(0.2 + 0.2 * deciding.back());
        supported.push_back(effects.back() >= 0.3);
    }
    const auto found = influence({"idle", "deciding"}, {idle, deciding}, effects, supported);
    REQUIRE(found.size() == 2);
    CHECK(found[0].input == "deciding");
    CHECK(found[0].explained > 0.8);
    // Who knows nothing is right in a good half of the draws, who knows it in nearly all.
    CHECK(found[0].knowing > 0.25);
    CHECK(found[0].low < 0.25);
    CHECK(found[0].high > 0.35);
    CHECK(found[1].explained < 0.2);
    CHECK(found[1].knowing < 0.1);
    // Where every draw says the same, nothing is worth knowing.
    for (const auto& one : influence({"idle"}, {idle}, effects, std::vector<bool>(64, true)))
        CHECK(one.knowing == 0);
}

TEST_CASE("a verdict is robust when nine draws in ten support it, and that word stands beside it") {
    const Written files;
    files.write("today.yaml",
                border + "uncertain: {work: {paths: desks.counter.takes, factor: \"uniform(60, 110) %\"}}\n");
    const auto robust = [&](const std::string& expect) {
        const Study study = files.study(
            "  - {id: c1, text: quicker, metric: trip.border_time, baseline: today, treatment: "
            "two, expect: {" +
            expect + "}, robust: {draws: 24, share: 80 %}}\n");
        RunOptions options;
        options.farm.jobs = 2;
        bool complete = true;
        return robustness(study, {&study.claims[0]}, options, complete).front();
    };
    const RobustView yes = robust("at_least: 1 %");
    CHECK(yes.word == "yes");
    CHECK(yes.supported == 24);
    CHECK(yes.tried == 24);
    const RobustView no = robust("at_least: 60 %");
    CHECK(no.word == "no");
    CHECK(no.supported + no.refuted + no.undecided + no.invalid == 24);
    CHECK(no.between > no.within);
    REQUIRE(no.inputs.size() == 1);
    CHECK(no.inputs[0].explained > 0.5);  // there is only one, and it drives the queue
}

TEST_CASE("plausible draws are those in which no observed figure misses") {
    const Written files;
    // At most 85 % of the officer's time: only work below about 11 min.
    files.write(
        "today.yaml",
        border +
            "uncertain: {work: {paths: desks.counter.takes, factor: \"uniform(50, 120) %\"}}\n"
            "observed: {busy: {metric: staff.officers.utilisation, at_most: 60 %, use: check, year: 2024, "
            "grade: official}}\n");
    const Study study = files.study(
        "  - {id: c1, text: quicker, metric: trip.border_time, baseline: today, treatment: "
        "two, expect: {at_least: 1 %}, robust: {inputs: plausible, draws: 8}}\n");
    RunOptions options;
    options.farm.jobs = 2;
    bool complete = true;
    const RobustView view = robustness(study, {&study.claims[0]}, options, complete).front();
    CHECK(view.plausible);
    CHECK(view.drawn == 8);
    CHECK(view.tried > 8);
}
