"""The mean metric of two inputs in layer 3, to order 1/n: tests/reference/pair_metric.csv.

G1_12(3) = 1/2 sum V_(ab)(cd)(2) d^2/dK_ab dK_cd of C_W <s_1 s_2> at K(2), from K(1) = 1, 1, rho. Expectations over the plane are sums by
the trapezoidal rule, which converges geometrically for these functions; derivatives by K are those of the integrand (Price). For ReLU
everything is closed: moments by polar coordinates, derivatives of the arc-cosine kernel.
"""
import csv
import sys
from mpmath import mp, mpf, sqrt, pi, acos, cos, sin, tanh, erf, exp, quad, gamma, diff

mp.dps = 30
CORRELATIONS = ["0", "0.5", "-0.7", "0.9", "0.99", "0.999", "0.999999", "1"]
PAIRS = [(1, 1), (1, 2), (2, 2)]


def relu_moment(m, n, k1, k2, rho):
    """<relu(z_1)^m relu(z_2)^n> at correlation rho."""
    t = acos(rho)
    radial = 2 ** (mpf(m + n) / 2) * gamma(mpf(m + n) / 2 + 1)
    ends = [-pi / 2 if n == 0 else t - pi / 2, t + pi / 2 if m == 0 else pi / 2]
    angular = quad(lambda p: cos(p) ** m * cos(p - t) ** n, ends) / (2 * pi)
    return k1 ** (mpf(m) / 2) * k2 ** (mpf(n) / 2) * radial * angular


def relu(rho, cw):
    moment = lambda m, n: relu_moment(m, n, mpf(1), mpf(1), rho)
    v, k12 = vertex(moment, cw), cw * moment(1, 1)
    k = cw * moment(2, 0)
    if rho == 1:
        return mpf(0)

    def product(a, c, b):
        t = acos(c / sqrt(a * b))
        return cw * sqrt(a * b) / (2 * pi) * (sin(t) + (pi - t) * cos(t))

    mp.dps = 60
    order = {(1, 1): 0, (1, 2): 1, (2, 2): 2}
    total = mpf(0)
    for p in PAIRS:
        for q in PAIRS:
            n = [0, 0, 0]
            n[order[p]] += 1
            n[order[q]] += 1
            total += v[p, q] * diff(product, (k, k12, k), tuple(n))
    mp.dps = 30
    return total / 2


def vertex(moment, cw):
    """V(2) from <s_1^m s_2^n>."""
    v = {}
    for (a, b) in PAIRS:
        for (c, d) in PAIRS:
            ones = [a, b, c, d].count(1)
            pair = lambda x, y: moment([x, y].count(1), [x, y].count(2))
            v[(a, b), (c, d)] = cw ** 2 * (moment(ones, 4 - ones) - pair(a, b) * pair(c, d))
    return v


def plane(k1, k12, k2, h=mpf(1) / 4, reach=9):
    """Nodes and weights of the trapezoidal rule for the pair."""
    a = sqrt(k1)
    b, c = k12 / a, sqrt(max(mpf(0), k2 - k12 ** 2 / k1))
    steps = int(reach / h)
    for i in range(-steps, steps + 1):
        x = i * h
        wx = exp(-x * x / 2)
        if c == 0:
            yield a * x, b * x, h * wx / sqrt(2 * pi)
            continue
        for j in range(-steps, steps + 1):
            y = j * h
            w = wx * exp(-y * y / 2) * h * h / (2 * pi)
            if w > mpf(10) ** -19:
                yield a * x, b * x + c * y, w


def smooth(derivatives, rho, cw, cb):
    mp.dps = 20
    known = {}

    def values(z):
        if z not in known:
            known[z] = derivatives(z)
        return known[z]

    def sums(k1, k12, k2, functions):
        total = [mpf(0)] * len(functions)
        for x, y, w in plane(k1, k12, k2):
            u, v = values(x), values(y)
            for i, f in enumerate(functions):
                total[i] += w * f(u, v)
        return total

    powers = [(m, n) for m in range(5) for n in range(5 - m)]
    first = dict(zip(powers, sums(mpf(1), rho, mpf(1), [lambda u, v, m=m, n=n: u[0] ** m * v[0] ** n for m, n in powers])))
    v = vertex(lambda m, n: first[m, n], cw)
    k, k12 = cb + cw * first[2, 0], cb + cw * first[1, 1]
    # <s^(i) s^(j)> with i + j = 4 and factors 1/4, 1/2, 1.
    d = sums(k, k12, k, [lambda u, v, i=i: u[i] * v[4 - i] for i in range(5)])
    h = {((1, 1), (1, 1)): d[4] / 4, ((1, 1), (1, 2)): d[3] / 2, ((1, 1), (2, 2)): d[2] / 4,
         ((1, 2), (1, 2)): d[2], ((1, 2), (2, 2)): d[1] / 2, ((2, 2), (2, 2)): d[0] / 4}
    return cw / 2 * sum(v[p, q] * h[min((p, q), (q, p))] for p in PAIRS for q in PAIRS)


def of_tanh(z):
    t = tanh(z)
    s = 1 - t * t
    return t, s, -2 * t * s, s * (6 * t * t - 2), t * s * (16 - 24 * t * t)


def of_erf(z):
    g = 2 / sqrt(pi) * exp(-z * z)
    return erf(z), g, -2 * z * g, (4 * z * z - 2) * g, (12 * z - 8 * z ** 3) * g


def main():
    rows = [("relu", "2", "0", r, relu(mpf(r), mpf(2))) for r in CORRELATIONS]
    for name, derivatives, cw, cb in [("erf", of_erf, "1.2", "0"), ("tanh", of_tanh, "1.5", "0.1")]:
        rows += [(name, cw, cb, r, smooth(derivatives, mpf(r), mpf(cw), mpf(cb))) for r in CORRELATIONS]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["activation", "C_W", "C_b", "rho", "G12"])
    writer.writerows([*row[:4], mp.nstr(row[4], 12)] for row in rows)


if __name__ == "__main__":
    main()
