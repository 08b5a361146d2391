#include "hanhlang/model/simulate.hpp"

#include "world.hpp"

namespace hanhlang {

Result simulate(const Scenario& scenario, const Plan& plan, const std::vector<Metric>& metrics,
                std::uint64_t seed, std::uint32_t replication, Sink* sink) {
    Recorder recorder{scenario, plan, metrics};
    World world{scenario, plan, recorder, seed, replication, sink};
    world.run();
    Result result = recorder.finish();
    result.events = world.events();
    result.trips = world.trips();
    result.unfinished = world.unfinished();
    result.trucks = world.trucks();
    result.deadlock = world.deadlock();
    return result;
}

}  // namespace hanhlang
