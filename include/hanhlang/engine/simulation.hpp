// The event loop: a clock, an agenda, and the processes it owns.
// Rule: everything that happens at time t because of something at t happens first-in first-out, before the
// next agenda entry of t.
#pragma once

#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "hanhlang/base/time.hpp"
#include "hanhlang/engine/agenda.hpp"
#include "hanhlang/engine/process.hpp"
#include "hanhlang/engine/waiter.hpp"

namespace hanhlang {

/// Names a spawned process for as long as it lives, and nothing afterwards.
struct ProcessId {
    std::uint32_t process = 0;
    std::uint64_t birth = 0;
};

class Simulation {
 public:
    explicit Simulation(Time start) : start_(start) {}
    Simulation(const Simulation&) = delete;
    Simulation& operator=(const Simulation&) = delete;
    ~Simulation() { close(); }

    Time now() const { return time_of(now_); }

    /// Takes the process over and runs it first at this instant, after what is already due now.
    ProcessId spawn(Process<> process);

    /// Ends a process wherever it waits: its scopes give back what they took, its places in queues are left.
    /// Nothing happens when it has already ended. A process cannot cancel itself.
    void cancel(ProcessId id);
    bool alive(ProcessId id) const;

    /// Runs what is due up to and including `end`; rethrows what a spawned process threw.
    void run_until(Time end);

    /// True when nothing is left to happen.
    bool idle() const { return agenda_.empty() && ready_.empty(); }

    /// Destroys every process, newest first. Also called by the first resource that dies.
    void close();
    bool closing() const { return closing_; }

    /// Resumptions so far: what benches call events.
    std::uint64_t events() const { return events_; }
    std::size_t processes() const { return alive_; }

    class Sleep;
    /// `co_await simulation.delay(d)`: d is not negative; a delay of zero does not suspend.
    Sleep delay(Duration duration, Order order = Order::process);
    /// `co_await simulation.until(t)`: t is not in the past.
    Sleep until(Time time, Order order = Order::process);

    class Settled;
    /// `co_await simulation.settled()`: goes on when all else that is due at this millisecond has happened.
    Settled settled();

    // ---- for awaiters ----

    /// Suspends the process of `promise` in `leaf`; something else must wake it.
    void suspend(const Promise& promise, std::coroutine_handle<> leaf) {
        slots_[promise.process].leaf = leaf;
    }
    /// Puts the process on the agenda; an earlier entry of the same process is forgotten.
    void schedule(std::uint32_t process, std::int64_t at, Order order = Order::process) {
        slots_[process].pending = agenda_.push(at, order, process);
    }
    /// Forgets the agenda entry of the process.
    void unschedule(std::uint32_t process) { slots_[process].pending = 0; }
    /// What a process waits for is here: it leaves all its other queues and runs at this instant.
    void wake(Waiter& waiter);
    /// The chain of things the process waits for, replaced by `first`; null when it waits for time alone.
    void waits_for(std::uint32_t process, Waiter* first) { slots_[process].waiting = first; }
    /// Milliseconds since the start.
    std::int64_t clock() const { return now_; }
    std::int64_t clock_of(Time time) const { return (time - start_).count(); }
    Time time_of(std::int64_t clock) const { return start_ + Duration{clock}; }

 private:
    friend struct Promise;
    struct Slot {
        std::coroutine_handle<> leaf;  // what to resume
        std::uint64_t pending = 0;     // sequence of the wake-up that counts; any other is stale
        Waiter* waiting = nullptr;
        Process<>::Handle root;
        std::uint64_t birth = 0;  // 0: nobody lives here
    };
    struct Ready {
        std::uint32_t process;
        std::uint64_t sequence;
    };

    void make_ready(std::uint32_t process);
    void resume(std::uint32_t process);
    bool next_due(std::int64_t last, std::uint32_t& process);
    void leave(std::uint32_t process);
    [[noreturn]] void fail();
    void destroy(std::uint32_t process);

    Time start_;
    std::int64_t now_ = 0;
    Agenda agenda_;
    std::vector<Ready> ready_;  // what is due now, from ready_at_ on; empty when nothing is
    std::size_t ready_at_ = 0;
    std::uint64_t ready_sequence_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_slots_;
    std::coroutine_handle<> next_;
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};
    std::uint32_t running_ = nobody;
    std::uint32_t failed_ = nobody;  // a spawned process that has just ended with an error
    std::uint64_t births_ = 0;
    std::uint64_t events_ = 0;
    std::size_t alive_ = 0;
    bool closing_ = false;
};

/// A wait for a time, alone or as one of the things of first_of.
class Simulation::Sleep {
 public:
    Sleep(Simulation& simulation, std::int64_t at, Order order)
        : simulation_(&simulation), at_(at), order_(order) {}

