"""Derives one Gaussian expectation with SymPy and prints seconds, operation count and the formula, separated by tabs.

Usage: sympy_derivation.py NAME, with NAME a key of INTEGRANDS. The integrals are the ones that Theory derives for the same name.
"""
import sys
import time

from sympy import Interval, Piecewise, Rational, Symbol, count_ops, erf, exp, integrate, oo, pi, simplify, sin, sqrt

z = Symbol("z", real=True)
K = Symbol("K", positive=True)
density = exp(-z**2 / (2 * K)) / sqrt(2 * pi * K)
Phi = (1 + erf(z / sqrt(2))) / 2

# Each expectation as a list of (integrand, from, to).
INTEGRANDS = {
    "relu": [(z**2, 0, oo)],
    "repu:3": [(z**6, 0, oo)],
    "mrepu:2": [(z**2 * (z + 1)**4, -1, oo)],
    "mrepu:3": [(z**2 * (z + 1)**6, -1, oo)],
    "hard_tanh": [(1, -oo, -1), (z**2, -1, 1), (1, 1, oo)],
    "elu": [((exp(z) - 1)**2, -oo, 0), (z**2, 0, oo)],
    "sin": [(sin(z)**2, -oo, oo)],
    "gaussian": [(exp(-2 * z**2), -oo, oo)],
    "erf": [(erf(z)**2, -oo, oo)],
    "gelu": [(z**2 * Phi**2, -oo, oo)],
}


def main():
    start = time.perf_counter()
    total = sum(integrate(f * density, (z, a, b)) for f, a, b in INTEGRANDS[sys.argv[1]])
    total = simplify(total)
    seconds = time.perf_counter() - start
    unevaluated = total.has(__import__("sympy").Integral)
    print(f"{seconds:.6f}\t{'unevaluated' if unevaluated else int(count_ops(total))}\t{total}")


main()
