// Gamma functions of float, evaluated in double: their digits are lost to cancellation and long products.
#include "lib.h"

// Declared by hand: once a name is defined here, clang no longer declares it.
FN double tgamma(double x);
FN double lgamma(double x);
FN double lgamma_r(double x, __generic int *sign);

FN float tgamma(float x) { return (float)tgamma((double)x); }
FN float lgamma(float x) { return (float)lgamma((double)x); }
SHARED float lgamma_r_of(float x, int *sign) { return (float)lgamma_r((double)x, sign); }

UNARY_VECTORS(float, tgamma, float)
UNARY_VECTORS(float, lgamma, float)
WRITABLE(WITH_POINTER, float, lgamma_r, int)
