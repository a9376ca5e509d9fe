"""tests/reference/close_pairs.csv: K_12 and Theta_12 of nearly parallel and nearly opposite inputs, whose angle double precision loses in the correlation.

All in 50 digits from the inputs as the doubles they are, so that nothing is carried specially: sign, ReLU and erf by their closed kernels, hard tanh by one integral over
z_1 of the mean given z_1, tanh by the trapezoidal rule in both variables. lambda_b = 0, lambda_W = 1, the same C_b and C_W in every layer.
"""
from mpmath import acos, asin, cosh, erf, exp, mp, mpf, pi, quad, sin, sqrt, tanh

from reference_table import Table

mp.dps = 50
PAIRS = ["1;0.3|1;0.300000001", "1000;0|1000;0.1", "0.5;-1;2|0.5000000001;-1;2", "1;2|-1;-2.0000003", "0.7;0.7|1.4;1.4000001", "1;0.3|1.00000001;0.3", "3;4|3;4.00002"]
DEPTH = 3


def normal(x):
    return (1 + erf(x / sqrt(mpf(2)))) / 2


def density(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def sign(a, b, c):
    return 2 / pi * asin(c / sqrt(a * b)), None


def relu(a, b, c):
    t = acos(c / sqrt(a * b))
    return sqrt(a * b) / (2 * pi) * (sin(t) + (pi - t) * c / sqrt(a * b)), (pi - t) / (2 * pi)


def error_function(a, b, c):
    p = (1 + 2 * a) * (1 + 2 * b)
    return 2 / pi * asin(2 * c / sqrt(p)), 4 / pi / sqrt(p - 4 * c * c)


def hard_tanh(a, b, c):
    """Given z_1 the other is normal of mean m and deviation d: E[clip] = d (I((m+1)/d) - I((m-1)/d)) - 1 with I(x) = x Phi(x) + phi(x)."""
    if c == a == b:
        inside = 2 * normal(1 / sqrt(a)) - 1
        return a * (inside - 2 / sqrt(a) * density(1 / sqrt(a))) + 1 - inside, inside
    slope, d = c / a, sqrt(b - c * c / a)
    ramp = lambda x: x * normal(x) + density(x)
    value = lambda m: d * (ramp((m + 1) / d) - ramp((m - 1) / d)) - 1
    inside = lambda m: normal((1 - m) / d) - normal((-1 - m) / d)
    width = abs(d / slope)
    edges = {mpf(-16) * sqrt(a), mpf(16) * sqrt(a), mpf(0)}
    for kink in (-1, 1, -1 / slope, 1 / slope):
        for reach in [width * 6 ** k for k in range(0, 20)]:
            edges |= {kink - reach, kink, kink + reach} if reach < 4 * sqrt(a) else set()
    edges = sorted(e for e in edges if abs(e) <= 16 * sqrt(a))
    clip = lambda z: min(max(z, mpf(-1)), mpf(1))
    weight = lambda z: density(z / sqrt(a)) / sqrt(a)
    inner = [e for e in edges if abs(e) <= 1]
    return quad(lambda z: weight(z) * clip(z) * value(slope * z), edges, method="gauss-legendre"), quad(lambda z: weight(z) * inside(slope * z), inner, method="gauss-legendre")


def hyperbolic(a, b, c):
    """Poles at pi/2 in z: the error of the trapezoidal rule is exp(-2 pi (pi/2)/(sqrt(K) step)), below 1e-30."""
    scale, slope, d = sqrt(a), c / sqrt(a), sqrt(abs(b - c * c / a))
    steps = lambda deviation: min(mpf(1) / 4, mpf(1) / 8 / max(deviation, mpf(1)))
    grid = lambda step: [(k * step, step * density(k * step)) for k in range(int(-12 / step), int(12 / step) + 1)]
    inner = grid(steps(d))
    ss = dd = mpf(0)
    for t, w in grid(steps(scale)):
        means = [mpf(0), mpf(0)]
        for u, v in inner:
            y = tanh(slope * t + d * u)
            means[0] += v * y
            means[1] += v * (1 - y * y)
        x = tanh(scale * t)
        ss += w * x * means[0]
        dd += w * (1 - x * x) * means[1]
    return ss, dd


KERNELS = {"sign": sign, "relu": relu, "erf": error_function, "hard_tanh": hard_tanh, "tanh": hyperbolic}


def compute(name, pair, cb, cw):
    kernel, (x, y) = KERNELS[name], ([mpf(float(v)) for v in side.split(";")] for side in pair.split("|"))
    cb, cw, n = mpf(float(cb)), mpf(float(cw)), len(x)
    products = [sum(p * q for p, q in zip(u, v)) / n for u, v in ((x, x), (y, y), (x, y))]
    k, theta, rows = [cb + cw * p for p in products], list(products), []
    for layer in range(2, DEPTH + 1):
        means = [kernel(k[0], k[0], k[0]), kernel(k[1], k[1], k[1]), kernel(*k)]
        k, before = [cb + cw * value for value, _ in means], theta
        theta = None if means[0][1] is None else [value + cw * slope * t for (value, slope), t in zip(means, before)]
        rows.append([str(layer), k[2], None if theta is None else theta[2]])
    return rows


GROUPS = [(name, pair, cb, "1.3") for name in ("sign", "relu", "erf") for pair in PAIRS for cb in ("0", "0.3")]
GROUPS += [("hard_tanh", pair, "0.3", "1.3") for pair in (PAIRS[0], PAIRS[4])] + [("tanh", pair, "0.3", "1.3") for pair in (PAIRS[0], PAIRS[5])]

if __name__ == "__main__":
    Table("close_pairs.csv", "activation,pair,C_b,C_W,layer,K12,Theta12", GROUPS, compute, 18, __doc__).run()
