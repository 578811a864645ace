#!/usr/bin/env python3
"""Minimax polynomials of the built-in library: prints the coefficients that the .cl sources hold.

Each entry of TABLE is a function of t on an interval, the weight of its error, and a degree. The Remez exchange runs in
80 digits; coefficients are rounded to the format one after the other, from the lowest, refitting the rest, so
that rounding costs little. Run with the names of entries, or with none for all. Needs mpmath.
"""
import sys
from mpmath import mp, mpf, cos, pi, matrix, lu_solve, exp, log, sin, atan, asin, sqrt, tan, erf, erfc, gamma, loggamma, tanh, cbrt, fabs, taylor

mp.dps = 60


def nodes(low, high, count):
    return [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (count - 1)) for i in range(count)]


def remez(function, weight, low, high, first, count):
    """Coefficients of t^first .. t^(first+count-1) with the least maximum of |error| / weight."""
    points = nodes(low, high, count + 1)
    for _ in range(12):
        rows = matrix(count + 1, count + 1)
        values = matrix(count + 1, 1)
        for i, t in enumerate(points):
            power = t ** first
            for j in range(count):
                rows[i, j] = power
                power *= t
            rows[i, count] = (-1) ** i * weight(t)
            values[i] = function(t)
        solution = lu_solve(rows, values)
        coefficients = list(solution[:count])

        def error(t):
            total = mpf(0)
            for c in reversed(coefficients):
                total = total * t + c
            return (total * t ** first - function(t)) / weight(t)

        grid = nodes(low, high, 16 * (count + 1))
        errors = [error(t) for t in grid]
        extremes = []
        for t, e in zip(grid, errors):
            if extremes and (extremes[-1][1] > 0) == (e > 0):
                if abs(e) > abs(extremes[-1][1]):
                    extremes[-1] = (t, e)
            else:
                extremes.append((t, e))
        while len(extremes) > count + 1:
            extremes.pop(0 if abs(extremes[0][1]) < abs(extremes[-1][1]) else -1)
        if len(extremes) < count + 1:
            break
        points = [t for t, _ in extremes]
        sizes = [abs(e) for _, e in extremes]
        if max(sizes) < min(sizes) * mpf("1.01"):
            break
    return coefficients, max(abs(e) for e in errors)


def rounded(value, digits):
    if value == 0:
        return mpf(0)
    exponent = mp.mag(value)
    scale = mpf(2) ** (digits - exponent)
    return mp.nint(value * scale) / scale


def fit(function, weight, low, high, count, digits):
    """Coefficients rounded to `digits` bits."""
    fixed = []
    error = None
    for done in range(count):
        def rest(t):
            total = mpf(0)
            for c in reversed(fixed):
                total = total * t + c
            return function(t) - total
        coefficients, error = remez(rest, weight, low, high, done, count - done)
        fixed.append(rounded(coefficients[0], digits))
        if done > 2 or low < 0:  # the others hardly matter: round them all
            fixed += [rounded(c, digits) for c in coefficients[1:]]
            break
    return fixed, error


def one(_):
    return mpf(1)


def at0(function, limit):
    """`function`, with its limit at 0."""
    return lambda t: limit if t == 0 else function(t)


LN2 = log(mpf(2))


def odd(function, first):
    """(f(sqrt t) - sqrt t) / sqrt(t)^3 of an odd function f = x + first x^3 + ..."""
    return at0(lambda t: (function(sqrt(t)) - sqrt(t)) / sqrt(t) ** 3, mpf(first))


E0 = mpf(10) ** -20


