// Empty containers at a place, and who waits for some.
// Rule: who came first is served first, also when fewer would do for the next.
#pragma once

#include <cstdint>
#include <deque>

#include "hanhlang/base/random.hpp"
#include "hanhlang/resources/signal.hpp"

namespace hanhlang {

class EmptyStock {
 public:
    explicit EmptyStock(std::int64_t teu) : teu_(teu) {}

    /// So many are wanted; in the frame of who waits.
    struct Wanted {
        Wanted(Simulation& sim, std::int64_t wanted) : teu(wanted), granted(sim) {}
        std::int64_t teu;
        Signal granted;
    };

    std::int64_t teu() const { return teu_; }
    bool anybody_waits() const { return !waiting_.empty(); }

    /// True when they are there; else the wish stands in line until `granted`.
    bool take(Wanted& wanted) {
        if (waiting_.empty() && wanted.teu <= teu_) {
            teu_ -= wanted.teu;
            return true;
        }
        waiting_.push_back(&wanted);
        return false;
    }
    void put(std::int64_t teu) {
        teu_ += teu;
        while (!waiting_.empty() && waiting_.front()->teu <= teu_) {
            Wanted& first = *waiting_.front();
            waiting_.pop_front();
            teu_ -= first.teu;
            first.granted.happen();
        }
    }

 private:
    std::int64_t teu_;
    std::deque<Wanted*> waiting_;
};

}  // namespace hanhlang
