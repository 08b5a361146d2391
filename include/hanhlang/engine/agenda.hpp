// The agenda: what is to happen at which time.
// Rule: order is (time, class, order of scheduling), so ties are exact and every run is the same.
//
// An entry is one 128-bit word compared as a whole: 44 bits milliseconds since the start (557 years),
// 4 bits class, 48 bits sequence, 32 bits process. The heap is 4-ary; a popped top leaves a hole that the
// next push fills, because what just happened usually schedules something.
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

namespace hanhlang {

/// What goes first among things at the same millisecond.
enum class Order : std::uint8_t { calendar = 0, process = 8, settled = 15 };

class Agenda {
 public:
    struct Entry {
        std::int64_t at;         // ms since the start
        std::uint64_t sequence;  // unique
        std::uint32_t process;
    };

    bool empty() const { return heap_.begin() + (hole_ ? 1 : 0) == heap_.end(); }

    /// Schedules; returns the sequence that names this entry.
    std::uint64_t push(std::int64_t at, Order order, std::uint32_t process) {
        assert(at >= 0 && at < (std::int64_t{1} << 44));
        const std::uint64_t sequence = ++sequence_;
        const Word word = (static_cast<Word>(at) << 84) | (static_cast<Word>(order) << 80) |
                          (static_cast<Word>(sequence) << 32) | process;
        if (hole_) {
            hole_ = false;
            sift_down(word);
        } else {
            heap_.push_back(word);
            sift_up(word);
        }
        return sequence;
    }

    /// The first entry; the agenda must not be empty.
    Entry top() {
        fill_hole();
        const Word word = heap_.front();
        return {static_cast<std::int64_t>(word >> 84), static_cast<std::uint64_t>(word >> 32) & sequence_mask,
                static_cast<std::uint32_t>(word)};
    }

    /// Removes what top() returned.
    void pop() {
        assert(!hole_);
        hole_ = true;
    }

    /// The process of the entry that is first among the others, after pop(); any when there is none.
    std::uint32_t next() const {
        if (heap_.size() < 5) return heap_.size() < 2 ? 0 : static_cast<std::uint32_t>(heap_[1]);
        const Word* const heap = heap_.data();
        const std::size_t left = heap[2] < heap[1] ? 2 : 1;
        const std::size_t right = heap[4] < heap[3] ? 4 : 3;
        return static_cast<std::uint32_t>(heap[heap[right] < heap[left] ? right : left]);
    }

    void clear() {
        heap_.clear();
        hole_ = false;
    }

 private:
    __extension__ using Word = unsigned __int128;
    static constexpr std::uint64_t sequence_mask = (std::uint64_t{1} << 48) - 1;

    void fill_hole() {
        if (!hole_) return;
        hole_ = false;
        const Word last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(last);
    }

    void sift_up(Word word) {
        std::size_t at = heap_.size() - 1;
        while (at > 0) {
            const std::size_t parent = (at - 1) / 4;
            if (heap_[parent] < word) break;
            heap_[at] = heap_[parent];
            at = parent;
        }
        heap_[at] = word;
    }

    /// Puts `word` at the root, which is free, and lets it sink.
    void sift_down(Word word) {
        const std::size_t size = heap_.size();
        Word* const heap = heap_.data();
        std::size_t at = 0;
        while (true) {
            const std::size_t first = 4 * at + 1;
            if (first >= size) break;
            std::size_t least = first;
            if (first + 3 < size) {
                const std::size_t left = first + (heap[first + 1] < heap[first] ? 1U : 0U);
                const std::size_t right = first + (heap[first + 3] < heap[first + 2] ? 3U : 2U);
                least = heap[right] < heap[left] ? right : left;
            } else {
                for (std::size_t child = first + 1; child < size; ++child) {
                    if (heap[child] < heap[least]) least = child;
                }
            }
            if (word < heap[least]) break;
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = word;
    }

    std::vector<Word> heap_;
    std::uint64_t sequence_ = 0;
    bool hole_ = false;
};

}  // namespace hanhlang
