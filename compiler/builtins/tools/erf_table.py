#!/usr/bin/env python3
"""Prints cl/erf_table.h. Needs mpmath."""
from mpmath import mp, mpf, erf, exp, pi, sqrt

mp.dps = 60
LAST = 6 * 128


def rows(name, function):
    print(f"static __constant double {name}[1024] = {{")
    values = [float(function(mpf(i) / 128)).hex() for i in range(LAST + 1)]
    for first in range(0, len(values), 6):
        print("    " + ", ".join(values[first : first + 6]) + ",")
    print("};")


print("""// erf and its derivative at i / 128, up to 6, from where on erf is 1. Any 10 bits are an index: those of NaN may read a 0.
// Made by tools/erf_table.py.
#pragma once
""")
rows("erf_at", erf)
rows("erf_slope", lambda x: 2 / sqrt(pi) * exp(-x * x))
