// Loading and checking a scenario, against yaml-cpp alone, which reads the same bytes and keeps nothing.
// Rule: what is timed is what `hanhlang check` does before it prints. Usage: bench_load FILE
// [BENCHMARK-OPTION…]
#include <benchmark/benchmark.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <iostream>
#include <sstream>

#include "hanhlang/model/plan.hpp"
#include "hanhlang/scenario/load.hpp"

namespace hanhlang::bench {
namespace {

/// Counts the texts, so that there is something to read them for.
class Counter : public YAML::EventHandler {
 public:
    std::size_t texts = 0;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {
        ++texts;
    }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

std::size_t parser_alone(const std::string& file) {
    std::istringstream in{read_text(file)};
    Counter counter;
    YAML::Parser{in}.HandleNextDocument(counter);
    return counter.texts;
}

std::size_t load_and_check(const std::string& file) {
    const Scenario scenario = load(file);
    const Plan plan = make_plan(scenario);
    return warnings(scenario, plan).size() + scenario.roads.size();
}

template <class Run>
void time(const char* name, Run run) {
    benchmark::RegisterBenchmark(name, [run](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(run());
    })->Unit(benchmark::kSecond);
}

}  // namespace
}  // namespace hanhlang::bench

int main(int count, char** words) {
    using namespace hanhlang::bench;
    if (count < 2) {
        std::cerr << "usage: bench_load FILE [BENCHMARK-OPTION…]\n";
        return 2;
    }
    const std::string file = words[1];
    time("parser_alone", [&] { return parser_alone(file); });
    time("load_and_check", [&] { return load_and_check(file); });
    benchmark::Initialize(&count, words);
    benchmark::RunSpecifiedBenchmarks();
}
