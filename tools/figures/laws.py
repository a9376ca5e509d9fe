"""Makes docs/exact-law/*.csv: the exact law of the metric, by `theory law --json`, for the figures that draw.py draws of them.

    THEORY="dotnet run -c Release --project src/Cli --" python3 tools/figures/laws.py [orders|blowup|depths ...]

Minutes to an hour, most of it MRePU and GELU in narrow networks. Lines are written as they come.
"""
import csv
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
THEORY = shlex.split(os.environ.get("THEORY", "theory"))


def law(activation, *flags, **options):
    """The JSON of theory law; a law that ends early has the layers that it reached."""
    words = [w for name, value in options.items() for w in (f"--{name}", str(value))]
    run = subprocess.run([*THEORY, "law", activation, *words, *flags, "--json"], capture_output=True, text=True, check=False)
    if not run.stdout.strip():
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def write(name, header, lines):
    path = DOCS / "exact-law" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    with open(path, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        for line in lines:
            table.writerow(line)
            file.flush()


def orders():
    """The relative distance of mean and variance, summed to each order in 1/n, from the exact ones."""
    def lines():
        for activation, cw, depth, widths in [("relu", 2, 10, [16, 64]), ("tanh", 1, 10, [64, 16, 8]), ("gelu", 2, 6, [128, 64])]:
            for width in widths:
                result = law(activation, k1=1, cw=cw, width=width, depth=depth, orders=6)
                for exact, series in list(zip(result["layers"], result["expansion"]["layers"]))[2:]:
                    for quantity in ["mean", "variance"]:
                        value, error = exact[quantity], exact["errors"][quantity]
                        if value is None or error == 0:
                            continue
                        sums = [*series[quantity]["sums"], series[quantity]["pade"]]
                        yield [activation, width, exact["layer"], series["relativeFluctuation"], quantity,
                               *["" if s is None else f"{max(abs(s - value), error) / abs(value):.3g}" for s in sums]]

    write("orders", ["activation", "width", "layer", "relativeFluctuation", "quantity", *[f"order{p}" for p in range(1, 7)], "pade"], lines())


def blowup():
    """The probability that the metric of a MRePU_2 network leaves single precision, and that it is below 1e-6, for inputs of mean square 1/3."""
    def lines():
        for width in [32, 128, 512]:
            for cw in [1, 0.9, 0.45]:
                result = law("mrepu:2", "--quick", k1=cw / 3, cw=cw, width=width, depth=8, above="1e38", below="1e-6")
                for layer in result["layers"][1:]:
                    yield [cw, width, layer["layer"], *[f"{max(0, p):.6g}" for p in [*layer["above"].values(), *layer["below"].values()]]]

    write("blowup", ["cw", "width", "layer", "above", "below"], lines())


def depths():
    """The probability that a network of experiment depths starts with a last metric outside of bands, beside the share that failed."""
    runs = {}
    with open(DOCS / "experiments" / "depths" / "depths.csv", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            # Kinds come in the order of the committed table.
            if row["relativeFluctuation"]:
                key = (name_of(row), row["cw"], row["firstKernel"], int(row["hiddenLayers"]), row["relativeFluctuation"])
                failed, networks = runs.get(key, (0, 0))
                runs[key] = (failed + int(row["diverged"]) + int(row["notLearned"]), networks + int(row["networks"]))

    bands = [2, 4, 6, 8]
    networks = {}
    for (activation, cw, k1, hidden, fluctuation), share in runs.items():
        networks.setdefault((activation, cw, k1), []).append((hidden, fluctuation, share))

    def lines():
        # One law has all depths of a kind.
        for (activation, cw, k1), kinds in sorted(networks.items(), key=lambda n: (n[0][0] == "mrepu:2", n[0][0] == "gelu")):
            result = law(activation, "--quick", k1=k1, cw=cw, width=32, depth=max(kinds)[0] + 1, above=",".join(f"1e{b}" for b in bands), below=",".join(f"1e-{b}" for b in bands))
            layers = {layer["layer"]: layer for layer in result["layers"]}
            for hidden, fluctuation, (failed, count) in kinds:
                if hidden + 1 in layers:
                    last = layers[hidden + 1]
                    outside = [high + low for high, low in zip(last["above"].values(), last["below"].values())]
                    yield [activation, cw, k1, hidden, fluctuation, failed / count, *[f"{max(0, p):.6g}" for p in outside]]

    write("depths", ["activation", "cw", "k1", "hiddenLayers", "relativeFluctuation", "failed", *[f"outside1e{b}" for b in bands]], lines())


def name_of(row):
    """The activation of a row: the table identifies networks by C_W."""
    cw = float(row["cw"])
    if abs(cw - 1.983058) < 1e-6:
        return "gelu"
    if abs(cw - 0.4082483) < 1e-6:
        return "repu:2"
    if cw == 2:
        return "relu"
    if cw == 1:
        first = float(row["firstKernel"])
        last = float(row["lastKernel"])
        halved = first * 0.5 ** int(row["hiddenLayers"])
        return "relu" if abs(last - halved) < 1e-9 else "tanh" if abs(float(row["relativeFluctuation"])) < 0.3 else "gelu"
    return "mrepu:2"


if __name__ == "__main__":
    for chosen in sys.argv[1:] or ["orders", "blowup", "depths"]:
        {"orders": orders, "blowup": blowup, "depths": depths}[chosen]()
