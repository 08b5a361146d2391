#include "hanhlang/engine/frames.hpp"

namespace hanhlang {

constinit thread_local FramePool frame_pool{};

namespace {

/// Gives the lists back when the thread ends.
struct Cleaner {
    ~Cleaner() { frame_pool.clear(); }
};

}  // namespace

void* FramePool::more(std::size_t bytes) {
    static thread_local const Cleaner cleaner;
    const std::size_t index = (bytes - 1) / grain;
    return ::operator new(index < classes ? (index + 1) * grain : bytes);
}

void FramePool::clear() noexcept {
    for (Free*& list : free_) {
        while (list) ::operator delete(std::exchange(list, list->next));
    }
}

}  // namespace hanhlang
