#!/usr/bin/env python3
"""The numbers behind the figure of docs/layers.md: deep networks of skips and norms, followed layer by layer.

    tools/layers/depth.py THEORY > docs/layers/depth.csv

THEORY is the command (in quotes if it has arguments). Nothing is random; a minute. python3 tools/figures/layers.py draws it.
"""
import csv
import json
import math
import subprocess
import sys

NETWORKS = {
    "pre-norm": (1000, "{L}*[residual(norm; gelu; linear)]", ["--cw", "2"]),
    "unscaled": (40, "{L}*[residual(relu; linear)]", ["--cw", "1"]),
    "tanh-skips": (300, "{L}*[residual(tanh; linear)]", ["--cw", "1"]),
    "tanh-plain": (300, "{L}*[tanh; linear]", ["--cw", "1.5", "--cb", "0.05"]),
}
LENGTHS = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000]


def flow(theory, network, options):
    run = subprocess.run([*theory.split(), "flow", "--network", network, *options, "--k1", "1", "--rho", "0.5", "--json"], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{network}: {run.stderr.strip()}")
    result = json.loads(run.stdout)
    return [{**layer, "rho": pair["rho"]} for layer, pair in zip(result["layers"], result["twoInputs"]["layers"], strict=True)]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    theory = sys.argv[1]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["network", "blocks", "K", "theta", "chiPerp", "rho", "logGradientGrowth"])

    def row(name, blocks, layer):
        out.writerow([name, blocks, *(f"{layer[key]:.12g}" for key in ("K", "theta", "chiPerp", "rho", "logGradientGrowth"))])

    for name, (blocks, text, options) in NETWORKS.items():
        # A block of two layers counts once: what is shown is the signal behind its weights.
        gaussian = [layer for layer in flow(theory, text.format(L=blocks), options) if layer["gaussian"]]
        for number, layer in enumerate(gaussian, 1):
            if number <= 40 or number % 10 == 0:
                row(name, number, layer)
    for blocks in LENGTHS:
        beta = math.sqrt(1 / blocks)
        row("beta^2 = 1/L", blocks, flow(theory, f"{blocks}*[residual(relu; linear, beta={beta!r})]", ["--cw", "2"])[-1])


main()
