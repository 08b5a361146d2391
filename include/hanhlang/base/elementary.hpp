// The one place where exponentials and logarithms come from. Rule: nothing else in the simulator calls libm
// for them.
//
// Why: libm picks its code by the processor, and its last bits differ with and without FMA; two machines
// would then report different numbers for the same seed. SLEEF's deterministic pure C functions give the same
// bits everywhere.
#pragma once

namespace hanhlang::elementary {

// Each is within 1 ulp of the exact value (erfc 1.5 ulp); arguments and results follow the C functions of
// that name.
double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double pow(double x, double y);
double log_gamma(double x);  // log of Gamma(x); x > 0
double erfc(double x);

}  // namespace hanhlang::elementary
