// Common functions (OpenCL C §6.15.4).
#include "lib.h"

// `T` is a scalar or vector type, `I` the integer type of its shape.
#define SAME_SHAPE(T)                                                                                   \
    FN T clamp(T x, T low, T high) {                                                                    \
        /* As fmin(fmax(x, low), high) for a range: NaN becomes low. */                                 \
        T raised = x > low ? x : low;                                                                   \
        return raised < high ? raised : high;                                                           \
    }                                                                                                   \
    FN T max(T x, T y) { return x < y ? y : x; }                                                        \
    FN T min(T x, T y) { return y < x ? y : x; }                                                        \
    FN T mix(T x, T y, T a) { return x + (y - x) * a; }                                                 \
    FN T step(T edge, T x) { return x < edge ? (T)0 : (T)1; }                                           \
    FN T smoothstep(T edge0, T edge1, T x) {                                                            \
        T t = clamp((x - edge0) / (edge1 - edge0), (T)0, (T)1);                                         \
        return t * t * ((T)3 - (T)2 * t);                                                               \
    }                                                                                                   \
    FN T sign(T x) { return x > (T)0 ? (T)1 : x < (T)0 ? (T)-1 : x == (T)0 ? x : (T)0; }

#define SCALAR_N(N, T)                                                                                  \
    SAME_SHAPE(T##N)                                                                                    \
    FN T##N clamp(T##N x, T low, T high) { return clamp(x, (T##N)low, (T##N)high); }                    \
    FN T##N max(T##N x, T y) { return max(x, (T##N)y); }                                                \
    FN T##N min(T##N x, T y) { return min(x, (T##N)y); }                                                \
    FN T##N mix(T##N x, T##N y, T a) { return mix(x, y, (T##N)a); }                                     \
    FN T##N step(T edge, T##N x) { return step((T##N)edge, x); }                                        \
    FN T##N smoothstep(T edge0, T edge1, T##N x) { return smoothstep((T##N)edge0, (T##N)edge1, x); }

#define ANGLE(T, per_radian, per_degree)                                                                \
    FN T degrees(T x) { return (T)(per_radian) * x; }                                                   \
    FN T radians(T x) { return (T)(per_degree) * x; }
#define ANGLE_N(N, T, per_radian, per_degree) ANGLE(T##N, per_radian, per_degree)

#define TYPE(T, per_radian, per_degree)                                                                 \
    SAME_SHAPE(T)                                                                                       \
    WIDTHS(SCALAR_N, T)                                                                                 \
    ANGLE(T, (T)per_radian, (T)per_degree)                                                              \
    WIDTHS(ANGLE_N, T, (T)per_radian, (T)per_degree)

TYPE(half, 57.295779513082320877, 0.017453292519943295769)
TYPE(float, 57.295779513082320877f, 0.017453292519943295769f)
TYPE(double, 57.295779513082320877, 0.017453292519943295769)
