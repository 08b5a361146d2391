// The slow side of the quantile sketch: growing, merging and reading it. Rule: growing never moves a count
// from the bucket its value chose.
#include "hanhlang/stats/quantiles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace hanhlang {
namespace {

// Buckets split an octave evenly; the widest, relatively, is the first: 2^-bits. Interpolation may end at the
// wrong side of it, so the whole width must be within alpha.
unsigned bits_for(double alpha) {
    unsigned bits = 1;
    while (std::ldexp(1.0, -static_cast<int>(bits)) > alpha) ++bits;
    return bits;
}

}  // namespace

Quantiles::Quantiles(double alpha) : alpha_(alpha), shift_(52 - bits_for(alpha)) {
    assert(alpha >= 1e-4 && alpha <= 0.5);
}

// From now on values come in blocks.
void Quantiles::pour() {
    sketch(values_);
    room_ = block;
    if (values_.capacity() > block) values_ = {};
    values_.clear();
    values_.reserve(block);
}

void Quantiles::sketch(const std::vector<double>& values) {
    std::array<double, block> full;  // what has a full mantissa
    for (std::size_t begin = 0; begin < values.size(); begin += block) {
        const std::size_t end = std::min(begin + block, values.size());
        std::size_t size = 0;
        for (std::size_t i = begin; i < end; ++i) {  // zeros come without any order: no branch tells them
            minimum_ = std::min(minimum_, values[i]);
            maximum_ = std::max(maximum_, values[i]);
            full[size] = values[i];
            size += values[i] < std::numeric_limits<double>::min() ? 0U : 1U;
        }
        zeros_ += end - begin - size;
        for (std::size_t i = 0; i < size; ++i) {
            const auto bucket = static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(full[i]) >> shift_);
            const auto place = static_cast<std::uint64_t>(bucket - first_);
            if (place >= buckets_.size()) [[unlikely]]
                cover(bucket, bucket);
            ++buckets_[static_cast<std::size_t>(bucket - first_)];
        }
    }
    poured_ += values.size();
}

// Makes room for the buckets from lowest to highest, half an octave more on the side that grows.
void Quantiles::cover(std::int64_t lowest, std::int64_t highest) {
    const std::int64_t slack = std::int64_t{1} << (51 - shift_);
    const auto size = static_cast<std::int64_t>(buckets_.size());
    if (size == 0) {
        first_ = std::max<std::int64_t>(0, lowest - slack);
        buckets_.resize(static_cast<std::size_t>(highest + slack + 1 - first_));
        return;
    }
    if (highest >= first_ + size) buckets_.resize(static_cast<std::size_t>(highest + slack + 1 - first_));
    if (lowest < first_) {
        const std::int64_t start = std::max<std::int64_t>(0, lowest - slack);
        buckets_.insert(buckets_.begin(), static_cast<std::size_t>(first_ - start), 0);
        first_ = start;
    }
}

void Quantiles::merge(const Quantiles& other) {
    assert(alpha_ == other.alpha_);
    if (&other == this) {
        merge(Quantiles(other));
        return;
    }
    if (count() + other.count() <= most_exact) {
        values_.insert(values_.end(), other.values_.begin(), other.values_.end());
        return;
    }
    pour();
    sketch(other.values_);
    poured_ += other.poured_;
    minimum_ = std::min(minimum_, other.minimum_);
    maximum_ = std::max(maximum_, other.maximum_);
    zeros_ += other.zeros_;
    if (other.buckets_.empty()) return;
    cover(other.first_, other.first_ + static_cast<std::int64_t>(other.buckets_.size()) - 1);
    const auto offset = static_cast<std::size_t>(other.first_ - first_);
    for (std::size_t k = 0; k < other.buckets_.size(); ++k) buckets_[offset + k] += other.buckets_[k];
}

