// One place in one queue: a process that waits for something other than time.
// Rule: a waiter lives in the frame that waits, allocates nothing, and takes itself out when it is destroyed.
#pragma once

#include <cassert>
#include <cstdint>

namespace hanhlang {

class WaitList;

class Waiter {
 public:
    Waiter() = default;
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter() { leave(); }

    bool waits() const { return list_ != nullptr; }
    void leave();

    std::uint32_t process = 0;
    Waiter* sibling = nullptr;  // the next thing the same process waits for (first_of)

 private:
    friend class WaitList;
    WaitList* list_ = nullptr;
    Waiter* previous_ = nullptr;
    Waiter* next_ = nullptr;
};

/// A queue of waiters, first-in first-out; the waiters are the links.
class WaitList {
 public:
    WaitList() = default;
    WaitList(const WaitList&) = delete;
    WaitList& operator=(const WaitList&) = delete;
    ~WaitList() { assert(empty()); }

    bool empty() const { return first_ == nullptr; }
    std::uint64_t size() const { return size_; }
    Waiter* first() const { return first_; }
    static Waiter* after(const Waiter& waiter) { return waiter.next_; }

    void append(Waiter& waiter) { insert_before(nullptr, waiter); }
    void prepend(Waiter& waiter) { insert_before(first_, waiter); }

    /// Before `next`, or at the end when it is null.
    void insert_before(Waiter* next, Waiter& waiter) {
        assert(!waiter.waits());
        Waiter* const previous = next ? next->previous_ : last_;
        waiter.list_ = this;
        waiter.previous_ = previous;
        waiter.next_ = next;
        (previous ? previous->next_ : first_) = &waiter;
        (next ? next->previous_ : last_) = &waiter;
        ++size_;
    }

    void remove(Waiter& waiter) {
        assert(waiter.list_ == this);
        (waiter.previous_ ? waiter.previous_->next_ : first_) = waiter.next_;
        (waiter.next_ ? waiter.next_->previous_ : last_) = waiter.previous_;
        waiter.list_ = nullptr;
        --size_;
    }

 private:
    Waiter* first_ = nullptr;
    Waiter* last_ = nullptr;
    std::uint64_t size_ = 0;
};

inline void Waiter::leave() {
    if (list_) list_->remove(*this);
}

}  // namespace hanhlang
