// Something that happens once and that many may wait for: a paper is ready, a gate has opened.
// Rule: who waits when it happens runs at that instant, first-in first-out; who comes later does not wait.
#pragma once

#include "hanhlang/engine/simulation.hpp"

namespace hanhlang {

class Signal {
 public:
    explicit Signal(Simulation& simulation) : simulation_(simulation) {}
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    /// A signal may die before the simulation, when nobody waits for it any more.
    ~Signal() {
        if (!waiting_.empty()) simulation_.close();
    }

    void happen() {
        happened_ = true;
        while (auto* const waiter = static_cast<Listener*>(waiting_.first())) {
            waiter->came = true;
            waiter->leave();
            simulation_.wake(*waiter);
        }
    }
    /// From now on processes wait again.
    void reset() { happened_ = false; }
    bool happened() const { return happened_; }

 private:
    struct Listener : Waiter {
        bool came = false;
    };

 public:
    class Wait {
     public:
        explicit Wait(Signal& signal) : signal_(signal) {}
        bool await_ready() const { return ready(); }
        template <std::derived_from<Promise> P>
        void await_suspend(std::coroutine_handle<P> leaf) {
            signal_.simulation_.suspend(leaf.promise(), leaf);
            waiter_.process = leaf.promise().process;
            signal_.waiting_.append(waiter_);
        }
        void await_resume() const {}

        bool ready() const { return signal_.happened_; }
        void enlist(std::uint32_t process, Waiter*& chain) {
            waiter_.process = process;
            waiter_.sibling = std::exchange(chain, &waiter_);
            signal_.waiting_.append(waiter_);
        }
        bool came() const { return waiter_.came; }
        void withdraw() { waiter_.leave(); }

     private:
        Signal& signal_;
        Listener waiter_;
    };
    Wait wait() { return Wait{*this}; }

 private:
    Simulation& simulation_;
    WaitList waiting_;
    bool happened_ = false;
};

}  // namespace hanhlang
