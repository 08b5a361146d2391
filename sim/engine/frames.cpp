#include "hanhlang/engine/frames.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <vector>

namespace hanhlang {

constinit thread_local FramePool frame_pool{};

namespace {

// Frames lie close together, in pages of 2 MB where the system has them: looking up where a page lies costs
// as much as fetching a line of it.
constexpr std::size_t slab_bytes = std::size_t{2} << 20;

/// The slabs of a thread, given back when it ends.
struct Slabs {
    std::vector<void*> all;
    std::byte* next = nullptr;
    std::size_t left = 0;

    void* cut(std::size_t bytes) {
        if (bytes > left) {
            void* const slab = std::aligned_alloc(slab_bytes, slab_bytes);
            if (!slab) throw std::bad_alloc{};
            ::madvise(slab, slab_bytes, MADV_HUGEPAGE);  // advice: without it the pages are small
            all.push_back(slab);
            next = static_cast<std::byte*>(slab);
            left = slab_bytes;
        }
        left -= bytes;
        return std::exchange(next, next + bytes);
    }
    ~Slabs() {
        frame_pool.forget();
        for (void* const slab : all) std::free(slab);
    }
};

}  // namespace

void* FramePool::more(std::size_t bytes) {
    static thread_local Slabs slabs;
    const std::size_t index = (bytes - 1) / grain;
    return index < classes ? slabs.cut((index + 1) * grain) : ::operator new(bytes);
}

}  // namespace hanhlang
