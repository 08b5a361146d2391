// The verb that tells one truck's story.
#include <fmt/format.h>

#include <iostream>

#include "hanhlang/report/log.hpp"
#include "hanhlang/scenario/load.hpp"
#include "options.hpp"
#include "verbs.hpp"

namespace hanhlang {
namespace {

struct Told {
    Story story;
    std::uint64_t trucks;  // checksum of the traffic
};
Told told(const Scenario& scenario, TruckId truck, const Options& o) {
    Story story{truck};
    const Result result = simulate(scenario, make_plan(scenario), {}, o.seed, o.replication, &story);
    return {std::move(story), result.trucks};
}

}  // namespace

int verb_explain(const CommandLine& words) {
    Options o;
    OptionReader reader{
        o,
        "explain FILE --truck ID [--twin OTHER] [--seed S] [--replication R]",
        "Tells the story of one truck and of its papers: where each hour went, and why. With a\n"
        "twin also that of the same truck in another arm, and the hours of both side by side.",
        {"explain scenarios/ql9/today.yaml --truck imports_general/120",
         "explain scenarios/ql9/today.yaml --truck imports_general/120 --twin "
         "scenarios/ql9/one-stop.yaml"}};
    if (!reader.files().set().truck().read(words, 1, 1)) return 0;
    const Scenario scenario = load(o.files[0], o.settings);
    if (o.truck.empty())
        throw InputError(
            {{{"command line", 0, 0},
              "",
              fmt::format("expected --truck, such as --truck {}/0", scenario.demand.front().name)}});
    const TruckId truck = parse_truck(scenario, o.truck);
    if (o.twin.empty()) {
        std::cout << tell_story(scenario, truck, told(scenario, truck, o).story);
        return 0;
    }
    const Scenario other = load(o.twin, o.settings);
    const TruckId same_truck = parse_truck(other, o.truck);  // streams may stand in another order there
    const Told mine = told(scenario, truck, o);
    const Told twin = told(other, same_truck, o);
    std::cout << fmt::format("In {}\n\n", o.files[0]) << tell_story(scenario, truck, mine.story)
              << fmt::format("Its twin in {}\n\n", o.twin) << tell_story(other, same_truck, twin.story)
              << beside_its_twin(mine.story, twin.story);
    if (mine.trucks != twin.trucks)
        std::cerr << "warning: NOT the same trucks: the arms differ in their traffic\n";
    return 0;
}

}  // namespace hanhlang
