"""Writes tests/reference/bivariate_functions.csv: Phi2(h, k, rho), Owen's T(h, a) and erfcx(x) at random exact doubles, to 25 digits."""
import random
from pathlib import Path

from mpmath import asin, erfc, exp, mp, mpf, nstr, pi, quad, sin, cos, sqrt, atan, tan

mp.dps = 40


def normal(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def phi2(h, k, rho):
    """Plackett's identity in the angle, with the interval cut finely towards the end where the integrand is steep."""
    h, k, rho = mpf(h), mpf(k), mpf(rho)
    top = asin(rho)
    cuts = [0] + [top * (1 - mpf(2) ** -i) for i in range(1, 40)] + [top]
    density = lambda t: exp(-(h * h + k * k - 2 * h * k * sin(t)) / (2 * cos(t) ** 2))
    return normal(h) * normal(k) + quad(density, cuts) / (2 * pi)


def owens_t(h, a):
    h, a = mpf(h), mpf(a)
    top = atan(a)
    cuts = [top * mpf(i) / 16 for i in range(17)]
    # quad stops at an absolute error: the small factor must stand outside.
    return exp(-h * h / 2) * quad(lambda t: exp(-(h * tan(t)) ** 2 / 2), cuts) / (2 * pi)


def erfcx(x):
    mp.dps = 400
    value = exp(mpf(x) ** 2) * erfc(mpf(x))
    mp.dps = 40
    return value


def main():
    random.seed(1)
    lines = ["function,x,y,rho,value"]
    correlations = [random.uniform(-1, 1) for _ in range(60)]
    correlations += [sign * (1 - 10 ** random.uniform(-12, -1)) for sign in (1, -1) for _ in range(40)]
    correlations += [0.925, -0.925, 0.9249999, 0.3, -0.75]
    for rho in correlations:
        h = random.gauss(0, 1.5)
        k = random.choice([random.gauss(0, 1.5), h + random.gauss(0, 0.05), -h + random.gauss(0, 0.05)])
        lines.append(f"Phi2,{h!r},{k!r},{rho!r},{nstr(phi2(h, k, rho), 25)}")
    for _ in range(80):
        h, a = random.choice([random.uniform(-3, 3), random.uniform(-20, 20)]), random.choice([random.uniform(-1, 1), random.uniform(-6, 6)])
        lines.append(f"OwensT,{h!r},{a!r},,{nstr(owens_t(h, a), 25)}")
    for x in [random.uniform(-5, 10) for _ in range(40)] + [10 ** random.uniform(-10, 12) for _ in range(30)] + [random.uniform(-26, 0) for _ in range(20)]:
        lines.append(f"erfcx,{x!r},,,{nstr(erfcx(x), 25)}")
    target = Path(__file__).parents[2] / "tests" / "reference" / "bivariate_functions.csv"
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
