#!/usr/bin/env python3
"""The tables of docs/real-data.md: classes of Fashion-MNIST by infinitely wide networks.

    tools/real-data/table.py THEORY DIR [--fit] [--largest N] [--activations NAME,...] [--csv FILE]

THEORY is the command (in quotes if it has arguments), DIR the folder of Debian's package dataset-fashion-mnist, /usr/share/datasets/fashion-mnist.
C_b = 0.1, C_W = 1, noise 0.01; with --fit they are chosen for each activation and depth by the marginal likelihood of 500 training inputs (theory predict --fit), and kept
for all sizes.
Seed 1; the first 2000 of the test inputs in the order of that seed. Lines are written as they are done, so that an interrupted run leaves what it has.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

ACTIVATIONS = ["relu", "erf", "tanh", "gelu", "mrepu:2", "imrepu:2"]
SIZES = [100, 1000, 3000]
FIXED = {"cb": "0.1", "cw": "1", "noise": "0.01"}
FIELDS = ["activation", "depth", "kernel", "training", "cb", "cw", "noise", "accuracy", "meanSquaredError", "negativeLogLikelihood", "residual", "trainingSeconds"]


def predict(theory, *arguments):
    run = subprocess.run([*theory.split(), "predict", *arguments, "--seed", "1", "--test-size", "2000", "--json"], capture_output=True, text=True, check=False)
    if run.returncode:
        print(" ".join(arguments), run.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    return json.loads(run.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("theory")
    parser.add_argument("folder")
    parser.add_argument("--largest", type=int, default=10000)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--activations", default=",".join(ACTIVATIONS))
    parser.add_argument("--csv", default="real-data.csv")
    chosen = parser.parse_args()
    path = pathlib.Path(chosen.csv)
    rows = list(csv.DictReader(path.open())) if path.exists() else []
    done = {(r["activation"], int(r["depth"]), r["kernel"], int(r["training"])) for r in rows}
    with path.open("a", newline="") as file:
        out = csv.DictWriter(file, FIELDS, extrasaction="ignore", lineterminator="\n")
        if not rows:
            out.writeheader()
        # What matters most first: the middle depth, then the others at one size, then the largest.
        names = chosen.activations.split(",")
        plan = [(3, name, SIZES) for name in names] + [(depth, name, [1000]) for depth in (2, 5) for name in names] + [(3, name, [10000]) for name in names]
        parameters = {(r["activation"], int(r["depth"])): r for r in rows}
        for depth, name, sizes in plan:
            if not chosen.fit:
                parameters[name, depth] = FIXED
            elif (name, depth) not in parameters:
                fit = predict(chosen.theory, name, "--train", chosen.folder, "--size", "500", "--depth", str(depth), "--cb", "0.1", "--fit", "--fit-size", "500")
                if fit is None:
                    continue
                parameters[name, depth] = {k: repr(fit[k]) for k in ("cb", "cw", "noise")}
            known = parameters[name, depth]
            for size in (s for s in sizes if s <= chosen.largest):
                for kernel in ("nngp", "tangent"):
                    if (name, depth, kernel, size) in done:
                        continue
                    result = predict(
                        chosen.theory, name, "--train", chosen.folder, "--size", str(size), "--depth", str(depth), "--kernel", kernel,
                        "--cb", known["cb"], "--cw", known["cw"], "--noise", known["noise"])
                    if result is not None:
                        out.writerow({**result, "activation": name})
                        file.flush()


if __name__ == "__main__":
    main()
