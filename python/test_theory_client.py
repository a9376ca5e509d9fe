"""Tests of the client: `python3 -m unittest` in this folder, with the command in THEORY_COMMAND (default `theory`)."""

import math
import os
import shlex
import unittest

from theory_client import Theory, TheoryError

THEORY = Theory(shlex.split(os.environ.get("THEORY_COMMAND", "theory")), timeout=300)


def relu_kernels(inputs, depth, cb, cw):
    """NNGP and tangent kernel of ReLU networks by the arc-cosine formulas, in the parametrisation of neural-tangents (rates C_b, C_W)."""
    n = len(inputs)
    dot = [[sum(a * b for a, b in zip(x, y)) / len(x) for y in inputs] for x in inputs]
    nngp = [[cb + cw * dot[a][b] for b in range(n)] for a in range(n)]
    ntk = [row[:] for row in nngp]
    for _ in range(depth - 1):
        ss, slopes = [[0.0] * n for _ in range(n)], [[0.0] * n for _ in range(n)]
        for a in range(n):
            for b in range(n):
                size = math.sqrt(nngp[a][a] * nngp[b][b])
                angle = math.acos(max(-1.0, min(1.0, nngp[a][b] / size)))
                ss[a][b] = size * (math.sin(angle) + (math.pi - angle) * math.cos(angle)) / (2 * math.pi)
                slopes[a][b] = (math.pi - angle) / (2 * math.pi)
        nngp = [[cb + cw * ss[a][b] for b in range(n)] for a in range(n)]
        ntk = [[nngp[a][b] + cw * slopes[a][b] * ntk[a][b] for b in range(n)] for a in range(n)]
    return nngp, ntk


class ClientTests(unittest.TestCase):
    def test_formulas_and_values(self):
        formula = THEORY.derive("relu")["quantities"]["g"]
        self.assertEqual(formula["text"], "K/2")
        points = THEORY.evaluate("relu", K=[1, 4])
        self.assertEqual([p["g"] for p in points], [0.5, 2.0])

    def test_class(self):
        self.assertEqual(THEORY.classify("relu")["class"], "scale-invariant")

    def test_flow(self):
        layers = THEORY.flow("relu", k1=1, cw=2, cb=0, depth=5, width=64)
        self.assertEqual([l["K"] for l in layers], [1.0] * 5)
        self.assertAlmostEqual(layers[1]["vertex"], 5.0, places=12)

    def test_kernels_are_those_of_neural_tangents(self):
        inputs = [[1.0, 0.2, -0.3], [0.1, 0.9, 0.4], [-0.5, 0.3, 0.8]]
        cb, cw = 0.05**2, 1.5**2
        got = THEORY.kernels("relu", inputs, depth=4, cb=cb, cw=cw, lambda_b=cb, lambda_w=cw)
        for name, expected in zip(("nngp", "ntk"), relu_kernels(inputs, 4, cb, cw)):
            for a in range(3):
                for b in range(3):
                    self.assertAlmostEqual(got[name][a][b], expected[a][b], delta=1e-12 * abs(expected[a][b]))

    def test_an_error_is_one_line_with_its_code(self):
        with self.assertRaises(TheoryError) as caught:
            THEORY.classify("rleu; rm -rf x")
        self.assertEqual(caught.exception.code, 2)
        self.assertNotIn("\n", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
