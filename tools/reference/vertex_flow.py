"""tests/reference/vertex_flow.csv: K(l+1) = C_b + C_W g(K), V(l+1) = C_W^2 (<s^4> - g^2) + (C_W g')^2 V, V(1) = 0; one input, equal widths."""
from mpmath import mp, mpf

from activations import ACTIVATIONS
from gaussian import mean, nodes
from reference_table import Table

LAYERS, LARGEST = 10, mpf("1e6")


def moments(activation, K):
    """g, g' and <s^4>."""
    points = [(z, w, activation.values(z, 0)[0]) for z, w in nodes(activation, K)]
    return (mean([w * s ** 2 for _, w, s in points]),
            mean([w * s ** 2 * (z * z - K) / (2 * K * K) for z, w, s in points]),
            mean([w * s ** 4 for _, w, s in points]))


def compute(name, C_b, C_W, K1):
    activation, C_b, C_W, K, V = ACTIVATIONS[name], mpf(C_b), mpf(C_W), mpf(K1), mpf(0)
    rows = []
    for layer in range(1, LAYERS + 1):
        rows.append([str(layer), K, V])
        g, slope, m4 = moments(activation, K)
        K, V = C_b + C_W * g, C_W ** 2 * (m4 - g ** 2) + (C_W * slope) ** 2 * V
        if K > LARGEST:
            break
    return rows


if __name__ == "__main__":
    mp.dps = 60
    groups = [(name, "0", C_W, K1) for name, C_W in [("mrepu_2", "1"), ("mrepu_3", "1"), ("tanh", "1"), ("relu", "2")] for K1 in "0.01 0.1 1".split()]
    Table("vertex_flow.csv", "activation,C_b,C_W,K1,layer,K,V", groups, compute, 25, __doc__).run()
