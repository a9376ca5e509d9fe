"""tests/reference/expectations.csv: <s>, <s^2>, g', <s'^2>, <s^4> and h = (1/2) d<s'^2>/dK under z ~ N(0, K), C_W = 1."""
from mpmath import mp, mpf, workdps

from activations import ACTIVATIONS
from gaussian import mean, nodes
from reference_table import Table

K_VALUES = "1e-8 1e-6 1e-4 1e-3 0.01 0.1 0.25 0.5 1 2 4 10 30 100 1e3 1e4 1e6".split()
UNDERFLOW = mpf("1e-300")
NAMES = [name for name in ACTIVATIONS if not name.startswith("inflected")]


def precision(activation, K):
    """Digits: sin and cos leave e^(-2K) and e^(-K/2) of sums of order 1, which are doubles up to K = 345 and K = 1380."""
    return 60 + int(min(0.87 * K, 300)) if activation.oscillates and K < 1400 else 60


def compute(name, K_text):
    activation = ACTIVATIONS[name]
    with workdps(precision(activation, float(K_text))):
        K, smooth = mpf(K_text), activation.jumps is None
        points = nodes(activation, K)
        values = [activation.values(z, 1) for z, _ in points]
        s = [v[0] for v in values]
        d = [v[1] for v in values]
        hermite = [(z * z - K) / (2 * K * K) for z, _ in points]
        weights = [w for _, w in points]

        def average(f):
            value = mean([w * y for w, y in zip(weights, f)])
            return value if abs(value) > UNDERFLOW else mpf(0)

        return [[average(s),
                 average([y * y for y in s]),
                 average([y * y * he for y, he in zip(s, hermite)]),
                 average([y * y for y in d]) if smooth else None,
                 average([y ** 4 for y in s]),
                 average([y * y * he / 2 for y, he in zip(d, hermite)]) if smooth else None]]


if __name__ == "__main__":
    mp.dps = 60
    Table("expectations.csv", "activation,K,m1,g,chi_par,chi_perp,m4,h", [(name, K) for name in NAMES for K in K_VALUES], compute, 25, __doc__).run()
