"""tests/reference/bivariate_functions.csv: Phi2(h, k, rho), Owen's T(h, a) and erfcx(x) at random exact doubles, to 25 digits."""
import random

from mpmath import asin, atan, cos, erfc, exp, mp, mpf, pi, quad, sin, sqrt, tan, workdps

from reference_table import Table


def normal(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def phi2(h, k, rho):
    """Plackett's identity in the angle, with the interval cut finely towards the end where the integrand is steep."""
    top = asin(rho)
    cuts = [0] + [top * (1 - mpf(2) ** -i) for i in range(1, 40)] + [top]
    density = lambda t: exp(-(h * h + k * k - 2 * h * k * sin(t)) / (2 * cos(t) ** 2))
    return normal(h) * normal(k) + quad(density, cuts) / (2 * pi)


def owens_t(h, a):
    top = atan(a)
    cuts = [top * mpf(i) / 16 for i in range(17)]
    # quad stops at an absolute error: the small factor must stand outside.
    return exp(-h * h / 2) * quad(lambda t: exp(-(h * tan(t)) ** 2 / 2), cuts) / (2 * pi)


def erfcx(x):
    with workdps(400):
        return exp(x ** 2) * erfc(x)


FUNCTIONS = {"Phi2": phi2, "OwensT": owens_t, "erfcx": erfcx}


def points():
    """The points of each function, by seed 1."""
    random.seed(1)
    correlations = [random.uniform(-1, 1) for _ in range(60)]
    correlations += [sign * (1 - 10 ** random.uniform(-12, -1)) for sign in (1, -1) for _ in range(40)]
    correlations += [0.925, -0.925, 0.9249999, 0.3, -0.75]
    for rho in correlations:
        h = random.gauss(0, 1.5)
        k = random.choice([random.gauss(0, 1.5), h + random.gauss(0, 0.05), -h + random.gauss(0, 0.05)])
        yield "Phi2", repr(h), repr(k), repr(rho)
    for _ in range(80):
        h, a = random.choice([random.uniform(-3, 3), random.uniform(-20, 20)]), random.choice([random.uniform(-1, 1), random.uniform(-6, 6)])
        yield "OwensT", repr(h), repr(a), ""
    for x in [random.uniform(-5, 10) for _ in range(40)] + [10 ** random.uniform(-10, 12) for _ in range(30)] + [random.uniform(-26, 0) for _ in range(20)]:
        yield "erfcx", repr(x), "", ""


def compute(function, *arguments):
    # Arguments are exact doubles, so they are read as such.
    return [[FUNCTIONS[function](*[mpf(float(x)) for x in arguments if x])]]


if __name__ == "__main__":
    mp.dps = 40
    Table("bivariate_functions.csv", "function,x,y,rho,value", points(), compute, 25, __doc__).run()
