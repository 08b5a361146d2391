// A line that moves only when it is called: trucks before a barrier, trucks that gather for a convoy.
// Rule: who is called goes on at that instant, by priority and then in order of coming; nobody else does.
#pragma once

#include "hanhlang/resources/resource.hpp"

namespace hanhlang {

class Line {
 public:
    explicit Line(Simulation& simulation) : units_(simulation, 0) {}
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    /// What a member acquires to wait, and holds once it has been called: a resource that has no unit of its
    /// own.
    Resource& units() { return units_; }
    std::int64_t waiting() const { return units_.queued(); }
    std::int64_t inside() const { return units_.held(); }

    /// Calls so many of those who wait, or all when there are fewer.
    void call(std::int64_t members) {
        units_.set_capacity(units_.held() + members);
        units_.set_capacity(0);
    }

    /// Says since when its owner has waited; to be kept while it waits.
    class Stand : private Waiter {
     public:
        Stand(Line& line, Time from) : since(from) { line.stands_.append(*this); }
        const Time since;

     private:
        friend class Line;
    };
    bool empty() const { return stands_.empty(); }
    /// Since when the first has waited; the line must not be empty.
    Time waits_since() const { return static_cast<const Stand*>(stands_.first())->since; }

 private:
    WaitList stands_;  // in order of coming
    Resource units_;   // dies first, and closes the simulation while those who stand here can still leave
};

}  // namespace hanhlang