double Quantiles::minimum() const {
    return std::accumulate(values_.begin(), values_.end(), minimum_,
                           [](double a, double b) { return std::min(a, b); });
}

double Quantiles::maximum() const {
    return std::accumulate(values_.begin(), values_.end(), maximum_,
                           [](double a, double b) { return std::max(a, b); });
}

std::size_t Quantiles::rank_of(double p) const {
    // 100 * 0.07 is 7.000000000000001 in binary and means rank 7: products that close above a whole number
    // are it.
    const double rank = std::ceil(static_cast<double>(count()) * p * (1 - 0x1p-50));
    return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, count());
}

double Quantiles::mean_above(double p) const {
    if (count() == 0) return std::numeric_limits<double>::quiet_NaN();
    const std::size_t most = std::max<std::size_t>(1, count() - rank_of(p));
    double sum = 0;
    if (is_exact()) {
        std::vector<double> sorted = values_;
        const auto from = sorted.end() - static_cast<std::ptrdiff_t>(most);
        std::nth_element(sorted.begin(), from, sorted.end());
        std::sort(from, sorted.end());  // so that the sum does not depend on the order they came in
        sum = std::accumulate(from, sorted.end(), 0.0);
        return sum / static_cast<double>(most);
    }
    Quantiles all = *this;
    all.pour();
    std::size_t left = most;
    for (std::size_t k = all.buckets_.size(); k > 0 && left > 0; --k) {
        const std::size_t taken = std::min<std::size_t>(left, all.buckets_[k - 1]);
        if (taken == 0) continue;
        const std::uint64_t bucket = static_cast<std::uint64_t>(all.first_) + k - 1;
        const double low = std::bit_cast<double>(bucket << shift_);
        const double high = std::bit_cast<double>((bucket + 1) << shift_);
        sum += static_cast<double>(taken) * std::clamp(0.5 * (low + high), all.minimum_, all.maximum_);
        left -= taken;
    }
    return sum / static_cast<double>(most);
}

double Quantiles::quantile(double p) const {
    assert(p >= 0 && p <= 1);
    if (count() == 0) return std::numeric_limits<double>::quiet_NaN();
    const std::size_t rank = rank_of(p);
    if (!is_exact()) {
        if (values_.empty()) return sketched(rank);
        Quantiles all = *this;
        all.pour();
        return all.sketched(rank);
    }
    std::vector<double> sorted = values_;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

double Quantiles::share_above(double x) const {
    if (count() == 0) return std::numeric_limits<double>::quiet_NaN();
    std::uint64_t above = 0;
    for (const double value : values_) above += value > x ? 1U : 0U;
    for (std::size_t k = 0; k < buckets_.size(); ++k) {
        const std::uint64_t bucket = static_cast<std::uint64_t>(first_) + k;
        const double middle =
            0.5 * (std::bit_cast<double>(bucket << shift_) + std::bit_cast<double>((bucket + 1) << shift_));
        if (middle > x) above += buckets_[k];
    }
    return static_cast<double>(above) / static_cast<double>(count());
}

double Quantiles::sketched(std::size_t rank) const {
    if (rank == 1) return minimum_;
    if (rank == poured_) return maximum_;
    if (rank <= zeros_) return std::min(0.0, maximum_);
    std::size_t before = zeros_;
    for (std::size_t k = 0; k < buckets_.size(); ++k) {
        if (before + buckets_[k] < rank) {
            before += buckets_[k];
            continue;
        }
        const std::uint64_t bucket = static_cast<std::uint64_t>(first_) + k;
        const double low = std::bit_cast<double>(bucket << shift_);
        const double high = std::bit_cast<double>((bucket + 1) << shift_);
        const double share = (static_cast<double>(rank - before) - 0.5) / static_cast<double>(buckets_[k]);
        return std::clamp(low + share * (high - low), minimum_, maximum_);
    }
    assert(false && "every counted value is in a bucket");
    return maximum_;
}

}  // namespace hanhlang
