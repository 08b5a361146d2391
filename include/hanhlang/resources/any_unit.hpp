// One unit of whichever of several resources has one first.
// Rule: it stands in every queue, and leaves the others when it is served in one.
#pragma once

#include <algorithm>
#include <deque>

#include "hanhlang/resources/resource.hpp"

namespace hanhlang {

/// To be awaited in first_of, alone or with others: `AnyUnit any; any.ask(a); any.ask(b); co_await
/// first_of(any);` then take() gives the unit if one came: that of the first asked when several are free.
class AnyUnit {
 public:
    void ask(Resource& of, int priority = 0) { requests_.emplace_back(of, priority); }

    // one of several things
    bool ready() {
        return std::any_of(requests_.begin(), requests_.end(), [](auto& request) { return request.ready(); });
    }
    void enlist(std::uint32_t process, Waiter*& chain) {
        for (auto& request : requests_) request.enlist(process, chain);
    }
    bool came() const {
        return std::any_of(requests_.begin(), requests_.end(), [](auto& request) { return request.came(); });
    }
    void withdraw() {
        for (auto& request : requests_) request.withdraw();
    }
    Resource::Hold take() {
        return std::find_if(requests_.begin(), requests_.end(), [](auto& one) { return one.came(); })->take();
    }

 private:
    std::deque<Resource::Acquire> requests_;
};

}  // namespace hanhlang
