"""Writes tests/reference/special_functions.csv: special functions at random exact doubles, to 25 digits."""
import random
from pathlib import Path

from mpmath import erf, erfc, exp, expm1, log1p, mp, mpf, nstr, pi, sech, sqrt

mp.dps = 60
SMALLEST_NORMAL, LARGEST = mpf("2.3e-308"), mpf("1.7e308")


def uniform(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def logarithmic(low, high, count):
    """Both signs of numbers whose decimal logarithm is uniform."""
    return [sign * 10 ** random.uniform(low, high) for _ in range(count) for sign in (1, -1)]


def main():
    random.seed(1)
    table = [
        ("erf", erf, uniform(-6, 6, 40) + logarithmic(-12, 0.5, 20) + [0.5, -0.5, 0.0]),
        ("erfc", erfc, uniform(-6, 27, 80) + logarithmic(-12, 0.5, 15) + [26.5, 0.5, 1.0]),
        ("Phi", lambda x: erfc(-x / sqrt(mpf(2))) / 2,
         uniform(-38, 9, 120) + uniform(-5, 5, 40) + logarithmic(-12, 0.5, 15) + [-37.5, -30.0, -20.0, -10.0, 0.0]),
        ("phi", lambda x: exp(-x ** 2 / 2) / sqrt(2 * pi), uniform(-38, 38, 60) + uniform(-3, 3, 30) + [0.0]),
        ("sigmoid", lambda x: 1 / (1 + exp(-x)), uniform(-40, 40, 40) + uniform(-700, -40, 10) + logarithmic(-12, 0.5, 15)),
        ("softplus", lambda x: log1p(exp(x)), uniform(-40, 40, 40) + uniform(-700, 700, 20) + logarithmic(-12, 0.5, 15)),
        ("log1p", log1p, logarithmic(-18, -0.01, 60) + uniform(-0.99, 3, 40) + [10.0 ** random.uniform(0, 300) for _ in range(20)]),
        ("expm1", expm1, logarithmic(-18, 0.3, 60) + uniform(-40, 40, 40) + uniform(40, 700, 10)),
        ("sech", sech, uniform(-20, 20, 40) + uniform(-700, 700, 20) + logarithmic(-10, 0.3, 15)),
    ]
    lines = ["function,x,value"]
    for name, function, points in table:
        for x in points:
            value = function(mpf(x))
            if value == 0 or SMALLEST_NORMAL <= abs(value) <= LARGEST:
                lines.append(f"{name},{x!r},{nstr(value, 25)}")
    target = Path(__file__).parents[2] / "tests" / "reference" / "special_functions.csv"
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
