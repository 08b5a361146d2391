// Identical units that processes hold one at a time: officers of a team, bays, slots of a yard.
// Rule: a freed unit goes to the head of the queue at once; nobody who asks at that instant can barge in.
//
// The queue is ordered by priority (the highest first), then first-come first-served.
// What becomes of the work in hand stands in rules.hpp.
#pragma once

#include <algorithm>
#include <memory>

#include "hanhlang/engine/simulation.hpp"
#include "hanhlang/resources/rules.hpp"

namespace hanhlang {

class Crowd;

class Resource {
 public:
    /// `capacity` units, at least 0. The simulation must outlive the resource.
    Resource(Simulation& simulation, std::int64_t capacity, ResourceRules rules = {});
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;
    ~Resource();

    class Hold;
    class Acquire;
    class Work;

    /// `auto hold = co_await resource.acquire(priority);`
    Acquire acquire(int priority = 0);

    /// A shift begins or ends.
    void set_capacity(std::int64_t capacity) {
        set_capacity(capacity, capacity, rules_.closing, rules_.interrupted);
    }
    /// Units come in the middle of a shift, or go, each when what it has in hand is done.
    void resize(std::int64_t capacity) {
        set_capacity(capacity, capacity, Closing::finish, rules_.interrupted);
    }
    /// Units break down, or are repaired: so many are whole, on duty or not, and `capacity` of them on duty.
    void break_down(std::int64_t capacity, std::int64_t whole) {
        set_capacity(capacity, whole, Closing::hand_over, rules_.broken_down);
    }

    /// Nobody works: what is in hand stops, and goes on first when capacity next rises. Units must be such as
    /// may break down, or their rule for closing must not be to finish.
    void stand_still() { set_capacity(0, 0, Closing::suspend, Interrupted::resume); }

    std::int64_t capacity() const { return capacity_; }
    std::int64_t held() const { return held_; }
    std::int64_t queued() const;  // those who ask, and works that were stopped
    bool full() const { return held_ >= capacity_; }

    /// Customers without a process; not where work may_stop().
    Crowd& crowd();
    bool may_stop() const {
        return rules_.closing != Closing::finish || rules_.preemptive || rules_.breaks_down;
    }
    /// What became of them until now: before held() is asked, or what a watcher has kept.
    void catch_up() {
        if (crowd_) [[unlikely]]
            catch_up_crowd();
    }

    /// Calls `watcher(context, *this)` after every change of capacity() or held(), which happened at
    /// moment(): now, or earlier where there is a crowd.
    void watch(void (*watcher)(void*, const Resource&), void* context) {
        watcher_ = watcher;
        context_ = context;
    }
    Time moment() const;

 private:
    friend class Crowd;
    struct Place : Waiter {
        explicit Place(int rank) : priority(rank) {}
        int priority;
        std::uint64_t ticket = 0;  // order of asking
        Work* work = nullptr;      // an interrupted work that waits to go on
        Crowd* crowd = nullptr;    // whose first customer waits here
        bool granted = false;
    };
    struct Level {
        int priority;
        WaitList queue;
    };

    bool take_now(Place& place);
    bool makes_room(int priority);
    void enqueue(Place& place);
    void stand_in_turn(Place& place);
    void release();
    void give_back();
    void catch_up_crowd();
    void settle_crowd();
    void dispatch();
    void grant(Place& place);
    void begin(Place& work);
    void go_on(Work& work);
    WaitList& level(int priority) {
        return levels_.front()->priority == priority ? levels_.front()->queue : other_level(priority);
    }
    WaitList& other_level(int priority);
    Place* head();
    bool anybody_waits() const {
        return !urgent_.empty() || std::any_of(levels_.begin(), levels_.end(),
                                               [](const auto& one) { return !one->queue.empty(); });
    }
    Work* least_work();
    void set_capacity(std::int64_t capacity, std::int64_t most, Closing how, Interrupted work);
    void stop(Work& work, Interrupted how);
    void changed() const {
        if (watcher_) watcher_(context_, *this);
    }

