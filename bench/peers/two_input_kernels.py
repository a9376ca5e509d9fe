"""Two-input expectations E[s(z_a) s(z_b)] as NumPy and SciPy users compute them, on the pairs of a file.

usage: two_input_kernels.py METHOD ACTIVATION FILE
METHOD: gh25, gh100 (Gauss-Hermite product rule of that degree, all pairs at once, as neural-tangents does it), dblquad (SciPy, default
accuracy), arccosine (the closed form of ReLU), gram-gh25 and gram-arccosine (ten layers for the inputs in the file, K and Theta).
Prints processor seconds, then one value a line.
"""
import sys
import time

import numpy as np


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


ACTIVATIONS = {
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "mrepu:2": (lambda z: z * np.maximum(0, z + 1) ** 2, lambda z: np.maximum(0, z + 1) ** 2 + 2 * z * np.maximum(0, z + 1)),
    "swish": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z)),
    "selu": (
        lambda z: 1.0507009873554804934 * np.where(z < 0, 1.6732632423543772848 * np.expm1(np.minimum(z, 0)), z),
        lambda z: 1.0507009873554804934 * np.where(z < 0, 1.6732632423543772848 * np.exp(np.minimum(z, 0)), 1.0),
    ),
}


def gauss_hermite(f, ka, kb, rho, degree):
    x, w = np.polynomial.hermite.hermgauss(degree)
    t = np.sqrt(2) * x[:, None, None]
    u = np.sqrt(2) * x[None, :, None]
    za = np.sqrt(ka) * t
    zb = np.sqrt(kb) * (rho * t + np.sqrt(np.maximum(0, 1 - rho * rho)) * u)
    return np.einsum("i,j,ijp->p", w, w, f(za) * f(zb)) / np.pi


def in_blocks(f, ka, kb, rho, degree):
    block = max(1, 2_000_000 // degree**2)
    return np.concatenate([gauss_hermite(f, ka[i : i + block], kb[i : i + block], rho[i : i + block], degree) for i in range(0, len(rho), block)])


def dblquad(f, ka, kb, rho):
    from scipy.integrate import dblquad as integrate

    root = np.sqrt(1 - rho * rho)
    density = lambda u, t: np.exp(-0.5 * (t * t + u * u)) / (2 * np.pi)
    return integrate(lambda u, t: density(u, t) * f(np.sqrt(ka) * t) * f(np.sqrt(kb) * (rho * t + root * u)), -np.inf, np.inf, -np.inf, np.inf)[0]


def arccosine(ka, kb, rho):
    angle = np.arccos(np.clip(rho, -1, 1))
    value = np.sqrt(ka * kb) / (2 * np.pi) * (np.sin(angle) + (np.pi - angle) * np.cos(angle))
    return value, (np.pi - angle) / (2 * np.pi)


def gram(x, cw, layers, expectations):
    """The kernel of every pair above the diagonal, and the tangent kernel; the time of one layer times their number."""
    a, b = np.triu_indices(len(x))
    k = cw * (x @ x.T)[a, b] / x.shape[1]
    theta = k / cw
    diagonal = a == b
    start = time.process_time()
    steps = 1 if expectations is not arccosine else layers - 1
    for _ in range(steps):
        variance = k[diagonal]
        ka, kb = variance[a], variance[b]
        value, slope = expectations(ka, kb, np.clip(k / np.sqrt(ka * kb), -1, 1))
        k, theta = cw * value, value + cw * slope * theta
    return (time.process_time() - start) * (layers - 1) / steps, k


def main():
    method, name, path = sys.argv[1:4]
    f, slope = ACTIVATIONS[name]
    table = np.loadtxt(path, delimiter=",", ndmin=2)
    if method.startswith("gram"):
        by_rule = lambda ka, kb, rho: (in_blocks(f, ka, kb, rho, 25), in_blocks(slope, ka, kb, rho, 25))
        seconds, values = gram(table, float(sys.argv[4]), 10, arccosine if method == "gram-arccosine" else by_rule)
        values = values[:10]
    else:
        ka, kb, rho = table.T
        start = time.process_time()
        if method == "dblquad":
            values = [dblquad(f, *row) for row in table]
        elif method == "arccosine":
            values = arccosine(ka, kb, rho)[0]
        else:
            values = in_blocks(f, ka, kb, rho, int(method[2:]))
        seconds = time.process_time() - start
    print(repr(float(seconds)))
    print("\n".join(repr(float(v)) for v in values))


if __name__ == "__main__":
    main()
