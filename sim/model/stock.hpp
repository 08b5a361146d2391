// So much of something, such as empty containers or free room, and who waits for some.
// Rule: who came first is served first, also when fewer would do for the next.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>

#include "hanhlang/base/random.hpp"
#include "hanhlang/resources/signal.hpp"

namespace hanhlang {

class Stock {
 public:
    explicit Stock(std::int64_t amount) : amount_(amount) {}

    /// So many are wanted; in the frame of who waits.
    struct Wanted {
        Wanted(Simulation& sim, std::int64_t wanted, std::int64_t* sum = nullptr)
            : amount(wanted), granted_in_all(sum), granted(sim) {}
        std::int64_t amount;
        std::int64_t* granted_in_all;  // to which the amount is added the moment it is granted
        Signal granted;
    };

    std::int64_t amount() const { return amount_; }
    bool anybody_waits() const { return !waiting_.empty(); }

    /// True when it is there; else the wish stands in line until `granted`.
    bool take(Wanted& wanted) {
        if (waiting_.empty() && wanted.amount <= amount_) {
            give(wanted);
            return true;
        }
        waiting_.push_back(&wanted);
        return false;
    }
    void put(std::int64_t amount) {
        amount_ += amount;
        serve();
    }
    /// Who stood in line goes without.
    void forget(Wanted& wanted) {
        waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &wanted));
        serve();
    }

 private:
    void give(const Wanted& wanted) {
        amount_ -= wanted.amount;
        if (wanted.granted_in_all) *wanted.granted_in_all += wanted.amount;
    }
    void serve() {
        while (!waiting_.empty() && waiting_.front()->amount <= amount_) {
            Wanted& first = *waiting_.front();
            waiting_.pop_front();
            give(first);
            first.granted.happen();
        }
    }

    std::int64_t amount_;
    std::deque<Wanted*> waiting_;
};

}  // namespace hanhlang
