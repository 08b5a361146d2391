// What quantiles are in a file.
#include "hanhlang/stats/bytes.hpp"

#include "hanhlang/stats/quantiles.hpp"
#include "hanhlang/stats/time_at_levels.hpp"

namespace hanhlang {

std::string Quantiles::bytes() const {
    ByteWriter out;
    out.real(alpha_);
    out.whole(poured_);
    out.whole(values_.size());
    for (const double value : values_) out.real(value);
    if (poured_ == 0) return out.take();
    out.real(minimum_);
    out.real(maximum_);
    out.whole(zeros_);
    std::size_t from = 0, to = buckets_.size();  // empty buckets at the ends are how it grew
    while (from < to && buckets_[from] == 0) ++from;
    while (to > from && buckets_[to - 1] == 0) --to;
    out.whole(static_cast<std::uint64_t>(first_) + from);
    out.whole(to - from);
    for (std::size_t k = from; k < to; ++k) out.whole(buckets_[k]);
    return out.take();
}

std::optional<Quantiles> Quantiles::from_bytes(std::string_view bytes) {
    ByteReader in{bytes};
    const double alpha = in.real();
    if (!(alpha >= 1e-4 && alpha <= 0.5)) return std::nullopt;
    Quantiles made{alpha};
    made.poured_ = in.whole();
    const std::uint64_t values = in.whole();
    if (!in.has(values) || values > most_exact) return std::nullopt;
    for (std::uint64_t i = 0; i < values; ++i) made.values_.push_back(in.real());
    if (made.poured_ > 0) {
        made.room_ = block;
        if (values >= block) return std::nullopt;
        made.minimum_ = in.real();
        made.maximum_ = in.real();
        made.zeros_ = in.whole();
        made.first_ = static_cast<std::int64_t>(in.whole());
        const std::uint64_t buckets = in.whole();
        if (!in.has(buckets)) return std::nullopt;
        for (std::uint64_t k = 0; k < buckets; ++k) made.buckets_.push_back(in.whole());
    }
    return in.is_whole() ? std::optional(std::move(made)) : std::nullopt;
}

std::string TimeAtLevels::bytes() const {
    ByteWriter out;
    out.whole(held_.size());
    for (const std::int64_t held : held_) out.whole(static_cast<std::uint64_t>(held));
    return out.take();
}

std::optional<TimeAtLevels> TimeAtLevels::from_bytes(std::string_view bytes) {
    ByteReader in{bytes};
    TimeAtLevels made{0, 1};
    const std::uint64_t levels = in.whole();
    if (!in.has(levels)) return std::nullopt;
    for (std::uint64_t i = 0; i < levels; ++i) made.held_.push_back(static_cast<std::int64_t>(in.whole()));
    return in.is_whole() ? std::optional(std::move(made)) : std::nullopt;
}

}  // namespace hanhlang
