#include "hanhlang/study/farm.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hanhlang {

bool run_tasks(const Farm& farm, std::size_t tasks, const std::function<void(std::size_t)>& task) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex;  // guards done, error and the progress line
    std::size_t done = 0;
    std::exception_ptr error;
    const auto work = [&] {
        while (!failed && !(farm.stop && *farm.stop)) {
            const std::size_t i = next++;
            if (i >= tasks) return;
            try {
                task(i);
            } catch (...) {
                const std::scoped_lock lock(mutex);
                if (!error) error = std::current_exception();
                failed = true;
                return;
            }
            const std::scoped_lock lock(mutex);
            ++done;
            if (farm.progress) farm.progress(done, tasks);
        }
    };
    {
        const std::size_t threads = std::min<std::size_t>(std::max(1U, farm.jobs), tasks);
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
        work();
    }
    if (error) std::rethrow_exception(error);
    return done == tasks;
}

}  // namespace hanhlang