    bool await_ready() const { return at_ == simulation_->clock(); }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        simulation_->suspend(leaf.promise(), leaf);
        simulation_->schedule(leaf.promise().process, at_, order_);
    }
    void await_resume() const {}

    // one of several things
    bool ready() const { return await_ready(); }
    void enlist(std::uint32_t process, Waiter*&) { simulation_->schedule(process, at_, order_); }
    bool came() const { return simulation_->clock() >= at_; }
    void withdraw() const {}
    Simulation& simulation() const { return *simulation_; }

 private:
    Simulation* simulation_;
    std::int64_t at_;
    Order order_;
};

/// For who must see everybody that comes at one moment, such as a barrier that is about to open.
class Simulation::Settled {
 public:
    explicit Settled(Simulation& simulation) : simulation_(simulation) {}
    bool await_ready() const { return false; }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        simulation_.suspend(leaf.promise(), leaf);
        simulation_.schedule(leaf.promise().process, simulation_.clock(), Order::settled);
    }
    void await_resume() const {}

 private:
    Simulation& simulation_;
};
inline Simulation::Settled Simulation::settled() {
    return Settled{*this};
}

inline Simulation::Sleep Simulation::delay(Duration duration, Order order) {
    assert(duration >= Duration::zero());
    return {*this, now_ + std::min(duration.count(), static_cast<std::int64_t>(longest_ms)), order};
}

inline Simulation::Sleep Simulation::until(Time time, Order order) {
    assert(clock_of(time) >= now_);
    return {*this, clock_of(time), order};
}

inline void Simulation::make_ready(std::uint32_t process) {
    Slot& slot = slots_[process];
    slot.pending = ++ready_sequence_ | (std::uint64_t{1} << 63);
    ready_.push_back({process, slot.pending});
}

inline void Simulation::wake(Waiter& waiter) {
    for (Waiter* other = slots_[waiter.process].waiting; other; other = other->sibling) other->leave();
    slots_[waiter.process].waiting = nullptr;
    make_ready(waiter.process);
}

/// Nobody lives in the slot from now on.
inline void Simulation::leave(std::uint32_t process) {
    slots_[process].pending = 0;
    slots_[process].birth = 0;
    --alive_;
}

inline bool Promise::end() noexcept {
    if (awaited_by) {
        simulation->next_ = awaited_by;
        return false;
    }
    if (error) [[unlikely]] {
        simulation->failed_ = process;
        return false;
    }
    simulation->leave(process);
    simulation->free_slots_.push_back(process);
    return true;
}

inline void Promise::start(std::coroutine_handle<> child) const noexcept {
    simulation->next_ = child;
}

/// `co_await first_of(a, b, …)`: waits for the first of several named awaiters (until, acquire, wait, get);
/// gives the index of the one that came, the lowest when several are there at once. The others are withdrawn.
template <class... Awaiters>
class FirstOf {
 public:
    explicit FirstOf(Awaiters&... awaiters) : awaiters_(awaiters...) {}

    bool await_ready() {
        came_ = first_where([](auto& awaiter) { return awaiter.ready(); });
        return came_ >= 0;
    }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        Simulation& simulation = *leaf.promise().simulation;
        simulation.suspend(leaf.promise(), leaf);
        Waiter* chain = nullptr;
        std::apply([&](auto&... awaiter) { (awaiter.enlist(leaf.promise().process, chain), ...); },
                   awaiters_);
        simulation.waits_for(leaf.promise().process, chain);
        simulation_ = &simulation;
        process_ = leaf.promise().process;
    }
    int await_resume() {
        if (came_ < 0) {
            simulation_->waits_for(process_, nullptr);
            came_ = first_where([](auto& awaiter) { return awaiter.came(); });
            std::apply([](auto&... awaiter) { (withdraw(awaiter), ...); }, awaiters_);
        }
        assert(came_ >= 0);
        return came_;
    }

 private:
    template <class Awaiter>
    static void withdraw(Awaiter& awaiter) {
        if (!awaiter.came()) awaiter.withdraw();
    }
    template <class Predicate>
    int first_where(Predicate predicate) {
        int index = 0;
        int found = -1;
        std::apply(
            [&](auto&... awaiter) {
                ((found < 0 && predicate(awaiter) ? void(found = index) : void(), ++index), ...);
            },
            awaiters_);
        return found;
    }

    std::tuple<Awaiters&...> awaiters_;
    Simulation* simulation_ = nullptr;
    std::uint32_t process_ = 0;
    int came_ = -1;
};

template <class... Awaiters>
FirstOf<Awaiters...> first_of(Awaiters&... awaiters) {
    return FirstOf<Awaiters...>{awaiters...};
}

}  // namespace hanhlang
