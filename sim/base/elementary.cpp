// Elementary functions through SLEEF. Rule: only the `cinz` (no FMA, scalar, deterministic) variants.
#include "hanhlang/base/elementary.hpp"

#include <sleef.h>

namespace hanhlang::elementary {

double exp(double x) {
    return Sleef_cinz_expd1_u10purec(x);
}
double expm1(double x) {
    return Sleef_cinz_expm1d1_u10purec(x);
}
double log(double x) {
    return Sleef_cinz_logd1_u10purec(x);
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
