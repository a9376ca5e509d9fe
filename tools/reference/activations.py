"""The activations of the tables: derivatives, places where a derivative jumps, and how far from the real line they are analytic."""
from dataclasses import dataclass
from typing import Callable, Optional

from mpmath import cos, erf, erfc, exp, ff, log1p, mp, mpf, pi, sin, sqrt, tanh

# The constants below (1/100, 1/3) are rounded once, here.
mp.dps = max(mp.dps, 80)


@dataclass(frozen=True)
class Activation:
    """values(z, n) gives s, s', ..., s^(n) beside the breakpoints; between them s is analytic."""
    values: Callable
    breakpoints: tuple = ()
    oscillates: bool = False
    jumps: Optional[int] = None
    """The lowest derivative that does not exist as a function: 1 for a step."""
    polynomial: bool = False
    """A polynomial between the breakpoints."""


def polynomial_pieces(shift, coefficients, left=()):
    """sum c_k x^k for x = z + shift > 0, the polynomial left for x < 0."""
    def evaluate(terms, x, order):
        return sum((c * ff(k, order) * x ** (k - order) for k, c in enumerate(terms) if k >= order), mpf(0))

    return lambda z, n: [evaluate(coefficients if z + shift > 0 else left, z + shift, order) for order in range(n + 1)]


def repu(p):
    return Activation(polynomial_pieces(0, [0] * p + [1]), (mpf(0),), polynomial=True)


def mrepu(p):
    """z max(0, z+1)^p = x^(p+1) - x^p with x = z + 1."""
    return Activation(polynomial_pieces(1, [0] * p + [-1, 1]), (mpf(-1),), polynomial=True)


def inflected(p):
    """MRePU_p about its inflection point, scaled: (2/(p+1)) (max(0, z+1)^p (1 - (p-1) z/2) - 1)."""
    constant = -mpf(2) / (p + 1)
    return Activation(polynomial_pieces(1, [constant] + [0] * (p - 1) + [1, -mpf(p - 1) / (p + 1)], [constant]), (mpf(-1),), polynomial=True)


def tanh_values(z, n):
    t = tanh(z)
    d = 1 - t * t
    return [t, d, -2 * t * d, d * (6 * t * t - 2)][:n + 1]


def sigmoid_values(z, n):
    t = 1 / (1 + exp(-z))
    d = t * (1 - t)
    return [t, d, d * (1 - 2 * t), d * (1 - 6 * t + 6 * t * t)][:n + 1]


def softplus_values(z, n):
    return [log1p(exp(z)) if z < 0 else z + log1p(exp(-z))] + (sigmoid_values(z, n - 1) if n else [])


def swish_values(z, n):
    t = sigmoid_values(z, n)
    return [z * t[0]] + [z * t[k] + k * t[k - 1] for k in range(1, n + 1)]


def erf_values(z, n):
    d = 2 * exp(-z * z) / sqrt(pi)
    return [erf(z), d, -2 * z * d, (4 * z * z - 2) * d][:n + 1]


def gelu_values(z, n):
    d = exp(-z * z / 2) / sqrt(2 * pi)
    normal = [erfc(-z / sqrt(mpf(2))) / 2, d, -z * d, (z * z - 1) * d]
    return [z * normal[0]] + [z * normal[k] + k * normal[k - 1] for k in range(1, n + 1)]


def sin_values(z, n):
    a, b = sin(z), cos(z)
    return [a, b, -a, -b][:n + 1]


def cos_values(z, n):
    a, b = sin(z), cos(z)
    return [b, -a, -b, a][:n + 1]


ACTIVATIONS = {
    "linear": Activation(lambda z, n: ([z, mpf(1)] + [mpf(0)] * n)[:n + 1]),
    "relu": repu(1),
    "leaky_relu_0.01": Activation(polynomial_pieces(0, [0, 1], [0, mpf(1) / 100]), (mpf(0),), polynomial=True),
    **{f"repu_{p}": repu(p) for p in (2, 3, 4)},
    **{f"mrepu_{p}": mrepu(p) for p in (1, 2, 3, 4)},
    **{f"inflected_{p}": inflected(p) for p in (2, 3, 4)},
    "perceptron": Activation(polynomial_pieces(0, [1]), (mpf(0),), jumps=1, polynomial=True),
    "sigmoid": Activation(sigmoid_values),
    "tanh": Activation(tanh_values),
    "sin": Activation(sin_values, oscillates=True),
    "cos": Activation(cos_values, oscillates=True),
    "erf": Activation(erf_values),
    "gelu": Activation(gelu_values),
    "swish": Activation(swish_values),
    "softplus": Activation(softplus_values),
}
