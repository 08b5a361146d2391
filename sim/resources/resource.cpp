#include "hanhlang/resources/resource.hpp"

#include <algorithm>

#include "hanhlang/resources/crowd.hpp"

namespace hanhlang {

Resource::Resource(Simulation& simulation, std::int64_t capacity, ResourceRules rules)
    : simulation_(simulation), rules_(rules), capacity_(capacity) {
    assert(capacity >= 0);
    levels_.push_back(std::make_unique<Level>());
    levels_.front()->priority = 0;
}

Resource::~Resource() {
    simulation_.close();
}

Crowd& Resource::crowd() {
    if (!crowd_) crowd_ = std::make_unique<Crowd>(simulation_, *this);
    return *crowd_;
}

void Resource::catch_up_crowd() {
    if (simulation_.closing()) return;
    crowd_->catch_up(simulation_.clock());
    crowd_->settle();
}

Time Resource::moment() const {
    return crowd_ && crowd_->moment_ != Crowd::never ? simulation_.time_of(crowd_->moment_)
                                                     : simulation_.now();
}

void Resource::settle_crowd() {
    crowd_->settle();
}

WaitList& Resource::other_level(int priority) {
    const auto at = std::find_if(levels_.begin(), levels_.end(),
                                 [&](const auto& level) { return level->priority <= priority; });
    if (at != levels_.end() && (*at)->priority == priority) return (*at)->queue;
    auto added = std::make_unique<Level>();
    added->priority = priority;
    return (*levels_.insert(at, std::move(added)))->queue;
}

void Resource::enqueue(Place& place) {
    if (place.ticket == 0) place.ticket = ++tickets_;
    stand_in_turn(place);
    if (crowd_ && !place.crowd) crowd_->settle();
}

void Resource::stand_in_turn(Place& place) {
    WaitList& queue = level(place.priority);
    Waiter* next = nullptr;
    if (place.work) {  // preempted, it goes back to where it was: before everybody who asked later
        next = queue.first();
        while (next && static_cast<Place*>(next)->ticket < place.ticket) next = WaitList::after(*next);
    }
    queue.insert_before(next, place);
}

std::int64_t Resource::queued() const {
    std::uint64_t all = urgent_.size() + stopped_.size();
    for (const auto& level : levels_) all += level->queue.size();
    return static_cast<std::int64_t>(all);
}

Resource::Place* Resource::head() {
    if (!urgent_.empty()) return static_cast<Place*>(urgent_.first());
    for (const auto& level : levels_) {
        if (!level->queue.empty()) return static_cast<Place*>(level->queue.first());
    }
    return nullptr;
}

inline void Resource::grant(Place& place) {
    place.leave();
    ++held_;
    if (place.work) {
        go_on(*place.work);
    } else if (place.crowd) {
        place.crowd->begins();
    } else {
        assert(moment() == simulation_.now());
        place.granted = true;
        simulation_.wake(place);
    }
}

void Resource::dispatch() {
    while (held_ < capacity_ || rules_.preemptive) {
        Place* const place = head();
        if (!place || (held_ >= capacity_ && !makes_room(place->priority))) return;
        grant(*place);
    }
}

/// Preemptive: stops a work of a lower priority than this, if there is one.
bool Resource::makes_room(int priority) {
    if (held_ > capacity_) return false;
    Work* const least = least_work();
    if (!least || least->place_.priority >= priority) return false;
    stop(*least, rules_.interrupted);
    return true;
}

/// A work that can be stopped begins; perhaps a higher priority has come since its unit was granted.
void Resource::begin(Place& work) {
    working_.append(work);
    if (rules_.preemptive && anybody_waits()) dispatch();
}

/// A work that was stopped has its unit again.
void Resource::go_on(Work& work) {
    work.stopped_ = false;
    work.pauses_->back().to = simulation_.now();
    work.hold_.resource_ = this;
    work.ends_ = simulation_.clock() + work.duration_;
    simulation_.schedule(work.place_.process, work.ends_);
    working_.append(work.place_);
}

/// The work in hand that gives way first: the lowest priority, of these the one started last.
Resource::Work* Resource::least_work() {
    Work* least = nullptr;
    for (Waiter* at = working_.first(); at; at = WaitList::after(*at)) {
        Work* const work = static_cast<Place*>(at)->work;
        if (work->ends_ == simulation_.clock()) continue;
        if (!least || work->place_.priority <= least->place_.priority) least = work;
    }
    return least;
}

/// Takes the unit away from a work, which waits from now on.
void Resource::stop(Work& work, Interrupted how) {
    if (how == Interrupted::resume) work.duration_ = work.ends_ - simulation_.clock();
    work.stopped_ = true;
    if (!work.pauses_) work.pauses_ = std::make_unique<std::vector<Pause>>();
    work.pauses_->push_back({simulation_.now(), {}});
    work.hold_.resource_ = nullptr;
    work.place_.leave();
    simulation_.unschedule(work.place_.process);
    --held_;
    enqueue(work.place_);
}

/// Works stop while more than `most` units are held.
void Resource::set_capacity(std::int64_t capacity, std::int64_t most, Closing how, Interrupted interrupted) {
    assert(capacity >= 0 && most >= capacity && (how == Closing::finish || may_stop()));
    if (crowd_) {  // a calendar changes before anything else of its millisecond
        crowd_->catch_up(simulation_.clock() - 1);
        crowd_->closes();
    }
    const bool rises = capacity > capacity_;
    capacity_ = capacity;
    if (rises) {
        while (!stopped_.empty()) {
            auto& place = static_cast<Place&>(*stopped_.first());
            place.leave();
            if (rules_.preemptive) {
                stand_in_turn(place);
            } else {
                urgent_.append(place);
            }
        }
        dispatch();
    } else if (how != Closing::finish) {
        WaitList& line = how == Closing::suspend ? stopped_ : urgent_;
        Waiter* before = line.first();  // what stops now stands together, in order of its start
        while (held_ > most) {
            Work* const work = least_work();
            if (!work) break;
            stop(*work, interrupted);
            if (rules_.preemptive && how != Closing::suspend) continue;
            work->place_.leave();
            line.insert_before(before, work->place_);
            before = &work->place_;
        }
    }
    changed();
    if (crowd_) crowd_->settle();
}

}  // namespace hanhlang
