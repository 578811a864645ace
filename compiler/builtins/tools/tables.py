#!/usr/bin/env python3
"""Prints a table of the built-in library: `tables.py erf > cl/erf_table.h`, `tables.py log2 > cl/log2_table.h`. Needs mpmath."""
import sys
from mpmath import mp, mpf, erf, exp, log, nint, pi, sqrt

mp.dps = 60


def table(name, size, first, values, columns):
    print(f"static __constant double {name}[{size}] = {{")
    if first > 0:
        print(f"    [{first}] =")
    values = [float(value).hex() for value in values]
    for start in range(0, len(values), columns):
        print("    " + ", ".join(values[start : start + columns]) + ",")
    print("};")


def erf_tables():
    print("""// erf and its derivative at i / 128, up to 6, from where on erf is 1. Any 10 bits are an index: those of NaN may read a 0.
// Made by tools/tables.py.
#pragma once
""")
    points = [mpf(i) / 128 for i in range(6 * 128 + 1)]
    table("erf_at", 1024, 0, map(erf, points), 6)
    table("erf_slope", 1024, 0, [2 / sqrt(pi) * exp(-x * x) for x in points], 6)


def log2_tables():
    print("""// -log2(i / 128): a multiple of 2^-42 and what is left of it. Any 8 bits are an index: those of NaN read a 0.
// Made by tools/tables.py.
#pragma once
""")
    values = [-log(mpf(i) / 128) / log(mpf(2)) for i in range(85, 173)]
    short = [nint(value * 2**42) / 2**42 for value in values]
    table("log2_short", 256, 85, short, 5)
    table("log2_rest", 256, 85, [value - part for value, part in zip(values, short)], 5)


{"erf": erf_tables, "log2": log2_tables}[sys.argv[1]]()
