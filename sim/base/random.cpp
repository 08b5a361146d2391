// Names of sources and purposes become keys. Rule: the bytes of the name decide, so renaming is the only way
// to move a draw (and `draws_as` the way to keep it).
#include "hanhlang/base/random.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hanhlang {

std::uint64_t hash64(std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a, 64 bits (Fowler, Noll and Vo)
    for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    return mix64(hash);
}

std::uint32_t hash32(std::string_view name) {
    return static_cast<std::uint32_t>(hash64(name));
}

Purpose::Purpose(std::uint64_t seed, std::string_view name) {
    const std::uint64_t key = mix64(seed ^ hash64(name));
    key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

namespace {

// Four draws: word 0 and 1 of the counter and the key of each, one to a 64-bit lane.
struct Lanes {
    const std::uint64_t* visit;
    const std::uint64_t* ordinal;
    const std::uint64_t* low_key;
    const std::uint64_t* high_key;
};

void four_plain(const Lanes& lanes, const Subject& subject, double* out) {
    for (std::size_t i = 0; i < 4; ++i) {
        const auto word = [i](const std::uint64_t* words) { return static_cast<std::uint32_t>(words[i]); };
        const auto words =
            philox({word(lanes.visit), word(lanes.ordinal), subject.source, subject.replication},
                   {word(lanes.low_key), word(lanes.high_key)});
        out[i] = unit_interval(words[0], words[1]);
    }
}

#if defined(__x86_64__)
// A product of two 32-bit words takes a whole lane, and only the low word of a lane counts as a factor, so
// what is left in the high words does no harm until the end.
__attribute__((target("avx2"))) void four_avx2(const Lanes& lanes, const Subject& subject, double* out) {
    const __m256i by_0 = _mm256_set1_epi64x(0xD2511F53);
    const __m256i by_2 = _mm256_set1_epi64x(0xCD9E8D57);
    const __m256i bump_low = _mm256_set1_epi64x(0x9E3779B9);
    const __m256i bump_high = _mm256_set1_epi64x(0xBB67AE85);
    __m256i c0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes.visit));
    __m256i c1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes.ordinal));
    __m256i c2 = _mm256_set1_epi64x(subject.source);
    __m256i c3 = _mm256_set1_epi64x(subject.replication);
    __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes.low_key));
    __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes.high_key));
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        const __m256i p0 = _mm256_mul_epu32(c0, by_0);
        const __m256i p2 = _mm256_mul_epu32(c2, by_2);
        c0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p2, 32), c1), low);
        c2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p0, 32), c3), high);
        c1 = p2;
        c3 = p0;
        low = _mm256_add_epi64(low, bump_low);
        high = _mm256_add_epi64(high, bump_high);
    }
    // unit_interval(): the 52 bits become the mantissa of a number in [1, 2); taking away 1 - 2^-53 leaves
    // the bits and a half, exactly.
    const __m256i bits =
        _mm256_or_si256(_mm256_slli_epi64(c0, 20),
                        _mm256_srli_epi64(_mm256_and_si256(c1, _mm256_set1_epi64x(0xffffffff)), 12));
    const __m256i mantissa = _mm256_and_si256(bits, _mm256_set1_epi64x(0xfffffffffffff));
    const __m256i one = _mm256_castpd_si256(_mm256_set1_pd(1.0));
    _mm256_storeu_pd(
        out, _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(mantissa, one)), _mm256_set1_pd(1 - 0x1p-53)));
}

const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;

void four(const Lanes& lanes, const Subject& subject, double* out) {
    has_avx2 ? four_avx2(lanes, subject, out) : four_plain(lanes, subject, out);
}
#else
void four(const Lanes& lanes, const Subject& subject, double* out) {
    four_plain(lanes, subject, out);
}
#endif

}  // namespace

std::size_t DrawList::add(const Purpose& purpose, std::uint32_t visit) {
    assert(visit < (1U << 24));
    if (size_ == counters_.size()) {
        for (auto* words : {&counters_, &low_keys_, &high_keys_}) words->resize(size_ + 4);
    }
    counters_[size_] = std::uint64_t{visit} << 8;
    low_keys_[size_] = purpose.key()[0];
    high_keys_[size_] = purpose.key()[1];
    return size_++;
}

void DrawList::draw(const Subject& subject, std::span<double> out) const {
    assert(out.size() >= room());
    const std::array<std::uint64_t, 4> ordinal{subject.ordinal, subject.ordinal, subject.ordinal,
                                               subject.ordinal};
    for (std::size_t i = 0; i < counters_.size(); i += 4) {
        four({&counters_[i], ordinal.data(), &low_keys_[i], &high_keys_[i]}, subject, &out[i]);
    }
}

std::array<double, 4> uniform_of_four(const Purpose& purpose, const Subject& first) {
    const auto all = [](std::uint64_t word) { return std::array<std::uint64_t, 4>{word, word, word, word}; };
    const auto visit = all(0);
    const auto low_key = all(purpose.key()[0]);
    const auto high_key = all(purpose.key()[1]);
    std::array<std::uint64_t, 4> ordinal{};
    for (std::uint32_t i = 0; i < 4; ++i) ordinal[i] = static_cast<std::uint32_t>(first.ordinal + i);
    std::array<double, 4> out{};
    four({visit.data(), ordinal.data(), low_key.data(), high_key.data()}, first, out.data());
    return out;
}

}  // namespace hanhlang
