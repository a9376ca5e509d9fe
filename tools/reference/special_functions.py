"""tests/reference/special_functions.csv: special functions at random exact doubles, to 25 digits."""
import random

from mpmath import erf, erfc, exp, expm1, log1p, mp, mpf, pi, sech, sqrt

from reference_table import Table

SMALLEST_NORMAL, LARGEST = mpf("2.3e-308"), mpf("1.7e308")

FUNCTIONS = {
    "erf": erf,
    "erfc": erfc,
    "Phi": lambda x: erfc(-x / sqrt(mpf(2))) / 2,
    "phi": lambda x: exp(-x ** 2 / 2) / sqrt(2 * pi),
    "sigmoid": lambda x: 1 / (1 + exp(-x)),
    "softplus": lambda x: log1p(exp(x)),
    "log1p": log1p,
    "expm1": expm1,
    "sech": sech,
}


def uniform(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def logarithmic(low, high, count):
    """Both signs of numbers whose decimal logarithm is uniform."""
    return [sign * 10 ** random.uniform(low, high) for _ in range(count) for sign in (1, -1)]


def points():
    """The points of each function, by seed 1; those whose value is no normal double are left out."""
    random.seed(1)
    table = {
        "erf": uniform(-6, 6, 40) + logarithmic(-12, 0.5, 20) + [0.5, -0.5, 0.0],
        "erfc": uniform(-6, 27, 80) + logarithmic(-12, 0.5, 15) + [26.5, 0.5, 1.0],
        "Phi": uniform(-38, 9, 120) + uniform(-5, 5, 40) + logarithmic(-12, 0.5, 15) + [-37.5, -30.0, -20.0, -10.0, 0.0],
        "phi": uniform(-38, 38, 60) + uniform(-3, 3, 30) + [0.0],
        "sigmoid": uniform(-40, 40, 40) + uniform(-700, -40, 10) + logarithmic(-12, 0.5, 15),
        "softplus": uniform(-40, 40, 40) + uniform(-700, 700, 20) + logarithmic(-12, 0.5, 15),
        "log1p": logarithmic(-18, -0.01, 60) + uniform(-0.99, 3, 40) + [10.0 ** random.uniform(0, 300) for _ in range(20)],
        "expm1": logarithmic(-18, 0.3, 60) + uniform(-40, 40, 40) + uniform(40, 700, 10),
        "sech": uniform(-20, 20, 40) + uniform(-700, 700, 20) + logarithmic(-10, 0.3, 15),
    }
    for name, xs in table.items():
        for x in xs:
            value = FUNCTIONS[name](mpf(x))
            if value == 0 or SMALLEST_NORMAL <= abs(value) <= LARGEST:
                yield name, repr(x)


def compute(name, x):
    # x is an exact double, so it is read as one.
    return [[FUNCTIONS[name](mpf(float(x)))]]


if __name__ == "__main__":
    mp.dps = 60
    Table("special_functions.csv", "function,x,value", points(), compute, 25, __doc__).run()
