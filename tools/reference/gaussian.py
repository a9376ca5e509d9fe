"""Means over normal variables by quadrature. Nothing here knows a closed form: values are compared with those that do."""
from functools import lru_cache

from mpmath import cos, exp, log, mp, mpf, pi, sqrt
from mpmath.calculus.quadrature import GaussLegendre

NEGLIGIBLE = 20
"""Digits below the working precision at which a sum of terms that cancel is taken for an exact zero."""


@lru_cache(maxsize=None)
def legendre(degree, precision):
    """3 * 2^(degree-1) nodes and weights on (-1, 1)."""
    return GaussLegendre(mp).calc_nodes(degree, precision + 20)


def panels(edges, degree):
    """Composite Gauss-Legendre nodes and weights."""
    rule = legendre(degree, mp.prec)
    for a, b in zip(edges, edges[1:]):
        middle, half = (a + b) / 2, (b - a) / 2
        for x, w in rule:
            yield middle + half * x, half * w


def edges_of(cut, width, breakpoints=(), finest=None):
    """Edges on (-cut, cut): no panel is wider than width; at a breakpoint panels start with the finest width and double from there."""
    edges = {-cut, cut}
    for b in breakpoints:
        if abs(b) < cut:
            edges.add(b)
        if finest:
            step = mpf(finest)
            while step < width:
                edges.update(e for e in (b - step, b + step) if abs(e) < cut)
                step *= 2
    ordered = sorted(edges)
    result = [ordered[0]]
    for a, b in zip(ordered, ordered[1:]):
        count = int(mp.ceil((b - a) / width))
        result += [a + (b - a) * i / count for i in range(1, count + 1)]
    return result


def trapezoid(step, cut):
    """Equal weights at multiples of the step: exponentially accurate for functions analytic near the line (Trefethen and Weideman, SIAM Review 56, 2014)."""
    count = int(mp.ceil(cut / step))
    return [(i * step, step) for i in range(-count, count + 1)]


def density(t):
    return exp(-t * t / 2) / sqrt(2 * pi)


def nodes(activation, K, degree=5):
    """Nodes z and weights of the mean over z ~ N(0, K) for powers of s and its derivatives."""
    scale = sqrt(K)
    # exp(-cut^2/2) is below the working precision even times the 20th power of the cut.
    cut = sqrt(2 * mp.dps * log(10)) + 4
    if activation.oscillates:
        # s^4 has frequency 4 sqrt(K) in t; the Fourier transform of the normal density decides the step.
        points = trapezoid(2 * pi / (4 * scale + cut), cut)
    elif activation.polynomial:
        points = panels(edges_of(cut, mpf(3) / 2, [b / scale for b in activation.breakpoints]), degree)
    else:
        # Poles and turning points lie at distances of order 1 in z.
        points = panels(edges_of(cut, mpf(3) / 2, [mpf(0)], 1 / scale), degree)
    return [(scale * t, w * density(t)) for t, w in points]


def mean(terms):
    """The sum of terms; exactly 0 where only rounding is left of it."""
    total, size = mp.fsum(terms), mp.fsum(terms, absolute=True)
    return mpf(0) if abs(total) <= size * mpf(10) ** (NEGLIGIBLE - mp.dps) else total
