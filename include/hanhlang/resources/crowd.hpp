// Customers of a resource who ask for one unit, keep it for a while, and are gone: travellers at a counter.
// Rule: what becomes of them is what would become of as many processes, but it is worked out when somebody
// looks at the resource; only while others wait for a unit does each unit come back at its time.
//
// They have no process and no event of their own, which is most of what they would cost.
#pragma once

#include <deque>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

#include "hanhlang/resources/resource.hpp"

namespace hanhlang {

class Crowd {
 public:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    /// In milliseconds since the start of the simulation.
    struct Customer {
        std::int64_t comes = never;
        std::int64_t takes = 0;
        std::int64_t leaves = never;  // unserved, when its turn has not come; the units go off duty then
    };
    /// The next customer, who does not come before the one before.
    using Source = std::function<Customer()>;

    /// The work of the resource must be such as is never stopped (assert).
    Crowd(Simulation& simulation, Resource& resource);

    void add(Source source);

 private:
    friend class Resource;
    struct Visitor {
        explicit Visitor(const Customer& of) : customer(of), place(0) {}
        Customer customer;
        Resource::Place place;
    };
    struct Stream {
        Source source;
        Customer next;
    };
    class Parked;

    /// All that happens up to and including `to`.
    void catch_up(std::int64_t to);
    void comes(Stream& stream);
    void begins();
    /// The units go off duty: who has not been served by then leaves.
    void closes();
    /// Others wait: the next unit must come back at its time.
    void settle();
    Process<> give_back_in_time();

    Simulation& simulation_;
    Resource& resource_;
    std::vector<Stream> streams_;
    std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> ends_;  // of those served
    std::deque<Visitor> waiting_;  // each has its place in the queue of the resource
    std::int64_t moment_ = never;  // what is caught up with; never: nothing is
    std::uint32_t process_ = 0;    // of give_back_in_time,
    bool parked_ = false;          // which waits to be told when
    std::int64_t due_ = never;
};

}  // namespace hanhlang
