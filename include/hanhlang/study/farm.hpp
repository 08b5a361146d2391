// Runs independent tasks on several threads.
// Rule: what a task computes depends on its number alone, so the outcome is the same for any number of
// threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace hanhlang {

struct Farm {
    unsigned jobs = 1;                                       // threads, at least 1
    const std::atomic<bool>* stop = nullptr;                 // once true, no further task is begun
    std::function<void(std::size_t, std::size_t)> progress;  // (done, total); called one at a time
};

/// Calls task(i) once for every i < tasks, unless stopped; rethrows the first exception of a task.
/// True when every task has run.
bool run_tasks(const Farm& farm, std::size_t tasks, const std::function<void(std::size_t)>& task);

}  // namespace hanhlang
