// Coroutine frames come from free lists, one per size class of 64 bytes up to 2 KB.
// Rule: a frame never leaves the thread of its replication.
//
// The lists are per thread and the one piece of state outside a World: an allocator's cache, invisible in any
// result.
#pragma once

#include <array>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace hanhlang {

class FramePool {
 public:
    static constexpr std::size_t grain = 64;
    static constexpr std::size_t classes = 32;

    void* take(std::size_t bytes) {
        const std::size_t index = (bytes - 1) / grain;
        if (index >= classes || !free_[index]) return more(bytes);
        return std::exchange(free_[index], free_[index]->next);
    }
    void give(void* frame, std::size_t bytes) noexcept {
        const std::size_t index = (bytes - 1) / grain;
        if (index >= classes) return ::operator delete(frame);
        free_[index] = new (frame) Free{free_[index]};
    }
    void forget() noexcept { free_ = {}; }

 private:
    static void* more(std::size_t bytes);
    struct Free {
        Free* next;
    };
    std::array<Free*, classes> free_;  // of a zeroed thread-local, so that no access asks whether it is made
};

#if defined(__SANITIZE_ADDRESS__)
#define HANHLANG_PLAIN_FRAMES
#elif defined(__has_feature)  // clang's way of saying it
#if __has_feature(address_sanitizer)
#define HANHLANG_PLAIN_FRAMES
#endif
#endif

#ifdef HANHLANG_PLAIN_FRAMES
// The sanitizer must see every frame as its own allocation.
inline void* allocate_frame(std::size_t bytes) {
    return ::operator new(bytes);
}
inline void free_frame(void* frame, std::size_t) noexcept {
    ::operator delete(frame);
}
#else
extern constinit thread_local FramePool frame_pool;

inline void* allocate_frame(std::size_t bytes) {
    return frame_pool.take(bytes);
}
inline void free_frame(void* frame, std::size_t bytes) noexcept {
    frame_pool.give(frame, bytes);
}
#endif

/// Plain values that a process keeps beside its frame, in the same memory.
template <class T>
class FrameArray {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);

 public:
    FrameArray() = default;
    FrameArray(const FrameArray&) = delete;
    FrameArray& operator=(const FrameArray&) = delete;
    ~FrameArray() { clear(); }

    /// Makes room for n values, which hold nothing yet.
    void reset(std::size_t n) {
        clear();
        if (n > 0) values_ = static_cast<T*>(allocate_frame(n * sizeof(T)));
        size_ = n;
    }
    std::size_t size() const { return size_; }
    T& operator[](std::size_t i) { return values_[i]; }
    const T& operator[](std::size_t i) const { return values_[i]; }

 private:
    void clear() {
        if (size_ > 0) free_frame(values_, size_ * sizeof(T));
        size_ = 0;
    }
    T* values_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace hanhlang
