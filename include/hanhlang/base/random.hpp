// Random numbers without state. Rule: a draw is a pure function of who draws and what for, never of when.
//
// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). The scenario is in
// neither key nor counter: the same truck meets the same draws in every arm (common random numbers by
// identity).
#pragma once

#include <Random123/philox.h>

#include <array>
#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hanhlang {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection in which every input bit moves every
// output bit.
constexpr std::uint64_t mix64(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

// Names to numbers, the same on every machine: FNV-1a, then mix64; hash32 is the low half of hash64.
std::uint64_t hash64(std::string_view name);
std::uint32_t hash32(std::string_view name);

// What a draw is for ("service at lao_bao customs"). Build it once per world: hashing a name is not for the
// hot path.
class Purpose {
 public:
    // key = mix64(seed xor hash64(name)), low word first
    explicit Purpose(std::uint64_t seed, std::string_view name);
    const PhiloxKey& key() const { return key_; }

 private:
    PhiloxKey key_;
};

// Who draws: the `ordinal`-th item of `source` (hash32 of the source's name) in one replication.
struct Subject {
    std::uint32_t source;
    std::uint32_t ordinal;
    std::uint32_t replication;
};

// The raw generator, ten rounds.
inline std::array<std::uint32_t, 4> philox(const PhiloxCounter& counter, const PhiloxKey& key) {
    const r123::Philox4x32::ctr_type in{{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32::key_type by{{key[0], key[1]}};
    const auto out = r123::Philox4x32{}(in, by);
    return {out[0], out[1], out[2], out[3]};
}

// 52 bits of two words, strictly inside (0, 1): from 2^-53 to 1 - 2^-53. With 53 bits and a half the largest
// value would round to 1 and an exponential draw to infinity.
constexpr double unit_interval(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

// One uniform number in (0, 1). `visit` (below 2^24) counts the subject's returns to the same purpose,
// `block` (below 256) the draws needed in one visit.
inline double uniform(const Purpose& purpose, const Subject& subject, std::uint32_t visit = 0,
                      std::uint32_t block = 0) {
    assert(visit < (1U << 24) && block < 256);
    const auto words =
        philox({visit << 8 | block, subject.ordinal, subject.source, subject.replication}, purpose.key());
    return unit_interval(words[0], words[1]);
}

// Draws of one subject for several purposes, made together: a processor with AVX2 makes four in little more
// than the time of one. The numbers are those of uniform(), to the bit.
class DrawList {
 public:
    // Gives the place of the draw in what draw() writes.
    std::size_t add(const Purpose& purpose, std::uint32_t visit = 0);
    // Room that draw() needs: the number of draws, rounded up to a multiple of four.
    std::size_t room() const { return counters_.size(); }
    void draw(const Subject& subject, std::span<double> out) const;

 private:
    std::size_t size_ = 0;
    // Padded to a multiple of four; 64 bits each, as the vector units want them.
    std::vector<std::uint64_t> counters_;
    std::vector<std::uint64_t> low_keys_;
    std::vector<std::uint64_t> high_keys_;
};

// uniform(purpose, subject) of the subject and the three that follow it.
std::array<double, 4> uniform_of_four(const Purpose& purpose, const Subject& first);

}  // namespace hanhlang
