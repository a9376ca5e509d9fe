"""Kernel matrices and regression as NumPy and SciPy users compute them: closed forms of whole matrices, scipy.linalg.cho_factor.

usage: kernel_regression.py ACTIVATION INPUTS DIMENSION DEPTH
Gaussian inputs of one norm, C_b = 0.1, C_W = 2, ten targets. Prints the processor seconds of matrix, factor with solution, and the process' peak memory in MiB.
"""
import resource
import sys
import time

import numpy as np
from scipy.linalg import cho_factor, cho_solve


def relu(ka, kb, kab):
    scale = np.sqrt(ka * kb)
    theta = np.arccos(np.clip(kab / scale, -1, 1))
    return scale * (np.sin(theta) + (np.pi - theta) * np.cos(theta)) / (2 * np.pi)


def erf(ka, kb, kab):
    return 2 / np.pi * np.arcsin(2 * kab / np.sqrt((1 + 2 * ka) * (1 + 2 * kb)))


def main():
    name, count, dimension, depth = sys.argv[1], *map(int, sys.argv[2:5])
    s = {"relu": relu, "erf": erf}[name]
    rng = np.random.default_rng(1)
    x = rng.normal(size=(count, dimension))
    x *= np.sqrt(dimension) / np.linalg.norm(x, axis=1, keepdims=True)
    start = time.process_time()
    k = 0.1 + 2 * (x @ x.T) / dimension
    for _ in range(depth - 1):
        diagonal = np.diag(k).copy()
        k = 0.1 + 2 * s(diagonal[:, None], diagonal[None, :], k)
    matrix = time.process_time() - start
    start = time.process_time()
    k[np.diag_indices(count)] += 0.01
    cho_solve(cho_factor(k, lower=True, overwrite_a=True), rng.normal(size=(count, 10)))
    print(matrix, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sep="\n")


main()
