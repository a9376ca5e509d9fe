"""tests/reference/tangent.csv: kernel K, tangent kernel Theta, vertex V and the coefficients of 1/n of the tangent kernel and its differentials.

One input, equal widths, z(1) given K(1). lambda_b is the learning rate of a bias, lambda_W/n that of a weight. With dH the fluctuation of the tangent
kernel H between neurons of a layer:

    E[H_ij]               = d_ij (Theta + T1/n)                  E[z_i z_j] = d_ij (K + G1/n)
    E[dH_ij dH_kl]        = (1/n) [d_ij d_kl A + (d_ik d_jl + d_il d_jk) B]
    E[dH_ij z_k z_l]_conn = (1/n) [d_ij d_kl D + (d_ik d_jl + d_il d_jk) F]
    E[dH_ijk z_l]         = (1/n) [d_il d_jk P + (d_ij d_kl + d_ik d_jl) Q]      dH_ijk: first differential, its first index carries the Hessian
    R: second differential with a third derivative; S, T, U: that with two Hessians

A derivative by K is a mean with a Hermite polynomial: d<f>/dK = <f (z^2-K)>/(2K^2), d^2<f>/dK^2 = <f He4(z/sqrt K)>/(4K^2).
"""
from mpmath import mp, mpf, sqrt

from activations import ACTIVATIONS
from gaussian import mean, nodes
from reference_table import Table

LAYERS = 6
COLUMNS = "activation,K1,C_b,C_W,lambda_b,lambda_W,layer,K,Theta,V,G1,T1,A,B,D,F,P,Q,R,S,T,U"


def advance(activation, Cb, CW, lb, lW, state):
    """One layer."""
    K, Theta, V, G1, T1, A, B, D, F, P, Q, R, S, T, U = state
    points = [(z, w, *activation.values(z, 3)) for z, w in nodes(activation, K)]

    def average(f):
        return mean([w * f(s0, s1, s2, s3) for _, w, s0, s1, s2, s3 in points])

    def slope(f):
        return mean([w * (z * z - K) / (2 * K * K) * f(s0, s1, s2, s3) for z, w, s0, s1, s2, s3 in points])

    def curvature(f):
        return mean([w * ((z * z / K) ** 2 - 6 * z * z / K + 3) / (4 * K * K) * f(s0, s1, s2, s3) for z, w, s0, s1, s2, s3 in points])

    square, gradient = (lambda s0, s1, s2, s3: s0 ** 2), (lambda s0, s1, s2, s3: s1 ** 2)

    def u(s0, s1, s2, s3):
        return lW * s0 ** 2 + CW * Theta * s1 ** 2

    g, g1, g2 = average(square), slope(square), curvature(square)
    p, p1, p2 = average(gradient), slope(gradient), curvature(gradient)
    par, perp, h2 = CW * g1, CW * p, CW * p1
    mean_u, u1 = average(u), lW * g1 + h2 * Theta
    mixed = CW ** 2 * Theta ** 2 * average(lambda s0, s1, s2, s3: s0 * s1 ** 2 * s2)
    bent = CW ** 2 * Theta ** 3 * average(lambda s0, s1, s2, s3: s1 ** 2 * s2 ** 2)

    nV = CW ** 2 * (average(lambda s0, s1, s2, s3: s0 ** 4) - g ** 2) + par ** 2 * V
    nG1 = par * G1 + CW * g2 * V / 2
    nF = CW ** 2 * Theta * average(lambda s0, s1, s2, s3: s0 ** 2 * s1 ** 2) + par ** 2 * F
    nB = CW ** 2 * Theta ** 2 * average(lambda s0, s1, s2, s3: s1 ** 4) + perp ** 2 * B
    nD = CW * (average(lambda *s: u(*s) * s[0] ** 2) - mean_u * g) + par * u1 * V + par * perp * D
    nA = average(lambda *s: u(*s) ** 2) - mean_u ** 2 + u1 ** 2 * V + 2 * perp * u1 * D + perp ** 2 * A
    nT1 = lW * (g1 * G1 + g2 * V / 2) + perp * T1 + CW * Theta * (p1 * G1 + p2 * V / 2) + CW * p1 * (D + 2 * F)
    nP = mixed + perp * (par - perp) * B + par * perp * P
    nQ = lW / CW * nF + mixed + par * (h2 * Theta * F + perp * Q)
    nR = (lW / CW * nP + CW ** 2 * Theta ** 3 * average(lambda s0, s1, s2, s3: s1 ** 3 * s3)
          + perp * Theta * (CW * average(lambda s0, s1, s2, s3: s1 * s3) * B + h2 * P) + perp ** 2 * R)
    nS = lW / CW * nB + bent + CW * Theta * perp * average(lambda s0, s1, s2, s3: s2 ** 2) * B + perp ** 2 * S
    nT = 2 * lW / CW * nQ - (lW / CW) ** 2 * nF + bent + (h2 * Theta) ** 2 * F + 2 * h2 * Theta * perp * Q + perp ** 2 * T
    nU = bent + perp ** 2 * U
    return [Cb + CW * g, lb + mean_u, nV, nG1, nT1, nA, nB, nD, nF, nP, nQ, nR, nS, nT, nU]


def compute(name, K1, C_b, C_W, lambda_b, lambda_W):
    activation, K, Cb, CW, lb, lW = ACTIVATIONS[name], mpf(K1), mpf(C_b), mpf(C_W), mpf(lambda_b), mpf(lambda_W)
    # Theta(1) = lambda_b + lambda_W |x|^2/n_0, and K(1) = C_b + C_W |x|^2/n_0.
    state = [K, lb + lW * (K - Cb) / CW] + [mpf(0)] * 13
    rows = []
    for layer in range(1, LAYERS + 1):
        rows.append([str(layer)] + state)
        state = advance(activation, Cb, CW, lb, lW, state)
    return rows


if __name__ == "__main__":
    mp.dps = 45
    groups = [("tanh", "1.0", "0.0", "1.5", "0.2", "1.0"), ("sin", "0.8", "0.1", "1.3", "0.3", "0.7"), ("erf", "0.5", "0.05", "1.0", "0.5", "0.5"),
              ("mrepu_2", "0.01", "0.0", "0.9", "0.0", "1.0"), ("inflected_2", "0.3", "0.0", "1.0", "0.0", "1.0")]
    Table("tangent.csv", COLUMNS, groups, compute, 12, __doc__).run()
