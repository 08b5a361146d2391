// The same for programs.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "hanhlang/report/design.hpp"
#include "table.hpp"

namespace hanhlang {
namespace {

using Json = nlohmann::ordered_json;

Json finite_json(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json ends(const Interval& i) {
    return i.bounded ? Json{finite_json(i.low), finite_json(i.high)} : Json(nullptr);
}
Json measured_json(const Claim& claim, const Varied& varied, const Measured& m) {
    Json one;
    const bool seen = varied.series.n() > 1;
    one["estimate"] = seen ? finite_json(m.estimate) : Json(nullptr);
    one["interval"] = seen ? ends(m.interval) : Json(nullptr);
    one["n"] = varied.series.n();
    one["unit"] = claim.unit;
    if (!varied.invalid.empty()) one["invalid"] = varied.invalid;
    if (varied.overloaded) one["overloaded"] = true;
    return one;
}
Json point_json(const Design& design, const DesignPoint& point) {
    Json at = Json::object();
    for (const auto& [factor, value] : point) at[design.factors[factor].name] = value;
    return at;
}
}  // namespace

std::string sweep_json(const Study& study, const SweepRun& run) {
    const Design& design = *study.design;
    Json all;
    all["study"] = study.file.string();
    all["complete"] = run.complete;
    all["points"] = Json::array();
    for (std::size_t p = 0; p < run.points.size(); ++p) {
        for (std::size_t f = 0; f < design.futures.size(); ++f) {
            Json one;
            one["at"] = point_json(design, run.points[p]);
            one["future"] = design.futures[f].name;
            const SweepCell& cell = run.cells[p][f];
            for (std::size_t i = 0; i < cell.varied.size(); ++i)
                one["metrics"][design.asked[i].id] =
                    measured_json(design.asked[i], cell.varied[i], cell.measured[i]);
            all["points"].push_back(std::move(one));
        }
    }
    all["knees"] = Json::array();
    for (const KneeFound& k : run.knees) {
        all["knees"].push_back({{"where", k.where},
                                {"metric", k.metric},
                                {"along", k.along},
                                {"at", k.knee.at ? Json(*k.knee.at) : Json(nullptr)},
                                {"interval", {finite_json(k.knee.low), finite_json(k.knee.high)}}});
    }
    return all.dump(2) + "\n";
}

std::string search_json(const Study& study, const SearchRun& run) {
    const Design& design = *study.design;
    Json all;
    all["study"] = study.file.string();
    all["complete"] = run.complete;
    all["best"] = run.best ? point_json(design, run.points[*run.best].at) : Json(nullptr);
    all["cost"] = run.best && design.search->cheapest ? Json(run.points[*run.best].cost) : Json(nullptr);
    all["undecided_before"] = run.undecided_before;
    all["alpha"] = run.alpha;
    all["runs"] = run.runs;
    all["points"] = Json::array();
    for (const SearchPoint& point : run.points) {
        Json one{{"at", point_json(design, point.at)},
                 {"proof", to_string(point.proof)},
                 {"because", point.because},
                 {"future", point.future},
                 {"metric", point.metric},
                 {"replications", point.replications}};
        if (design.search->cheapest) one["cost"] = point.cost;
        for (std::size_t f = 0; f < point.measured.size(); ++f) {
            for (std::size_t m = 0; m < point.measured[f].size(); ++m)
                one["measured"].push_back({{"future", design.futures[f].name},
                                           {"metric", design.search->keep[m].metric},
                                           {"estimate", finite_json(point.measured[f][m].estimate)},
                                           {"interval", ends(point.measured[f][m].interval)}});
        }
        all["points"].push_back(std::move(one));
    }
    return all.dump(2) + "\n";
}

std::string sensitivity_json(const Study& study, const SensitivityRun& run) {
    const Design& design = *study.design;
    Json all;
    all["study"] = study.file.string();
    all["complete"] = run.complete;
    all["points"] = run.points;
    all["unusable"] = run.unusable;
    all["of"] = Json::array();
    for (const WhatMatters& one : run.all) {
        Json of{{"id", one.id}, {"unit", one.unit}};
        for (std::size_t k = 0; k < one.screened.size(); ++k) {
            const EffectMeasures& m = one.screened[k];
            of["screened"][design.factors[one.factors[k]].name] = {{"mu", finite_json(m.mean)},
                                                                   {"mu_star", finite_json(m.mean_size)},
                                                                   {"sigma", finite_json(m.sd)},
                                                                   {"error", finite_json(m.size_error)},
                                                                   {"noise", finite_json(m.noise)}};
        }
        for (std::size_t k = 0; one.indices && k < one.of_variance.size(); ++k) {
            const SobolIndex& i = one.indices->inputs[k];
            of["indices"][design.factors[one.of_variance[k]].name] = {
                {"first", finite_json(i.first)},
                {"first_interval", ends(i.first_interval)},
                {"total", finite_json(i.total)},
                {"total_interval", ends(i.total_interval)},
                {"first_saltelli", finite_json(i.first_saltelli)}};
        }
        if (one.indices) of["noise"] = finite_json(one.indices->noise);
        all["of"].push_back(std::move(of));
    }
    return all.dump(2) + "\n";
}

std::string design_manifest(const Study& study, const std::string& version, const std::string& command) {
    Json all{{"version", version}, {"command", command}, {"study", study.file.string()}};
    for (const Study::Arm& arm : study.arms) all["arms"][arm.name] = arm.scenario.hash;
    return all.dump(2) + "\n";
}

std::string sweep_csv(const Study& study, const SweepRun& run) {
    const Design& design = *study.design;
    std::string text;
    for (const std::size_t i : design.sweep->of) text += csv(design.factors[i].name) + ",";
    text += "future,metric,replication,value\n";
    for (std::size_t p = 0; p < run.points.size(); ++p) {
        for (std::size_t f = 0; f < design.futures.size(); ++f) {
            std::string at;
            for (const std::size_t i : design.sweep->of) at += csv(run.points[p].at(i)) + ",";
            at += csv(design.futures[f].name) + ",";
            const SweepCell& cell = run.cells[p][f];
            for (std::size_t i = 0; i < cell.varied.size(); ++i) {
                const auto& values = cell.varied[i].series.treatment;
                for (std::size_t r = 0; r < values.size(); ++r)
                    text += fmt::format("{}{},{},{}\n", at, csv(design.asked[i].id),
                                        cell.varied[i].series.replications[r], values[r]);
            }
        }
    }
    return text;
}

}  // namespace hanhlang
