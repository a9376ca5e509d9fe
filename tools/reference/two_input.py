"""tests/reference/two_input.csv: <s(z1) s(z2)> and <s'(z1) s'(z2)> for two normal variables, by nested quadrature without closed inner forms."""
from mpmath import log, mp, mpf, pi, sqrt

from activations import ACTIVATIONS
from gaussian import density, edges_of, mean, panels, trapezoid
from reference_table import Table

NAMES = ["relu", "repu_2", "mrepu_2", "erf", "tanh"]
DIGITS = 20
# exp(-CUT^2/2) = 3e-30, which the powers of z leave below 1e-22.
CUT = mpf(23) / 2


def step(name, K):
    """Of the trapezoidal rule, whose error is exp(-2 pi y/step) times the integrand's growth at a distance y from the line: exp(y^2/2) of the density and
    exp(K y^2) of erf; tanh has poles at a distance pi/(2 sqrt(K)) in t."""
    digits = (DIGITS + 5) * log(10)
    steps = [2 * pi / sqrt(4 * ((K if name == "erf" else 0) + mpf(1) / 2) * digits)]
    if name == "tanh":
        pole = pi / 2 / sqrt(K)
        steps.append(2 * pi * pole / (digits + pole ** 2 / 2))
    return min(steps)


def compute(name, Ka, Kb, rho):
    activation, Ka, Kb, rho = ACTIVATIONS[name], mpf(Ka), mpf(Kb), mpf(rho)
    scale, slope, deviation = sqrt(Ka), rho * sqrt(Kb), sqrt(Kb * (1 - rho ** 2))
    if activation.polynomial:
        # As a function of t the inner mean is smooth, on the scale on which z2 leaves the breakpoint.
        outer = [b / scale for b in activation.breakpoints]
        inner = [b / slope for b in activation.breakpoints] if rho else []
        edges = edges_of(CUT, mpf(3) / 2, outer + inner, abs(deviation / slope) if rho else None)
        points = list(panels(edges, 4))
    else:
        # Analytic in the pair: the poles of s(z1) and of the inner mean over u are those of s with K and with the deviation of z2.
        points = trapezoid(step(name, max(Ka, Kb)), CUT)
        inner_points = [(u, w * density(u)) for u, w in trapezoid(step(name, max(Ka, deviation ** 2)), CUT)]
    ss, dsds = [], []
    for t, w in points:
        s, d = activation.values(scale * t, 1)
        if not s and not d:
            continue
        centre = slope * t
        if activation.polynomial:
            breaks = [(b - centre) / deviation for b in activation.breakpoints]
            edges = edges_of(CUT, mpf(5) / 2, breaks)
            inner_points = [(u, v * density(u)) for u, v in panels(edges, 4)] if any(abs(b) < CUT for b in breaks) else whole(edges)
        means = [mpf(0), mpf(0)]
        for u, v in inner_points:
            a, b = activation.values(centre + deviation * u, 1)
            means[0] += v * a
            means[1] += v * b
        ss.append(w * density(t) * s * means[0])
        dsds.append(w * density(t) * d * means[1])
    return [[mean(ss), mean(dsds)]]


_whole = {}


def whole(edges):
    """Points where no breakpoint falls within the cut, made once."""
    key = mp.prec
    if key not in _whole:
        _whole[key] = [(u, v * density(u)) for u, v in panels(edges, 4)]
    return _whole[key]


if __name__ == "__main__":
    mp.dps = 36
    pairs = [("1", "1"), ("0.1", "0.1"), ("0.5", "2"), ("10", "10"), ("0.01", "0.01")]
    groups = [(name, a, b, rho) for name in NAMES for a, b in pairs for rho in "-0.99 -0.5 0 0.3 0.9 0.999".split()]
    Table("two_input.csv", "activation,Ka,Kb,rho,ss,dsds", groups, compute, DIGITS, __doc__).run()
