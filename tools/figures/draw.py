"""Draws the figures of docs/experiments and docs/precision from the committed CSV files (Debian: python3-matplotlib).

    python3 tools/figures/draw.py [NAME ...]        all figures without a name; NAME is a folder of docs/experiments, or precision
"""
import csv
import io
import sys
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from PIL import Image  # noqa: E402

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXPERIMENTS = DOCS / "experiments"
plt.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3,
    "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False, "axes.prop_cycle": plt.cycler(color=plt.cm.tab10.colors),
})


def rows(path):
    """The rows of a CSV file; numbers are numbers, empty cells None."""
    def value(cell):
        try:
            return float(cell) if cell else None
        except ValueError:
            return cell

    with open(path, newline="") as file:
        return [{name: value(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def groups(table, *names):
    """The rows by the values of some columns, in the order of the file."""
    result = defaultdict(list)
    for row in table:
        result[tuple(row[name] for name in names)].append(row)
    return result


def column(table, name):
    return [row[name] for row in table]


def save(figure, path):
    figure.tight_layout()
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=85)
    plt.close(figure)
    # 32 colours are all that a few lines on white need, and a fifth of the bytes.
    Image.open(drawn).convert("RGB").quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(DOCS.parent), path.stat().st_size)


def panels(count, width=4.2, height=3.2, columns=3, **options):
    columns = min(columns, count)
    lines = -(-count // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(width * columns, height * lines), squeeze=False, **options)
    flat = list(axes.flat)
    for unused in flat[count:]:
        unused.set_visible(False)
    return figure, flat[:count]


def band(axis, table, x, middle, low, high, label, **options):
    table = [r for r in table if None not in (r[middle], r[low], r[high])]
    line, = axis.plot(column(table, x), column(table, middle), label=label, **options)
    axis.fill_between(column(table, x), column(table, low), column(table, high), color=line.get_color(), alpha=0.18, linewidth=0)


def initialisation(name, title):
    """log10 of the kernel over layers: infinite width, and the middle 90% of networks and of inputs."""
    data = groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble")
    figure, axes = panels(len(data))
    for axis, table in zip(axes, data.values()):
        band(axis, table, "layer", "parametersMedianLog10", "parametersQ05Log10", "parametersQ95Log10", "over networks")
        band(axis, table, "layer", "dataMedianLog10", "dataQ05Log10", "dataQ95Log10", "over inputs")
        axis.plot(column(table, "layer"), [v if v is None or abs(v) < 1e4 else None for v in column(table, "infiniteWidthLog10")], "k--", label="infinite width")
        axis.set_title(f"C_W = {table[0]['cw']:.3g}, |x|²/n₀ = {table[0]['inputSquare']:.3g}")
        axis.set_xlabel("layer")
        axis.set_ylabel("log₁₀ of the kernel")
    axes[0].legend()
    figure.suptitle(title)
    save(figure, EXPERIMENTS / name / f"{name}.png")


def training(folder, name, title, quantities=(("kernelMedian", "kernel, median over networks"),)):
    """Quantities over layers at several epochs, one row of panels for each ensemble."""
    # An ensemble of which every network overflows has no kernel to draw.
    data = {e: t for e, t in groups(rows(EXPERIMENTS / folder / f"{name}.csv"), "ensemble").items() if any((r["kernelMedian"] or 0) > 0 for r in t)}
    figure, axes = panels(len(data) * len(quantities), columns=3)
    for k, (key, label) in enumerate(quantities):
        for i, table in enumerate(data.values()):
            axis = axes[k * len(data) + i]
            for (epoch,), at in groups(table, "epoch").items():
                points = [(r["layer"], r[key]) for r in at if r[key] is not None and r[key] > 0]
                if points:
                    axis.semilogy(*zip(*points), marker="o", markersize=3, label=f"epoch {epoch:.0f}")
            first = table[0]
            axis.set_title(f"{first['hiddenLayers']:.0f} hidden layers, C_W = {first['cw']:.3g}, R = {first['radius']:.3g}")
            axis.set_xlabel("layer")
            axis.set_ylabel(label)
    axes[0].legend()
    figure.suptitle(title)
    save(figure, EXPERIMENTS / folder / f"{name}.png")


def vertex():
    """fig6: V over layers, theory and its next order against networks."""
    data = groups(rows(EXPERIMENTS / "fig6" / "fig6.csv"), "cw", "width")
    figure, axes = panels(len(data), columns=4, width=3.2)
    for axis, ((cw, width), table) in zip(axes, data.items()):
        table = [r for r in table if r["layer"] > 1]
        axis.plot(column(table, "layer"), column(table, "vertexTheory"), "k-", label="V, eq. 8")
        axis.plot(column(table, "layer"), [r["vertexTheory"] + r["vertexNextOrder"] for r in table], "k:", label="with the next order")
        axis.errorbar(column(table, "layer"), column(table, "vertexEmpirical"), column(table, "vertexStandardError"), fmt="o", markersize=3, label="networks")
        axis.set_yscale("log")
        axis.set_title(f"C_W = {cw:.3g}, width {width:.0f}")
        axis.set_xlabel("layer")
    axes[0].set_ylabel("four-point vertex V")
    axes[0].legend()
    figure.suptitle("fig6: MRePU's four-point vertex")
    save(figure, EXPERIMENTS / "fig6" / "fig6.png")


def losses(name, titles, labels, networks=25):
    """Final losses of all networks, one dot each; those that are not finite stand on the upper edge."""
    data = list(groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble").values())
    figure, axes = panels(len(titles), columns=4, width=3.4)
    for axis, title, part in zip(axes, titles, [data[i:i + len(labels)] for i in range(0, len(data), len(labels))]):
        finite = [r["loss"] for table in part for r in table if r["loss"] is not None and r["loss"] < 1e3]
        top = 3 * max(finite)
        for position, table in enumerate(part):
            values = [min(r["loss"], top) if r["loss"] is not None else top for r in table]
            spread = [position + 0.5 * (i / max(len(values) - 1, 1) - 0.5) for i in range(len(values))]
            axis.semilogy(spread, values, "o", markersize=3, alpha=0.7)
            middle = sorted(values)[len(values) // 2]
            axis.plot([position - 0.35, position + 0.35], [middle, middle], "k-", linewidth=1.2)
        axis.set_xticks(range(len(labels)), labels)
        axis.set_title(title)
    axes[0].set_ylabel("final loss (line: median)")
    figure.suptitle(f"{name}: {networks} networks each; the top row of dots diverged or is beyond the axis")
    save(figure, EXPERIMENTS / name / f"{name}.png")


def burgers(name, labels, title):
    """Errors against steps, median and range over networks."""
    data = list(groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble").values())
    figure, axes = panels(2, width=5)
    for axis, (quantity, label) in zip(axes, [("error", "relative L² error"), ("residual", "residual at the points (rms)")]):
        for table, name_of_kind in zip(data, labels):
            table = [r for r in table if r[f"{quantity}Median"] is not None]
            if table:
                band(axis, table, "step", f"{quantity}Median", f"{quantity}Lower", f"{quantity}Upper", name_of_kind)
        axis.set_yscale("log")
        axis.set_xlabel("step")
        axis.set_ylabel(label)
    axes[0].legend()
    figure.suptitle(title)
    save(figure, EXPERIMENTS / name / f"{name}.png")


def depths():
    """The share of networks that fail against the theory's relative fluctuation V/(n K^2) of the last layer."""
    table = [r for r in rows(EXPERIMENTS / "depths" / "depths.csv") if r["relativeFluctuation"]]
    figure, axes = panels(2, width=5)
    for (layers,), part in groups(table, "hiddenLayers").items():
        share = [((r["diverged"] or 0) + (r["notLearned"] or 0)) / r["networks"] for r in part]
        axes[0].semilogx(column(part, "relativeFluctuation"), share, "o", markersize=4, alpha=0.7, label=f"{layers:.0f} hidden layers")
        points = [(r["relativeFluctuation"], r["medianLoss"] / r["targetVariance"]) for r in part if r["medianLoss"] is not None]
        axes[1].loglog(*zip(*points), "o", markersize=4, alpha=0.7)
    axes[0].set_ylabel("share of networks that fail")
    axes[1].set_ylabel("median loss / variance of the target")
    axes[1].set_ylim(1e-6, 10)
    for axis in axes:
        axis.set_xlabel("V/(nK²) of the last layer, beforehand")
    axes[0].legend()
    figure.suptitle("depths: what theory foretells, against 252 trainings of 25 networks")
    save(figure, EXPERIMENTS / "depths" / "depths.png")


def tangent():
    """ntk: mean output of trained networks over the circle, narrowest and widest, against infinite width."""
    data = groups(rows(EXPERIMENTS / "ntk" / "ntk.csv"), "network")
    figure, axes = panels(len(data), columns=4, width=3.4)
    for axis, ((network,), table) in zip(axes, data.items()):
        steps = max(column(table, "steps"))
        by_width = groups([r for r in table if r["steps"] == steps], "width")
        for (width,), part in [list(by_width.items())[i] for i in (0, -1)]:
            axis.errorbar(column(part, "angle"), [r["mean"] - r["meanTheory"] for r in part], column(part, "meanStandardError"), fmt="o-", markersize=3,
                          linewidth=0.8, label=f"width {width:.0f}")
        axis.axhline(0, color="k", linewidth=0.8)
        axis.set_title(f"{NTK_NETWORKS[network]}, {steps:.0f} steps")
        axis.set_xlabel("angle of the test input")
    axes[0].set_ylabel("mean output − infinite width")
    axes[0].legend()
    figure.suptitle("ntk: trained networks against infinite width, with standard errors over networks")
    save(figure, EXPERIMENTS / "ntk" / "ntk.png")


def susceptibilities():
    """fig4."""
    data = groups(rows(EXPERIMENTS / "fig4" / "fig4.csv"), "activation")
    figure, axes = panels(2, width=5)
    for (activation,), table in data.items():
        axes[0].semilogx(column(table, "K"), column(table, "ratio"), label=activation)
        line, = axes[1].loglog(column(table, "K"), column(table, "chiParallel"), label=f"χ∥, {activation}")
        axes[1].loglog(column(table, "K"), column(table, "chiPerp"), "--", color=line.get_color(), label=f"χ⊥, {activation}")
    axes[0].set_ylabel("χ∥/χ⊥")
    axes[1].set_ylabel("susceptibilities at C_W = 1")
    for axis in axes:
        axis.set_xlabel("K")
        axis.legend()
    figure.suptitle("fig4: MRePU's susceptibilities; their ratio tends to 1 as K → 0")
    save(figure, EXPERIMENTS / "fig4" / "fig4.png")


def precision():
    """What is left of metric and vertex after each term of the expansion, against width, in layer 4."""
    for name in ["tanh", "gelu", "mrepu-2"]:
        table = [r for r in rows(DOCS / "precision" / f"{name}.csv") if r["layer"] == 4]
        figure, axes = panels(2, width=5)
        # The columns NextOrder hold the term itself.
        parts = [[("G − K", "metric", ["K"]), ("G − K − G₁/n", "metric", ["metricTheory"]),
                  ("G − K − G₁/n − G₂/n²", "metric", ["metricTheory", "metricNextOrder"])],
                 [("n Var − V", "vertex", ["vertexTheory"]), ("n Var − V − V₁/n", "vertex", ["vertexTheory", "vertexNextOrder"])]]
        for axis, lines in zip(axes, parts):
            for label, measured, terms in lines:
                axis.errorbar(column(table, "width"), [abs(r[measured] - sum(r[t] for t in terms)) for r in table], column(table, f"{lines[0][1]}StandardError"),
                              fmt="o-", markersize=4, label=label)
            axis.set_xscale("log")
            axis.set_yscale("log")
            axis.set_xlabel("width n")
            axis.legend()
        axes[0].set_ylabel("left of the mean metric")
        axes[1].set_ylabel("left of the vertex")
        figure.suptitle(f"{name}, layer 4: the expansion in 1/n against networks")
        save(figure, DOCS / "precision" / f"{name}.png")


def orders():
    """What the variance, summed to each order in 1/n, misses of the exact one, against V/(n K^2)."""
    data = groups(rows(DOCS / "exact-law" / "orders.csv"), "activation")
    figure, axes = panels(len(data), width=4)
    for axis, ((activation,), table) in zip(axes, data.items()):
        table = sorted((r for r in table if r["quantity"] == "variance" and r["layer"] > 2), key=lambda r: r["relativeFluctuation"])
        for p in range(1, 7):
            axis.loglog(column(table, "relativeFluctuation"), column(table, f"order{p}"), "o", markersize=3, color=plt.cm.viridis((p - 1) / 6), label=f"to order 1/n{'¹²³⁴⁵⁶'[p - 1] if p > 1 else ''}")
        pade = [r for r in table if r["pade"] is not None]
        axis.loglog(column(pade, "relativeFluctuation"), column(pade, "pade"), "kx", markersize=4, label="Padé")
        axis.set_ylim(1e-13, 2)
        axis.set_xlabel("V/(nK²)")
        axis.set_title(activation)
    axes[0].set_ylabel("left of the variance, relative")
    axes[-1].legend(fontsize=6, loc="lower right")
    figure.suptitle("the expansion in 1/n against the exact law")
    save(figure, DOCS / "exact-law" / "orders.png")


def blowup():
    """The probability that MRePU networks leave single precision, by layer, width and C_W."""
    data = groups(rows(DOCS / "exact-law" / "blowup.csv"), "cw")
    figure, axis = plt.subplots(figsize=(6.5, 3.6))
    for (cw,), color in zip(data, plt.cm.tab10.colors):
        for ((width,), table), style in zip(groups(data[(cw,)], "width").items(), ["-", "--", ":"]):
            axis.plot(column(table, "layer"), column(table, "above"), style, color=color, marker="o", markersize=3, label=f"C_W = {cw:g}, width {width:.0f}")
    axis.set_xlabel("layer")
    axis.set_ylabel("P(G > 1e38)")
    axis.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1))
    axis.set_title("MRePU₂, K(1) = C_W: leaving single precision")
    save(figure, DOCS / "exact-law" / "blowup.png")


def failing():
    """The share of networks of experiment depths that fail, against the probability that they start outside a band, and against V/(nK^2)."""
    table = rows(DOCS / "exact-law" / "depths.csv")
    figure, axes = panels(2, width=4.4)
    for (activation,), part in groups(table, "activation").items():
        axes[0].semilogx([max(r["outside1e4"], 1e-7) for r in part], column(part, "failed"), "o", markersize=4, alpha=0.7, label=activation)
        axes[1].semilogx(column(part, "relativeFluctuation"), column(part, "failed"), "o", markersize=4, alpha=0.7)
    axes[0].set_xlabel("P(last metric outside 1e-4 … 1e4), exact")
    axes[1].set_xlabel("V/(nK²) of the last layer")
    axes[0].set_ylabel("share of networks that fail")
    axes[0].legend()
    figure.suptitle("depths: what the exact law foretells")
    save(figure, DOCS / "exact-law" / "depths.png")


NTK_NETWORKS = {1: "tanh", 2: "ReLU", 3: "erf", 4: "erf, last layer"}
KINDS = ["MRePU", "ReLU", "GELU", "tanh", "MRePU,\npaper", "RePU"]
BURGERS = ["GELU", "MRePU₂, raw inputs", "MRePU₂, C_W = 0.45", "MRePU₂, recommended", "ReLU", "tanh"]
KERNEL_CHI_VERTEX = (("kernelMedian", "kernel, median over networks"), ("chiPerpMean", "χ⊥, mean"), ("vertex", "V"))
FIGURES = {
    "fig1": lambda: initialisation("fig1", "fig1: RePU at initialisation, width 512"),
    "fig2": lambda: training("fig2", "fig2", "fig2: RePU with 5 hidden layers while training"),
    "table2": lambda: training("table2", "table2", "table2: RePU, p = 2, while training with Adam"),
    "table2-sgd": lambda: training("table2-sgd", "table2", "table2-sgd: RePU, p = 2, while training with gradient descent"),
    "table3": lambda: training("table3", "table3", "table3: RePU, p = 3, while training with Adam"),
    "fig4": susceptibilities,
    "fig5": lambda: initialisation("fig5", "fig5: MRePU at initialisation, width 512"),
    "fig6": vertex,
    "fig7": lambda: training("fig7", "fig7", "fig7: MRePU with 5 hidden layers while training", KERNEL_CHI_VERTEX),
    "table4": lambda: losses("table4", ["x³ − 2x", "T₇(x/2)", "(x³ − 3xy²)/4 + xy/2", "xyz/2 + x²/2 − yz²/4"], KINDS),
    "table5": lambda: losses("table5", ["|sin 2x|", "|x² + y² − 2|/2", "x |x| y/4"], KINDS),
    "depths": depths,
    "fig15": lambda: burgers("fig15", BURGERS, "fig15: Burgers' equation, median and range over 3 networks"),
    "yardstick": lambda: burgers("yardstick", ["tanh, L-BFGS"], "yardstick: the network of Raissi et al."),
    "ntk": tangent,
    "precision": precision,
    "orders": orders,
    "blowup": blowup,
    "failing": failing,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or FIGURES:
        FIGURES[name]()
