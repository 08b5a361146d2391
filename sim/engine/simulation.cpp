#include "hanhlang/engine/simulation.hpp"

#include <algorithm>

namespace hanhlang {
namespace {

constexpr std::size_t beyond_caches = 2000;  // processes of a kilobyte or so

}  // namespace

ProcessId Simulation::spawn(Process<> process) {
    assert(!closing_);
    std::uint32_t index = 0;
    if (free_slots_.empty()) {
        index = static_cast<std::uint32_t>(slots_.size());
        slots_.emplace_back();
    } else {
        index = free_slots_.back();
        free_slots_.pop_back();
    }
    const auto handle = std::move(process).release();
    handle.promise().simulation = this;
    handle.promise().process = index;
    slots_[index] = {handle, 0, nullptr, handle, ++births_};
    ++alive_;
    make_ready(index);
    return {index, births_};
}

bool Simulation::alive(ProcessId id) const {
    return id.birth != 0 && id.process < slots_.size() && slots_[id.process].birth == id.birth;
}

void Simulation::destroy(std::uint32_t process) {
    const Process<>::Handle root = slots_[process].root;
    leave(process);
    root.destroy();  // the frames' destructors leave the queues and give back what they held
    if (!closing_) free_slots_.push_back(process);
}

void Simulation::cancel(ProcessId id) {
    if (!alive(id)) return;
    assert(id.process != running_);
    destroy(id.process);
}

void Simulation::fail() {
    const std::uint32_t process = std::exchange(failed_, nobody);
    const std::exception_ptr error = slots_[process].root.promise().error;
    destroy(process);
    std::rethrow_exception(error);
}

inline void Simulation::resume(std::uint32_t process) {
    ++events_;
    running_ = process;
    slots_[process].pending = 0;
    std::coroutine_handle<> next = slots_[process].leaf;
    do {
        next_ = nullptr;
        next.resume();
        next = next_;
    } while (next);
    running_ = nobody;
    if (failed_ != nobody) [[unlikely]]
        fail();
}

/// What runs next: who is ready, first-in first-out, then the agenda up to `last`.
inline bool Simulation::next_due(std::int64_t last, std::uint32_t& process) {
    while (!ready_.empty()) {
        const Ready ready = ready_[ready_at_++];
        if (ready_at_ == ready_.size()) {
            ready_.clear();
            ready_at_ = 0;
        }
        if (slots_[ready.process].pending != ready.sequence) continue;
        process = ready.process;
        return true;
    }
    while (!agenda_.empty()) {
        const Agenda::Entry entry = agenda_.top();
        if (entry.at > last) break;
        agenda_.pop();
        if (slots_[entry.process].pending != entry.sequence) continue;
        now_ = entry.at;
        process = entry.process;
        if (slots_.size() < beyond_caches) return true;
        // What comes next is fetched while this one runs.
        const char* const frame = static_cast<const char*>(slots_[agenda_.next()].leaf.address());
        for (std::size_t line = 0; line < 8; ++line) __builtin_prefetch(frame + 64 * line);
        return true;
    }
    return false;
}

void Simulation::run_until(Time end) {
    const std::int64_t last = clock_of(end);
    assert(last >= now_);
    std::uint32_t process = nobody;
    while (next_due(last, process)) resume(process);
    now_ = last;
}

void Simulation::close() {
    if (closing_) return;
    closing_ = true;
    agenda_.clear();
    ready_.clear();
    ready_at_ = 0;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> living;
    for (std::uint32_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].birth != 0) living.emplace_back(slots_[i].birth, i);
    }
    std::sort(living.rbegin(), living.rend());
    for (const auto& [birth, process] : living) destroy(process);
}

}  // namespace hanhlang
