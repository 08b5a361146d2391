// Batch means and von Neumann's check. Rule: batches of one estimate have the same size.
#include "hanhlang/stats/batch_means.hpp"

#include <cassert>
#include <cmath>
#include <limits>

#include "hanhlang/base/special.hpp"

namespace hanhlang {
namespace {

BatchEstimate judged(const std::vector<double>& means, std::size_t size, double confidence) {
    const Estimate mean = student(means, confidence);
    double squares = 0;
    double products = 0;
    double steps = 0;
    for (std::size_t j = 0; j < means.size(); ++j) {
        const double here = means[j] - mean.value;
        squares += here * here;
        if (j == 0) continue;
        const double before = means[j - 1] - mean.value;
        products += before * here;
        steps += (here - before) * (here - before);
    }
    const auto k = static_cast<double>(means.size());
    const double ratio = 1 - steps / (2 * squares);
    // Its variance among independent normal means is (k - 2) / (k^2 - 1).
    const double z = ratio * std::sqrt((k * k - 1) / (k - 2));
    return {mean, size, products / squares, ratio, z, z > normal_quantile(0.90)};
}

}  // namespace

BatchEstimate batch_means(const std::vector<double>& values, std::size_t batches, double confidence) {
    assert(batches >= 3 && batches <= values.size());
    const std::size_t size = values.size() / batches;
    std::vector<double> means;
    means.reserve(batches);
    for (std::size_t j = 0; j < batches; ++j) {
        double sum = 0;
        for (std::size_t i = j * size; i < (j + 1) * size; ++i) sum += values[i];
        means.push_back(sum / static_cast<double>(size));
    }
    return judged(means, size, confidence);
}

BatchMeans::BatchMeans(std::size_t smallest) : size_(smallest) {
    assert(smallest >= 1);
    means_.reserve(2 * fewest);
}

void BatchMeans::add(double value) {
    assert(std::isfinite(value));
    if (means_.empty() && open_ == 0) first_ = value;
    sum_ += value - first_;
    if (++open_ < size_) return;
    means_.push_back(first_ + sum_ / static_cast<double>(size_));
    sum_ = 0;
    open_ = 0;
    if (means_.size() < 2 * fewest) return;
    for (std::size_t j = 0; j < fewest; ++j) means_[j] = (means_[2 * j] + means_[2 * j + 1]) / 2;
    means_.resize(fewest);
    size_ *= 2;
}

BatchEstimate BatchMeans::estimate(double confidence) const {
    if (means_.size() >= fewest) return judged(means_, size_, confidence);
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const Estimate mean{student(means_, confidence).value, nothing, means_.size()};
    return {mean, size_, nothing, nothing, nothing, false};
}

}  // namespace hanhlang
