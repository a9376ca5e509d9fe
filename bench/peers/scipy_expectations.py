"""Times SciPy and NumPy on Gaussian expectations of an activation at one K, for bench/ExpectationComparison.cs.

Prints tab-separated: seconds per scipy.integrate.quad at its default accuracy with an integrand of math functions, its value of g, seconds of the same
with NumPy's functions in the integrand, seconds per NumPy Gauss-Hermite rule of
degree 25 and 100 (vectorised over 10,000 kernels), and their values of g.
"""
import math
import sys
import time

import numpy as np
from scipy.integrate import quad

ACTIVATIONS = {
    "relu": (lambda z: z if z > 0 else 0.0, lambda z: np.maximum(z, 0)),
    "mrepu:2": (lambda z: z * max(0.0, z + 1) ** 2, lambda z: z * np.maximum(0, z + 1) ** 2),
    "tanh": (math.tanh, np.tanh),
    "gelu": (lambda z: z * 0.5 * math.erfc(-z / math.sqrt(2)), None),
    "swish": (lambda z: z / (1 + math.exp(-z)) if z > -700 else 0.0, lambda z: z / (1 + np.exp(-z))),
    "hard_tanh": (lambda z: max(-1.0, min(1.0, z)), lambda z: np.clip(z, -1, 1)),
}


def mean(run, duration):
    count, start, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - start < duration:
        run()
        count += 1
    return (time.process_time() - used) / count


def seconds(run):
    """The least mean processor time over a tenth of a second out of ten, warm."""
    mean(run, 0.2)
    return min(mean(run, 0.1) for _ in range(10))


def main():
    name, k = sys.argv[1], float(sys.argv[2])
    scalar, vector = ACTIVATIONS[name]
    if vector is None:
        from scipy.special import ndtr
        vector = lambda z: z * ndtr(z)
    density = lambda z: math.exp(-z * z / (2 * k)) / math.sqrt(2 * math.pi * k)
    by_quad = lambda: quad(lambda z: scalar(z) ** 2 * density(z), -math.inf, math.inf)[0]
    numpy_density = lambda z: np.exp(-z * z / (2 * k)) / np.sqrt(2 * np.pi * k)
    by_numpy = lambda: quad(lambda z: vector(z) ** 2 * numpy_density(z), -np.inf, np.inf)[0]
    with np.errstate(over="ignore"):
        row = [seconds(by_quad), by_quad(), seconds(by_numpy)]
    kernels = np.full(10_000, k)
    for degree in (25, 100):
        nodes, weights = np.polynomial.hermite.hermgauss(degree)
        by_rule = lambda: (vector(np.sqrt(2 * kernels)[:, None] * nodes) ** 2) @ weights / math.sqrt(math.pi)
        row += [seconds(by_rule) / len(kernels), by_rule()[0]]
    print("\t".join(repr(float(x)) for x in row))


if __name__ == "__main__":
    main()
