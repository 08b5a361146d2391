// Things that are put down and taken away: containers in a stack, permits in a tray.
// Rule: both sides wait first-come first-served; a thing put down goes to who waits longest, at once.
#pragma once

#include <deque>
#include <limits>
#include <optional>

#include "hanhlang/engine/simulation.hpp"

namespace hanhlang {

template <class T>
class Store {
 public:
    explicit Store(Simulation& simulation, std::size_t capacity = std::numeric_limits<std::size_t>::max())
        : simulation_(simulation), capacity_(capacity) {
        assert(capacity > 0);
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store() { simulation_.close(); }

    std::size_t size() const { return things_.size(); }

    class Get;
    class Put;
    /// `T thing = co_await store.get();`
    Get get() { return Get{*this}; }
    /// `co_await store.put(thing);` waits while the store is full.
    Put put(T thing) { return Put{*this, std::move(thing)}; }

 private:
    struct Taker : Waiter {
        std::optional<T> thing;
    };
    struct Giver : Waiter {
        explicit Giver(T given) : thing(std::move(given)) {}
        std::optional<T> thing;  // empty once it is in the store
    };

    void take_into(Taker& taker) {
        taker.thing.emplace(std::move(things_.front()));
        things_.pop_front();
        if (auto* const giver = static_cast<Giver*>(givers_.first())) {
            things_.push_back(*std::exchange(giver->thing, std::nullopt));
            giver->leave();
            simulation_.wake(*giver);
        }
    }
    bool hand_over(T& thing) {
        auto* const taker = static_cast<Taker*>(takers_.first());
        if (!taker) return false;
        taker->thing.emplace(std::move(thing));
        taker->leave();
        simulation_.wake(*taker);
        return true;
    }
    void accept(T thing) {
        if (!hand_over(thing)) things_.push_back(std::move(thing));
    }
    void give_back(T thing) {
        if (!hand_over(thing)) things_.push_front(std::move(thing));
    }

    Simulation& simulation_;
    std::size_t capacity_;
    std::deque<T> things_;
    WaitList takers_;
    WaitList givers_;
};

template <class T>
class Store<T>::Get {
 public:
    explicit Get(Store& store) : store_(store) {}
    Get(const Get&) = delete;
    Get& operator=(const Get&) = delete;
    /// A thing that came and was never taken goes to who waits next, or back to the front of the store.
    ~Get() {
        if (taker_.thing && !store_.simulation_.closing()) store_.give_back(*std::exchange(taker_.thing, {}));
    }

    bool await_ready() { return ready(); }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        store_.simulation_.suspend(leaf.promise(), leaf);
        taker_.process = leaf.promise().process;
        store_.takers_.append(taker_);
    }
    T await_resume() { return take(); }

    bool ready() {
        if (store_.things_.empty()) return false;
        store_.take_into(taker_);
        return true;
    }
    void enlist(std::uint32_t process, Waiter*& chain) {
        taker_.process = process;
        taker_.sibling = std::exchange(chain, &taker_);
        store_.takers_.append(taker_);
    }
    bool came() const { return taker_.thing.has_value(); }
    void withdraw() { taker_.leave(); }
    T take() { return *std::exchange(taker_.thing, std::nullopt); }

 private:
    Store& store_;
    Taker taker_;
};

template <class T>
class Store<T>::Put {
 public:
    Put(Store& store, T thing) : store_(store), giver_(std::move(thing)) {}
    Put(const Put&) = delete;
    Put& operator=(const Put&) = delete;

    bool await_ready() { return ready(); }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        store_.simulation_.suspend(leaf.promise(), leaf);
        giver_.process = leaf.promise().process;
        store_.givers_.append(giver_);
    }
    void await_resume() const {}

    bool ready() {
        if (store_.things_.size() >= store_.capacity_) return false;
        store_.accept(*std::exchange(giver_.thing, std::nullopt));
        return true;
    }
    void enlist(std::uint32_t process, Waiter*& chain) {
        giver_.process = process;
        giver_.sibling = std::exchange(chain, &giver_);
        store_.givers_.append(giver_);
    }
    bool came() const { return !giver_.thing.has_value(); }
    void withdraw() { giver_.leave(); }

 private:
    Store& store_;
    Giver giver_;
};

}  // namespace hanhlang
