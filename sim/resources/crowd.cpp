#include "hanhlang/resources/crowd.hpp"

#include <algorithm>

namespace hanhlang {

/// Suspends a process that is scheduled by somebody else.
class Crowd::Parked {
 public:
    explicit Parked(Crowd& crowd) : crowd_(crowd) {}
    bool await_ready() const { return false; }
    template <std::derived_from<Promise> P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        crowd_.simulation_.suspend(leaf.promise(), leaf);
        crowd_.process_ = leaf.promise().process;
        crowd_.parked_ = true;
        crowd_.settle();
    }
    void await_resume() const {}

 private:
    Crowd& crowd_;
};

Crowd::Crowd(Simulation& simulation, Resource& resource) : simulation_(simulation), resource_(resource) {
    assert(!resource.may_stop());
    simulation_.spawn(give_back_in_time());
}

void Crowd::add(Source source) {
    const Customer first = source();
    streams_.push_back({std::move(source), first});
}

Process<> Crowd::give_back_in_time() {
    while (true) {
        Parked parked{*this};
        co_await parked;
        due_ = never;
        resource_.catch_up();
    }
}

void Crowd::catch_up(std::int64_t to) {
    if (moment_ != never) return;
    while (true) {
        const auto next =
            std::min_element(streams_.begin(), streams_.end(),
                             [](const Stream& a, const Stream& b) { return a.next.comes < b.next.comes; });
        const std::int64_t comes_next = next == streams_.end() ? never : next->next.comes;
        const std::int64_t ends_next = ends_.empty() ? never : ends_.top();
        moment_ = std::min(comes_next, ends_next);
        if (moment_ > to || moment_ == never) break;
        if (ends_next <= comes_next) {
            ends_.pop();
            resource_.give_back();
        } else {
            comes(*next);
        }
    }
    moment_ = never;
}

void Crowd::comes(Stream& stream) {
    const Customer& customer = stream.next;
    if (resource_.held_ < resource_.capacity_) {
        ++resource_.held_;
        ends_.push(customer.comes + customer.takes);
        resource_.changed();
    } else {
        Visitor& visitor = waiting_.emplace_back(customer);
        visitor.place.crowd = this;
        resource_.enqueue(visitor.place);
    }
    stream.next = stream.source();
    assert(stream.next.comes >= moment_);
}

/// The first who waits is served from now on.
void Crowd::begins() {
    assert(!waiting_.front().place.waits());
    const std::int64_t now = moment_ == never ? simulation_.clock() : moment_;
    ends_.push(now + waiting_.front().customer.takes);
    waiting_.pop_front();
}

void Crowd::closes() {
    while (!waiting_.empty() && waiting_.front().customer.leaves <= simulation_.clock()) waiting_.pop_front();
}

void Crowd::settle() {
    if (!parked_ || ends_.empty() || due_ == ends_.top()) return;
    if (resource_.queued() == static_cast<std::int64_t>(waiting_.size())) return;
    due_ = ends_.top();
    simulation_.schedule(process_, due_);
}

}  // namespace hanhlang