    Simulation& simulation_;
    ResourceRules rules_;
    std::int64_t capacity_;
    std::int64_t held_ = 0;
    std::uint64_t tickets_ = 0;
    std::vector<std::unique_ptr<Level>> levels_;  // highest priority first
    WaitList urgent_;                             // stopped works that go first; empty when preemptive
    WaitList stopped_;                            // suspended until capacity rises
    WaitList working_;                            // works that can be stopped, in order of their start
    void (*watcher_)(void*, const Resource&) = nullptr;
    void* context_ = nullptr;
    std::unique_ptr<Crowd> crowd_;  // null nearly always
};

/// One unit, given back when the scope ends.
class [[nodiscard]] Resource::Hold {
 public:
    Hold() = default;
    Hold(Hold&& other) noexcept
        : resource_(std::exchange(other.resource_, nullptr)),
          priority_(other.priority_),
          ticket_(other.ticket_) {}
    Hold& operator=(Hold&& other) noexcept {
        release();
        resource_ = std::exchange(other.resource_, nullptr);
        priority_ = other.priority_;
        ticket_ = other.ticket_;
        return *this;
    }
    ~Hold() { release(); }

    explicit operator bool() const { return resource_ != nullptr; }
    const Resource* resource() const { return resource_; }  // null when it holds nothing
    void release() {
        if (Resource* resource = std::exchange(resource_, nullptr)) resource->release();
    }

    /// `co_await hold.work(d)`: works for d of the unit's own time; gives the pauses that came on top.
    Work work(Duration duration);

 private:
    friend class Resource;
    Hold(Resource& resource, const Place& place)
        : resource_(&resource), priority_(place.priority), ticket_(place.ticket) {}
    Resource* resource_ = nullptr;
    int priority_ = 0;
    std::uint64_t ticket_ = 0;
};

/// A request, to be awaited alone or in first_of; then take() gives the unit if it came.
class Resource::Acquire {
 public:
    Acquire(Resource& resource, int priority) : resource_(resource), place_(priority) {}
    Acquire(const Acquire&) = delete;
    Acquire& operator=(const Acquire&) = delete;
    ~Acquire() {
        if (place_.granted && !resource_.simulation_.closing()) resource_.release();
    }

    bool await_ready() { return ready(); }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        resource_.simulation_.suspend(leaf.promise(), leaf);
        place_.process = leaf.promise().process;
        resource_.enqueue(place_);
    }
    Hold await_resume() { return take(); }

    /// Takes a unit that is free; may be asked before the request is awaited.
    [[gnu::always_inline]] bool ready() { return place_.granted || resource_.take_now(place_); }
    void enlist(std::uint32_t process, Waiter*& chain) {
        place_.process = process;
        place_.sibling = chain;
        chain = &place_;
        resource_.enqueue(place_);
    }
    bool came() const { return place_.granted; }
    void withdraw() { place_.leave(); }
    const Resource& resource() const { return resource_; }
    Hold take() {
        assert(place_.granted);
        place_.granted = false;
        return Hold{resource_, place_};
    }

 private:
    Resource& resource_;
    Place place_;
};

class Resource::Work {
 public:
    Work(Hold& hold, Duration duration)
        : resource_(*hold.resource_), hold_(hold), duration_(duration.count()), place_(hold.priority_) {
        place_.ticket = hold.ticket_;
        place_.work = this;
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    bool await_ready() const { return duration_ == 0; }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        Simulation& simulation = resource_.simulation_;
        place_.process = leaf.promise().process;
        ends_ = simulation.clock() + duration_;
        simulation.suspend(leaf.promise(), leaf);
        simulation.schedule(place_.process, ends_);
        if (resource_.may_stop()) resource_.begin(place_);
    }
    Pauses await_resume() {
        if (place_.waits()) place_.leave();
        return std::move(pauses_);
    }

 private:
    friend class Resource;
    Resource& resource_;
    Hold& hold_;
    std::int64_t duration_;  // still to do
    std::int64_t ends_ = 0;
    bool stopped_ = false;
    Pauses pauses_;
    Place place_;
};

inline Resource::Acquire Resource::acquire(int priority) {
    return {*this, priority};
}
inline Resource::Work Resource::Hold::work(Duration duration) {
    return {*this, duration};
}

inline bool Resource::take_now(Place& place) {
    if (crowd_) [[unlikely]]
        catch_up();
    if (held_ >= capacity_ && !(rules_.preemptive && makes_room(place.priority))) return false;
    place.ticket = ++tickets_;
    place.granted = true;
    ++held_;
    changed();
    return true;
}

inline void Resource::give_back() {
    const std::int64_t before = held_--;
    if (anybody_waits()) dispatch();
    if (held_ != before) changed();
}

inline void Resource::release() {
    if (simulation_.closing()) return;
    if (crowd_) [[unlikely]]
        catch_up();
    give_back();
    if (crowd_) [[unlikely]]
        settle_crowd();
}

}  // namespace hanhlang