def table():
    third = mpf(1) / 3
    s2 = mpf(1) / 25  # largest square of s = f / (2 + f), m from 3/4 to 3/2
    a8 = tan(pi / 8) ** 2
    q = (pi / 4) ** 2 * mpf("1.01")
    h = LN2 / 2 * mpf("1.001")
    f0, f1 = mpf(-1) / 4, mpf(1) / 2
    lg2, lg10 = 1 / LN2, 1 / log(mpf(10))

    def log1p_rest(scale):
        """(scale log(1 + t) - scale t) / t^2"""
        return lambda t: -scale / 2 if abs(t) < mpf(10) ** -25 else scale * (mp.log1p(t) - t) / t ** 2

    def power_rest(scale):
        """(e^(scale t) - 1) / t"""
        return lambda t: scale if t == 0 else mp.expm1(scale * t) / t

    def erfcx_scaled(c):
        def f(t):
            x = c * (1 + t) / (1 - t)
            return exp(x * x) * erfc(x) * (1 + 2 * x)
        return f
    of_half_turn = at0(lambda t: (sin(pi * sqrt(t)) / sqrt(t) - pi) / t, -pi ** 3 / 6)
    return {
        # (e^r - 1 - r) / r^2
        "exp": (lambda r: mpf(1) / 2 if r == 0 else (exp(r) - 1 - r) / r ** 2, lambda r: 1 / max(r * r, mpf("1e-3")), -h * mpf("1.0003"), h, {"double": 10, "float": 5}),
        "exp2": (power_rest(LN2), lambda t: 1 / max(abs(t), mpf("0.02")), mpf("-0.501"), mpf("0.501"), {"float": 6}),
        "exp2_double": (power_rest(LN2), lambda t: 1 / max(abs(t), mpf("0.02")), mpf("-0.5001"), mpf("0.5001"), {"double": 11}),
        "exp10_double": (power_rest(log(mpf(10))), lambda t: 1 / max(abs(t), mpf("0.01")), -h * lg10, h * lg10, {"double": 11}),
        "exp10": (power_rest(log(mpf(10))), lambda t: 1 / max(abs(t), mpf("0.01")), -h * lg10, h * lg10, {"float": 6}),
        # (log(1 + f) - f) / f^2, and of log2 and log10
        "ln": (log1p_rest(mpf(1)), lambda t: 1 / max(abs(t), mpf("0.01")), f0, f1, {"float": 9}),
        "log2": (log1p_rest(lg2), lambda t: 1 / max(abs(t), mpf("0.01")), f0, f1, {"float": 9}),
        "log10": (log1p_rest(lg10), lambda t: 1 / max(abs(t), mpf("0.01")), f0, f1, {"float": 9}),
        # log((1 + s) / (1 - s)) = 2 s + s^3 L(s^2)
        "log": (at0(lambda t: (log((1 + sqrt(t)) / (1 - sqrt(t))) - 2 * sqrt(t)) / sqrt(t) ** 3, 2 * third), lambda t: 1 / max(t, mpf("1e-4")), mpf(0), s2, {"double": 9, "float": 4}),
        # the same, less its first term: (L(t) - 2/3) / t
        "log_rest": (lambda t: mpf(2) / 5 if t < mpf(10) ** -30 else (log((1 + sqrt(t)) / (1 - sqrt(t))) - 2 * sqrt(t) - 2 * third * sqrt(t) ** 3) / sqrt(t) ** 5, lambda t: 1 / max(t * t, mpf("1e-6")), mpf(0), s2, {"double": 9}),
        # log2(e) times the tail of "log", for float's powers
        "pow_log2": (at0(lambda t: lg2 * (log((1 + sqrt(t)) / (1 - sqrt(t))) - 2 * sqrt(t)) / sqrt(t) ** 3, 2 * third * lg2), lambda t: 1 / max(t, mpf("1e-4")), mpf(0), s2, {"float": 4}),
        # native: (2^r - 1) / r, (log2(1 + f) - f log2 e) / f^2
        "native_exp2": (power_rest(LN2), lambda t: 1 / max(abs(t), mpf("0.02")), mpf("-0.501"), mpf("0.501"), {"float": 5}),
        "native_log2": (log1p_rest(lg2), lambda t: 1 / max(abs(t), mpf("0.05")), f0, f1, {"float": 8}),
        "sin": (odd(sin, -third / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), q, {"double": 7, "float": 4}),
        # (cos sqrt t - 1 + t / 2) / t^2
        "cos": (at0(lambda t: (cos(sqrt(t)) - 1 + t / 2) / t ** 2, mpf(1) / 24), lambda t: 1 / max(t * t, mpf("1e-3")), mpf(0), q, {"double": 7, "float": 3}),
        # sin over half a turn: (sin r - r) / r^3, and of pi r: (sin(pi r) / r - pi) / r^2
        "sin_half": (odd(sin, -third / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), (pi / 2) ** 2 * mpf("1.01"), {"double": 8, "float": 4}),
        "native_sin": (odd(sin, -third / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), (pi / 2) ** 2 * mpf("1.01"), {"float": 3}),
        "sinpi": (of_half_turn, lambda t: 1 / max(t, mpf("1e-3")), mpf(0), mpf("0.25"), {"double": 8, "float": 4}),
        # the same over a quarter, and (cos(pi r) - 1) / r^2
        "sinpi_quarter": (of_half_turn, lambda t: 1 / max(t, mpf("1e-3")), mpf(0), mpf(1) / 16, {"double": 6, "float": 3}),
        "cospi_quarter": (at0(lambda t: (cos(pi * sqrt(t)) - 1) / t, -pi ** 2 / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), mpf(1) / 16, {"double": 7, "float": 4}),
        # (sinh r - r) / r^3, (cosh r - 1) / r^2
        "sinh": (odd(mp.sinh, third / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), h * h, {"double": 6, "float": 3}),
        "cosh": (at0(lambda t: (mp.cosh(sqrt(t)) - 1) / t, mpf(1) / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), h * h, {"double": 7, "float": 3}),
        # (tanh r - r) / r^3
        "tanh": (odd(mp.tanh, -third), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), mpf("0.3907"), {"float": 5}),
        # log2(erfc x) / x, x between 1 and where erf is 1
        "erf_outer": (lambda x: mp.log(erfc(x), 2) / x, lambda x: 1 / (x * erfc(x)), mpf("0.99"), mpf("4.1"), {"float": 7}),
        "erf_outer_double": (lambda x: mp.log(erfc(x), 2) / x, lambda x: 1 / (x * erfc(x)), mpf("0.99"), mpf("6.0"), {"double": 19}),
        "asin": (odd(asin, third / 2), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), mpf("0.25"), {"double": 13, "float": 5}),
        "atan": (odd(atan, -third), lambda t: 1 / max(t, mpf("1e-3")), mpf(0), a8 * mpf("1.0001"), {"double": 12, "float": 5}),
        # erf(x) / x - 2 / sqrt(pi) on |x| <= 1
        "erf": (at0(lambda t: erf(sqrt(t)) / sqrt(t) - 2 / sqrt(pi), mpf(0)), lambda t: mpf(1), mpf(0), mpf(1), {"double": 14, "float": 7}),
        # e^(x^2) erfc(x) (1 + 2 x), t = (x - 3) / (x + 3), 0.5 <= x <= 28
        "erfc": (erfcx_scaled(mpf(3)), one, mpf("-2.5") / mpf("3.5"), mpf(25) / 31, {"double": 22, "float": 11}),
        # x (log gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2), t = 1 / x^2, x >= 8
        "stirling": (at0(lambda t: (lambda x: x * (loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2))(1 / sqrt(t)), mpf(1) / 12), one, mpf("1e-9"), mpf(1) / 64, {"double": 7}),
        # log gamma(x) / ((x - 1) (x - 2)), t = x - 1.5, 1 <= x <= 2
        "lgamma": (lambda t: (loggamma(t + mpf("1.5")) / ((t + mpf("0.5")) * (t - mpf("0.5")))) if abs(abs(t) - mpf("0.5")) > mpf(10) ** -30 else (-mp.digamma(1) if t < 0 else mp.digamma(2)), one, mpf("-0.501"), mpf("0.501"), {"double": 21}),
    }


def main():
    chosen = sys.argv[1:]
    for name, (function, weight, low, high, counts) in table().items():
        for kind, count in counts.items():
            if chosen and name not in chosen and f"{name}:{kind}" not in chosen:
                continue
            digits = 53 if kind == "double" else 24
            coefficients, error = fit(function, weight, low, high, count, digits)
            print(f"// {name}, {kind}: weighted error 2^{mp.nstr(mp.log(error, 2), 4)}")
            for c in coefficients:
                print(f"    {float(c).hex()},")


main()
