// Coroutine frames come from free lists, one per size class of 64 bytes up to 2 KB.
// The lists are per thread and the one piece of state outside a World: an allocator's cache, invisible in
// any result. Frames never leave the thread of their replication.
#include <array>
#include <new>

#include "hanhlang/engine/process.hpp"

namespace hanhlang {
#if defined(__SANITIZE_ADDRESS__)
// The sanitizer must see every frame as its own allocation.
void* allocate_frame(std::size_t bytes) {
    return ::operator new(bytes);
}
void free_frame(void* frame, std::size_t) noexcept {
    ::operator delete(frame);
}
#else
namespace {

constexpr std::size_t grain = 64;
constexpr std::size_t classes = 32;

class FramePool {
 public:
    FramePool() = default;
    FramePool(const FramePool&) = delete;
    FramePool& operator=(const FramePool&) = delete;
    ~FramePool() {
        for (Free* list : free_) {
            while (list) ::operator delete(std::exchange(list, list->next));
        }
    }

    void* take(std::size_t index) {
        Free*& list = free_[index];
        if (!list) return ::operator new((index + 1) * grain);
        return std::exchange(list, list->next);
    }
    void give(void* frame, std::size_t index) noexcept { free_[index] = new (frame) Free{free_[index]}; }

 private:
    struct Free {
        Free* next;
    };
    std::array<Free*, classes> free_{};
};

FramePool& pool() {
    static thread_local FramePool frames;
    return frames;
}

}  // namespace

void* allocate_frame(std::size_t bytes) {
    const std::size_t index = (bytes - 1) / grain;
    return index < classes ? pool().take(index) : ::operator new(bytes);
}

void free_frame(void* frame, std::size_t bytes) noexcept {
    const std::size_t index = (bytes - 1) / grain;
    if (index < classes) {
        pool().give(frame, index);
    } else {
        ::operator delete(frame);
    }
}
#endif

}  // namespace hanhlang
