"""tests/reference/burgers.csv: u(x, t) of u_t + u u_x = (0.01/pi) u_xx, u(x,0) = -sin(pi x), by adaptive quadrature of the Cole-Hopf integral."""
from mpmath import cos, exp, linspace, mp, mpf, pi, quad, sin

from reference_table import Table


def u(x, t):
    nu = mpf("0.01") / pi
    weight = lambda eta: exp(-(cos(pi * (x - eta)) + 1) / (2 * pi * nu) - eta ** 2 / (4 * nu * t))
    scale = max(weight(e) for e in linspace(-2, 2, 401))
    edges = linspace(-3, 3, 61)
    top = quad(lambda e: sin(pi * (x - e)) * weight(e) / scale, edges)
    return -top / quad(lambda e: weight(e) / scale, edges)


if __name__ == "__main__":
    mp.dps = 40
    groups = [(x, t) for t in ["0.01", "0.1", "0.25", "0.5", "0.75", "1", "3"] for x in ["-0.95", "-0.5", "-0.02", "0.001", "0.01", "0.3", "0.77"]]
    Table("burgers.csv", "x,t,u", groups, lambda x, t: [[u(mpf(x), mpf(t))]], 20, __doc__).run()
