#!/usr/bin/env python3
"""The tables of docs/real-data.md: classes of Fashion-MNIST by infinitely wide networks.

    tools/real-data/table.py THEORY DIR [--fit | --grid] [--largest N] [--activations NAME,...] [--csv FILE]
    tools/real-data/table.py - - --show grid.csv                  the tables of docs/real-data.md from such a file

THEORY is the command (in quotes if it has arguments), DIR the folder of Debian's package dataset-fashion-mnist, /usr/share/datasets/fashion-mnist.
C_b = 0.1, C_W = 1, noise 0.01; with --fit they are chosen for each activation and depth by the marginal likelihood of 500 training inputs (theory predict --fit), and kept
for all sizes. With --grid 1000 training inputs in every combination of GRID instead.
Seed 1; the first 2000 of the test inputs in the order of that seed. Lines are written as they are done, so that an interrupted run leaves what it has.
"""
import argparse
import csv
import itertools
import json
import pathlib
import subprocess
import sys

ACTIVATIONS = ["relu", "erf", "tanh", "gelu", "mrepu:2", "imrepu:2"]
SIZES = [100, 1000, 3000]
FIXED = {"cb": "0.1", "cw": "1", "noise": "0.01"}
GRID = {"depth": [2, 3, 5], "cb": ["0", "0.1", "1"], "cw": ["1", "2", "4"]}
FIELDS = ["activation", "depth", "kernel", "training", "cb", "cw", "noise", "accuracy", "meanSquaredError", "negativeLogLikelihood", "residual", "trainingSeconds"]


def predict(theory, *arguments):
    run = subprocess.run([*theory.split(), "predict", *arguments, "--seed", "1", "--test-size", "2000", "--json"], capture_output=True, text=True, check=False)
    if run.returncode:
        print(" ".join(arguments), run.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    return json.loads(run.stdout)


def grid(theory, folder, names, done, write):
    """Every combination; a kernel that leaves double precision, as that of MRePU does in deep networks of large weights, has no row."""
    for kernel in ("nngp", "tangent"):
        for depth, cb, cw, name in itertools.product(*GRID.values(), names):
            if (name, depth, kernel, float(cb), float(cw)) not in done:
                write(name, predict(theory, name, "--train", folder, "--size", "1000", "--depth", str(depth), "--kernel", kernel, "--cb", cb, "--cw", cw, "--noise", "0.01"))


def show(path):
    """The best and the worst of the grid for each activation, and what each parameter does on average."""
    rows = list(csv.DictReader(open(path)))
    print("| activation | kernel | best: accuracy | depth, C_b, C_W | worst: accuracy | depth, C_b, C_W | combinations |\n|---|---|--:|---|--:|---|--:|")
    for name, kernel in dict.fromkeys((r["activation"], r["kernel"]) for r in rows):
        own = sorted((r for r in rows if (r["activation"], r["kernel"]) == (name, kernel)), key=lambda r: float(r["accuracy"]))
        cells = (f'{float(r["accuracy"]):.3f} | {r["depth"]}, {float(r["cb"]):g}, {float(r["cw"]):g}' for r in (own[-1], own[0]))
        print(f'| {name} | {kernel} | {" | ".join(cells)} | {len(own)} |')
    for kernel in dict.fromkeys(r["kernel"] for r in rows):
        for field, values in GRID.items():
            means = []
            for value in values:
                own = [float(r["accuracy"]) for r in rows if r["kernel"] == kernel and float(r[field]) == float(value)]
                means.append(f"{value}: {sum(own) / len(own):.3f}")
            print(kernel, field, ", ".join(means))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("theory")
    parser.add_argument("folder")
    parser.add_argument("--largest", type=int, default=10000)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--activations", default=",".join(ACTIVATIONS))
    parser.add_argument("--csv", default="real-data.csv")
    parser.add_argument("--grid", action="store_true")
    parser.add_argument("--show")
    chosen = parser.parse_args()
    if chosen.show:
        show(chosen.show)
        return
    path = pathlib.Path(chosen.csv)
    rows = list(csv.DictReader(path.open())) if path.exists() else []
    done = {(r["activation"], int(r["depth"]), r["kernel"], int(r["training"])) for r in rows}
    with path.open("a", newline="") as file:
        out = csv.DictWriter(file, FIELDS, extrasaction="ignore", lineterminator="\n")
        if not rows:
            out.writeheader()
        # What matters most first: the middle depth, then the others at one size, then the largest.
        names = chosen.activations.split(",")

        def write(name, result):
            if result is not None:
                out.writerow({**result, "activation": name})
                file.flush()

        if chosen.grid:
            grid(chosen.theory, chosen.folder, names, {(r["activation"], int(r["depth"]), r["kernel"], float(r["cb"]), float(r["cw"])) for r in rows}, write)
            return
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
                    write(name, result)


if __name__ == "__main__":
    main()
