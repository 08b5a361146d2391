// Elementary functions through SLEEF. Rule: only the `cinz` (no FMA, scalar, deterministic) variants.
//
// The logarithm is our own, because every exponential draw takes one and SLEEF's costs three times as much:
// x = 2^k m with m near 1, c = i / 128 nearest to m, log x = k log 2 + log c + log(1 + (m - c) / c). Tang
// 1990, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic"; 0.6 ulp.
#include "hanhlang/base/elementary.hpp"

#include <sleef.h>

#include <bit>
#include <cstdint>

namespace hanhlang::elementary {
namespace {

struct LogRow {
    double inverse;
    double high;
    double low;
};
constexpr LogRow log_rows[] = {
#include "log_table.inc"
};
constexpr int first_row = 91;

/// Without the low 27 bits of its mantissa, so that a product with a number of 26 bits is exact.
double head(double x) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & ~std::uint64_t{0x7ffffff});
}

}  // namespace

double exp(double x) {
    return Sleef_cinz_expd1_u10purec(x);
}
double expm1(double x) {
    return Sleef_cinz_expm1d1_u10purec(x);
}
double log(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    constexpr std::uint64_t smallest = 0x0010000000000000;
    constexpr std::uint64_t infinite = 0x7ff0000000000000;
    if (bits - smallest >= infinite - smallest)
        return Sleef_cinz_logd1_u10purec(x);  // not a normal number above 0
    constexpr std::uint64_t root_half = 0x3fe6a09e00000000;
    const std::uint64_t above = bits - root_half;
    const auto k = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
    const double m = std::bit_cast<double>(bits - (above & 0xfff0000000000000));  // from 0.707 to 1.414
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): m is positive, and a neighbouring row would do as well
    const int i = static_cast<int>(m * 128 + 0.5);
    const LogRow& row = log_rows[i - first_row];
    const double c = i / 128.0;
    const double d = m - c;  // exact
    const double r = head(d * row.inverse);
    const double r_low = (d - r * c) * row.inverse;        // of an exact difference
    const double w = k * 0x1.62e42fefa3800p-1 + row.high;  // exact
    const double sum = w + r;
    const double r2 = r * r;
    const double series =
        r2 * (-0.5 + r * (1.0 / 3) + r2 * (-0.25 + r * 0.2 + r2 * (-1.0 / 6 + r * (1.0 / 7))));
    // log(1 + r + r_low) = log(1 + r) + r_low / (1 + r)
    const double rest =
        ((w - sum) + r) + (r_low * (1 + r * (-1 + r - r2)) + (k * 0x1.ef35793c76730p-45 + row.low));
    return sum + (rest + series);
}
double log1p(double x) {
    return Sleef_cinz_log1pd1_u10purec(x);
}
double pow(double x, double y) {
    return Sleef_cinz_powd1_u10purec(x, y);
}
double log_gamma(double x) {
    return Sleef_cinz_lgammad1_u10purec(x);
}
double erfc(double x) {
    return Sleef_cinz_erfcd1_u15purec(x);
}

}  // namespace hanhlang::elementary
