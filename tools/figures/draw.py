"""Draws the figures of docs/experiments, docs/precision, docs/exact-law and docs/real-data from the committed CSV files (Debian: python3-matplotlib).

    python3 tools/figures/draw.py [NAME ...]        all figures without a name; NAME is a folder of docs/experiments, precision, orders, blowup, failing or real-data
"""
import csv
import io
import math
import sys
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter  # noqa: E402
from PIL import Image  # noqa: E402

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXPERIMENTS = DOCS / "experiments"
plt.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3,
    "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False,
    "axes.prop_cycle": plt.cycler(color=["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]), "mathtext.fontset": "dejavusans",
})
MARKERS = "os^DvPX"
CW = "$C_W$"
CHI_PARALLEL = r"$\chi_\parallel$"
CHI_PERP = r"$\chi_\perp$"


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


def save(figure, path, rect=(0, 0, 1, 1), tight=True):
    if tight:
        figure.tight_layout(rect=rect)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=85)
    plt.close(figure)
    # 256 colours are all that a few lines and bands on white need, and a quarter of the bytes. By coverage: a median cut takes that of few markers for its neighbours'.
    Image.open(drawn).convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(DOCS.parent), path.stat().st_size)


def layers(axis):
    """An axis of layers has ticks at whole numbers."""
    axis.set_xlabel("layer")
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))


def logarithmic(axis):
    """Labels of one kind on a logarithmic axis: powers of ten, and with few of them 2 and 5 times as well."""
    low, high = axis.get_ylim()
    short = high < 30 * low

    def label(value, _):
        exponent = math.floor(math.log10(value) + 1e-9)
        digit = round(value / 10 ** exponent)
        if 1e-3 < low and high < 1e4:
            return f"{value:g}"
        return f"$10^{{{exponent}}}$" if digit == 1 else f"${digit}\\times 10^{{{exponent}}}$"

    axis.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if short else (1,), numticks=8))
    axis.yaxis.set_major_formatter(FuncFormatter(label))
    axis.yaxis.set_minor_formatter(NullFormatter())


def below(figure, axes, heights=(2.2, 1)):
    """A lower panel for what is left, under each panel, with the same abscissae."""
    result = []
    for axis in axes:
        spec = axis.get_subplotspec().subgridspec(2, 1, height_ratios=heights, hspace=0.12)
        upper = axis
        upper.set_subplotspec(spec[0])
        lower = figure.add_subplot(spec[1], sharex=upper)
        upper.tick_params(labelbottom=False)
        result.append(lower)
    return result


def deviations(axis, x, values, **options):
    """Deviations in standard errors, and the lines at 0 and 2 of them."""
    axis.plot(x, values, "o", markersize=3, **options)
    axis.axhline(0, color="k", linewidth=0.8)
    for level in (-2, 2):
        axis.axhline(level, color="k", linewidth=0.8, linestyle=":")
    reach = max([3.0] + [1.1 * abs(v) for v in values])
    axis.set_ylim(-reach, reach)


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


def initialisation(name, title, powers):
    """log10 of the kernel over layers, on a symmetric logarithmic axis: infinite width, and the middle 90% of networks and of inputs."""
    data = list(groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble").values())
    figure, axes = panels(len(data), columns=len(data) // len(powers))
    for i, (axis, table) in enumerate(zip(axes, data)):
        band(axis, table, "layer", "parametersMedianLog10", "parametersQ05Log10", "parametersQ95Log10", "over networks")
        band(axis, table, "layer", "dataMedianLog10", "dataQ05Log10", "dataQ95Log10", "over inputs")
        # Where the kernel is beyond double precision infinite width has no value.
        axis.plot(column(table, "layer"), column(table, "infiniteWidthLog10"), "k--", label="infinite width")
        axis.set_title(f"{powers[i * len(powers) // len(data)]}, {CW} = {table[0]['cw']:.3g}, |x|²/n₀ = {table[0]['inputSquare']:.3g}")
        layers(axis)
        axis.set_yscale("symlog", linthresh=1, linscale=0.6)
        if max(abs(v) for v in axis.get_ylim()) < 10:
            axis.set_yscale("linear")
        if axis.get_subplotspec().is_first_col():
            axis.set_ylabel("log₁₀ of the kernel")
    axes[0].legend(loc="lower left")
    # Close to the edge: with many rows of panels it would come down into them.
    figure.suptitle(title, y=0.997)
    save(figure, EXPERIMENTS / name / f"{name}.png")


def training(folder, name, title, quantities=(("kernelMedian", "kernel, median over networks"),), inflected=()):
    """Quantities over layers at several epochs, one row of panels for each ensemble."""
    # An ensemble of which every network overflows has no kernel to draw.
    data = {e: t for e, t in groups(rows(EXPERIMENTS / folder / f"{name}.csv"), "ensemble").items() if any((r["kernelMedian"] or 0) > 0 for r in t)}
    names = {i: "inflected, " for i, (ensemble,) in enumerate(data) if ensemble in inflected}
    figure, axes = panels(len(data) * len(quantities), columns=3)
    for k, (key, label) in enumerate(quantities):
        for i, table in enumerate(data.values()):
            axis = axes[k * len(data) + i]
            for (epoch,), at in groups(table, "epoch").items():
                # V of the first layer is 0 within its error.
                points = [(r["layer"], r[key]) for r in at if r[key] is not None and r[key] > 0 and (key != "vertex" or r["layer"] > 1)]
                if points:
                    axis.semilogy(*zip(*points), marker=MARKERS[list(groups(table, "epoch")).index((epoch,))], markersize=3, label=f"epoch {epoch:.0f}")
            first = table[0]
            hidden = f"{first['hiddenLayers']:.0f} hidden layer{'' if first['hiddenLayers'] == 1 else 's'}"
            axis.set_title(f"{names.get(i, '')}{hidden}, {CW} = {first['cw']:.3g}, R = {first['radius']:.3g}")
            layers(axis)
            logarithmic(axis)
            axis.set_ylabel(label)
    axes[0].legend()
    figure.suptitle(title)
    save(figure, EXPERIMENTS / folder / f"{name}.png")


def vertex():
    """fig6: V over layers, theory and its next order against networks, and what is left."""
    data = groups(rows(EXPERIMENTS / "fig6" / "fig6.csv"), "inflected", "cw", "width")
    figure, axes = panels(len(data), columns=4, width=3.2, height=3.8)
    for axis, lower, ((inflected, cw, width), table) in zip(axes, below(figure, axes), data.items()):
        table = [r for r in table if r["layer"] > 1]
        axis.plot(column(table, "layer"), column(table, "vertexTheory"), "k-", label="V, eq. 8")
        axis.plot(column(table, "layer"), [r["vertexTheory"] + r["vertexNextOrder"] for r in table], "k:", label="with the next order")
        axis.errorbar(column(table, "layer"), column(table, "vertexEmpirical"), column(table, "vertexStandardError"), fmt="o", markersize=3, label="networks")
        axis.set_yscale("log")
        logarithmic(axis)
        axis.set_title(f"{'inflected, ' if inflected else ''}{CW} = {cw:.3g}, width {width:.0f}")
        deviations(lower, column(table, "layer"), [(r["vertexEmpirical"] - r["vertexTheory"] - r["vertexNextOrder"]) / r["vertexStandardError"] for r in table])
        layers(lower)
        if axis.get_subplotspec().get_topmost_subplotspec().is_first_col():
            axis.set_ylabel("four-point vertex V")
            lower.set_ylabel("deviation/s.e.")
    axes[0].legend()
    figure.suptitle("fig6: four-point vertex of MRePU and, last, of MRePU about its inflection; below, networks less theory with its next order, in standard errors")
    save(figure, EXPERIMENTS / "fig6" / "fig6.png")


def losses(name, titles, labels, networks=25):
    """Final losses of all networks, one dot each; those that are not finite stand on the upper edge."""
    data = list(groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble").values())
    figure, axes = panels(len(titles), columns=4, width=3.4)
    # Results from before a kind was added have the others.
    labels = labels[:len(data) // len(titles)]
    for axis, title, part in zip(axes, titles, [data[i:i + len(labels)] for i in range(0, len(data), len(labels))]):
        finite = [r["loss"] for table in part for r in table if r["loss"] is not None and r["loss"] < 1e3]
        top = 3 * max(finite)
        for position, table in enumerate(part):
            values = [min(r["loss"], top) if r["loss"] is not None else top for r in table]
            spread = [position + 0.5 * (i / max(len(values) - 1, 1) - 0.5) for i in range(len(values))]
            inside = [(x, v) for x, v in zip(spread, values) if v < top]
            beyond = [x for x, v in zip(spread, values) if v >= top]
            line, = axis.semilogy(*(zip(*inside) if inside else ([], [])), "o", markersize=3, alpha=0.7)
            axis.semilogy(beyond, [top] * len(beyond), "^", markersize=4, color=line.get_color(), markerfacecolor="none")
            middle = sorted(values)[len(values) // 2]
            if middle < top:
                axis.plot([position - 0.35, position + 0.35], [middle, middle], "k-", linewidth=1.2)
        axis.set_xticks(range(len(labels)), labels, fontsize=7.5)
        axis.grid(axis="x", visible=False)
        axis.set_title(title)
    axes[0].set_ylabel("final loss (line: median)")
    figure.suptitle(f"{name}: {networks} networks each; open triangles: diverged, or beyond the axis")
    save(figure, EXPERIMENTS / name / f"{name}.png")


def burgers(name, labels, title):
    """Errors against steps: median over networks, and from 16% to 84% of them."""
    data = list(groups(rows(EXPERIMENTS / name / f"{name}.csv"), "ensemble").values())
    figure, axes = panels(2, width=5, height=3.6)
    missing = set()
    styles = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), "-", "--"]
    for axis, (quantity, label) in zip(axes, [("error", "relative L² error"), ("testResidual", "residual where it was not trained (rms)")]):
        for table, (name_of_kind, style) in zip(data, zip(labels, styles)):
            table = [r for r in table if r[f"{quantity}Median"] is not None]
            if not table:
                missing.add(name_of_kind)
            else:
                band(axis, table, "step", f"{quantity}Median", f"{quantity}Lower", f"{quantity}Upper", name_of_kind, linestyle=style)
        axis.set_yscale("log")
        # A network that jumps for some steps would make all the others one line.
        top = 5 * max(table[0][f"{quantity}Median"] or 0 for table in data)
        if axis.get_ylim()[1] > top:
            axis.set_ylim(top=top)
        axis.set_xlabel("step")
        axis.set_ylabel(label)
    if len(labels) > 1:
        figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=5)
        figure.suptitle(title + (f"; none remained finite: {', '.join(sorted(missing))}" if missing else ""))
        save(figure, EXPERIMENTS / name / f"{name}.png", rect=(0, 0.12, 1, 1))
    else:
        figure.suptitle(f"{title} ({labels[0]})")
        save(figure, EXPERIMENTS / name / f"{name}.png")


def depths():
    """The share of networks that fail against the theory's relative fluctuation V/(n K^2) of the last layer."""
    table = [r for r in rows(EXPERIMENTS / "depths" / "depths.csv") if r["relativeFluctuation"]]
    figure, axes = panels(2, width=5)
    for ((hidden,), part), marker in zip(groups(table, "hiddenLayers").items(), MARKERS):
        share = [((r["diverged"] or 0) + (r["notLearned"] or 0)) / r["networks"] for r in part]
        axes[0].semilogx(column(part, "relativeFluctuation"), share, marker, markersize=4, alpha=0.6, label=f"{hidden:.0f} hidden layers")
        points = [(r["relativeFluctuation"], r["medianLoss"] / r["targetVariance"]) for r in part if r["medianLoss"] is not None]
        top = 5.0
        inside = [p for p in points if p[1] < top]
        line, = axes[1].loglog(*zip(*inside), marker, markersize=4, alpha=0.6)
        # Medians far above the axis stand on its upper edge.
        axes[1].loglog([p[0] for p in points if p[1] >= top], [top for p in points if p[1] >= top], "^", markersize=5, color=line.get_color(), markerfacecolor="none")
    axes[1].axhline(1, color="k", linewidth=0.8, linestyle="--")
    axes[0].set_ylabel("share of networks that fail")
    axes[1].set_ylabel("median loss / variance of the target")
    axes[1].set_ylim(1e-6, 10)
    for axis in axes:
        axis.set_xlabel("V/(nK²) of the last layer, beforehand")
    axes[0].legend(loc="center left")
    figure.suptitle("depths: what theory foretells, against 252 trainings of 25 networks; open triangles: beyond the axis; dashed: the best constant")
    save(figure, EXPERIMENTS / "depths" / "depths.png")


def tangent():
    """ntk: mean output of trained networks over the circle, narrowest and widest, against infinite width, and the deviations in standard errors."""
    data = groups(rows(EXPERIMENTS / "ntk" / "ntk.csv"), "network")
    figure, axes = panels(len(data), columns=4, width=3.4, height=4.2)
    for axis, lower, ((network,), table) in zip(axes, below(figure, axes), data.items()):
        steps = max(column(table, "steps"))
        by_width = groups([r for r in table if r["steps"] == steps], "width")
        reach = 3.0
        for i, (width,) in enumerate([min(by_width), max(by_width)]):
            part = by_width[(width,)]
            angle = [math.degrees(r["angle"]) for r in part]
            # Side by side: error bars at the same angle would hide one another.
            axis.errorbar([a + 6 * (i - 0.5) for a in angle], [r["mean"] - r["meanTheory"] for r in part], column(part, "meanStandardError"), fmt=MARKERS[i], markersize=3,
                          linewidth=1, label=f"width {width:.0f}")
            sigma = [(r["mean"] - r["meanTheory"]) / r["meanStandardError"] for r in part]
            lower.plot([a + 6 * (i - 0.5) for a in angle], sigma, MARKERS[i], markersize=3)
            reach = max([reach] + [1.1 * abs(s) for s in sigma])
        axis.axhline(0, color="k", linewidth=0.8)
        lower.axhline(0, color="k", linewidth=0.8)
        for level in (-2, 2):
            lower.axhline(level, color="k", linewidth=0.8, linestyle=":")
        lower.set_ylim(-reach, reach)
        lower.set_xticks([0, 90, 180, 270, 360])
        axis.set_title(f"{NTK_NETWORKS[network]}, {steps:.0f} steps")
        lower.set_xlabel("angle of the test input (degrees)")
    axes[0].set_ylabel("mean output − infinite width")
    figure.axes[len(data)].set_ylabel("deviation/s.e.")
    axes[0].legend()
    figure.suptitle("ntk: trained networks against infinite width; bars: standard errors over networks; below, the same in standard errors")
    save(figure, EXPERIMENTS / "ntk" / "ntk.png")


def sweep():
    """ntk-sweep: deviations of the mean output at the test input from infinite width, and what the term of order 1/n leaves of them."""
    names = ["tanh", "erf", "sin", "arctan", "isru", "GELU", "swish", "mish", "shifted softplus", "sigmoid"]
    table = [r for r in rows(EXPERIMENTS / "ntk-sweep" / "ntk-sweep.csv") if r["test"] == 1 and r["variance"] == 0]
    data = groups(table, "activation")
    figure, axes = panels(len(data), columns=5, width=3, height=3)
    for axis, ((activation,), part) in zip(axes, data.items()):
        for i, ((layers,), law) in enumerate(groups(part, "layers").items()):
            n = column(law, "width")
            axis.loglog(n, [abs(r["coefficient"]) / r["width"] for r in law], color=f"C{i}", linewidth=0.8)
            for name, filled in (("deviation", f"C{i}"), ("remainder", "white")):
                seen = [r for r in law if abs(r[name]) > r["standardError"]]
                axis.errorbar(column(seen, "width"), [abs(r[name]) for r in seen], [min(r["standardError"], 0.9 * abs(r[name])) for r in seen], fmt=MARKERS[i], color=f"C{i}",
                              markerfacecolor=filled, markersize=3, linewidth=0.8, label=f"{layers:.0f} layers" if name == "deviation" else None)
        first = sorted(abs(r["remainder"]) for r in part if r["width"] == 16)[2]
        axis.loglog(n, [first * (16 / w) ** 2 for w in n], "k:", linewidth=0.8)
        axis.set_title(names[int(activation) - 1])
        axis.set_ylim(1e-5, 1)
        axis.set_xlabel("width n")
    axes[0].set_ylabel("mean output − prediction")
    axes[0].legend(fontsize=7)
    figure.suptitle("ntk-sweep: trained networks less infinite width (filled; lines: the predicted c/n) and less c/n as well (open; dotted: 1/n²)")
    save(figure, EXPERIMENTS / "ntk-sweep" / "ntk-sweep.png")


def susceptibilities():
    """fig4."""
    data = groups(rows(EXPERIMENTS / "fig4" / "fig4.csv"), "activation")
    figure, axes = panels(2, width=5)
    for (code,), table in data.items():
        activation = {"mrepu:2": "MRePU₂", "mrepu:3": "MRePU₃", "imrepu:2": "inflected MRePU₂", "imrepu:3": "inflected MRePU₃"}[code]
        axes[0].semilogx(column(table, "K"), column(table, "ratio"), label=activation)
        line, = axes[1].loglog(column(table, "K"), column(table, "chiParallel"), label=f"{CHI_PARALLEL}, {activation}")
        axes[1].loglog(column(table, "K"), column(table, "chiPerp"), "--", color=line.get_color(), label=f"{CHI_PERP}, {activation}")
    axes[0].set_ylabel(f"{CHI_PARALLEL}/{CHI_PERP}")
    axes[1].set_ylabel(f"susceptibilities at {CW} = 1")
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
            for (label, measured, terms), marker in zip(lines, MARKERS):
                left = [abs(r[measured] - sum(r[t] for t in terms)) for r in table]
                error = column(table, f"{lines[0][1]}StandardError")
                seen = [v > e for v, e in zip(left, error)]
                width = column(table, "width")
                line, _, _ = axis.errorbar([w for w, s in zip(width, seen) if s], [v for v, s in zip(left, seen) if s], [e for e, s in zip(error, seen) if s],
                                           fmt=marker + "-", markersize=4, label=label)
                # Within its error of 0 a difference is an upper limit.
                axis.plot([w for w, s in zip(width, seen) if not s], [v + 2 * e for v, e, s in zip(left, error, seen) if not s], "v", markersize=5,
                          color=line.get_color(), markerfacecolor="none")
            axis.set_xscale("log")
            axis.set_yscale("log")
            axis.set_xticks(width, [f"{w:.0f}" for w in width])
            axis.xaxis.set_minor_formatter(NullFormatter())
            axis.set_xlabel("width n")
            axis.legend()
        axes[0].set_ylabel("left of the mean metric")
        axes[1].set_ylabel("left of the vertex")
        figure.suptitle(f"{ACTIVATIONS[name]}, layer 4: the expansion in 1/n against networks; open triangles: upper limits, two standard errors")
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
        # Less than two decades: one power of ten alone would tell no scale.
        axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.xaxis.set_minor_formatter(NullFormatter())
        axis.set_xlabel("V/(nK²)")
        axis.set_title(ACTIVATIONS[activation])
    axes[0].set_ylabel("left of the variance, relative")
    axes[-1].legend(fontsize=6, loc="lower right")
    figure.suptitle("The expansion in 1/n against the exact law")
    save(figure, DOCS / "exact-law" / "orders.png")


def blowup():
    """The probability that MRePU networks leave single precision, by layer, width and C_W."""
    data = groups(rows(DOCS / "exact-law" / "blowup.csv"), "cw", "width")
    figure, axis = plt.subplots(figsize=(6.8, 3.4))
    colors = dict(zip([1, 0.9, 0.45], ["#0072B2", "#D55E00", "#009E73"]))
    styles = dict(zip([32, 128, 512], ["-", "--", ":"]))
    for (cw, width), table in sorted(data.items(), reverse=True):
        axis.plot(column(table, "layer"), column(table, "above"), styles[width], color=colors[cw], marker="o", markersize=3, label=f"{CW} = {cw:g}, width {width:.0f}")
    layers(axis)
    axis.set_ylabel("P(G > 1e38)")
    axis.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1))
    axis.set_title(f"MRePU₂, K(1) = {CW}/3: networks that leave single precision")
    save(figure, DOCS / "exact-law" / "blowup.png")


def rank_correlation(x, y):
    """Spearman's: the correlation of ranks, equal values having their mean rank."""
    def ranks(values):
        return [sum(v < value for v in values) + (sum(v == value for v in values) - 1) / 2 for value in values]

    a, b = ranks(x), ranks(y)
    mean = sum(a) / len(a)
    covariance = sum((p - mean) * (q - mean) for p, q in zip(a, b))
    return covariance / math.sqrt(sum((p - mean) ** 2 for p in a) * sum((q - mean) ** 2 for q in b))


def failing():
    """The share of networks of experiment depths that fail, against the probability that they start outside a band, and against V/(nK^2)."""
    table = rows(DOCS / "exact-law" / "depths.csv")
    figure, axes = panels(2, width=4.4)
    for ((activation,), part), marker in zip(groups(table, "activation").items(), MARKERS):
        axes[0].plot(column(part, "outside1e8"), column(part, "failed"), marker, markersize=5, alpha=0.7, linestyle="none", label=ACTIVATIONS[activation])
        axes[1].semilogx(column(part, "relativeFluctuation"), column(part, "failed"), marker, markersize=5, alpha=0.7, linestyle="none")
    axes[0].plot([0, 1], [0, 1], color="k", linewidth=0.8)
    axes[0].set_xlabel("P(last metric outside 1e-8 … 1e8), exact, beforehand")
    axes[1].set_xlabel("V/(nK²) of the last layer")
    axes[0].set_ylabel("share of networks that fail")
    axes[0].legend()
    for axis, name in zip(axes, ["outside1e8", "relativeFluctuation"]):
        axis.set_title(f"rank correlation {rank_correlation([max(r[name], 1e-7) for r in table], column(table, 'failed')):.2f}")
    for name in ["outside1e2", "outside1e4", "outside1e6", "outside1e8"]:
        # Probabilities of 1e-7 and less are 0 as far as is known.
        gap = sum(abs(r[name] - r["failed"]) for r in table) / len(table)
        print(f"{name}: rank correlation {rank_correlation([max(r[name], 1e-7) for r in table], column(table, 'failed')):.3f}, mean distance from the share {gap:.3f}")
    save(figure, DOCS / "exact-law" / "depths.png")


def mrepu(p, w):
    """w max(0, w+1)^p and its first three derivatives on the active side."""
    u = max(0.0, w + 1)
    return (w * u ** p, u ** p + p * w * u ** (p - 1), 2 * p * u ** (p - 1) + p * (p - 1) * w * u ** (p - 2),
            3 * p * (p - 1) * u ** (p - 2) + (p * (p - 1) * (p - 2) * w * u ** (p - 3) if p > 2 else 0))


def inflected(p, z):
    """The inflected MRePU of order p."""
    return 2 / (p + 1) * (max(0.0, z + 1) ** p * (1 - (p - 1) * z / 2) - 1)


def cure_units():
    """The unit about its points, and what a1 says of each point."""
    figure, axes = panels(2, width=5)
    w = [-1.6 + i / 200 for i in range(441)]
    for p, color in ((2, "C0"), (3, "C1"), (4, "C2")):
        axes[0].plot(w, [mrepu(p, x)[0] for x in w], color=color, label=f"p = {p}")
        star = -2 / (p + 1)
        axes[0].plot([star], [mrepu(p, star)[0]], "o", color=color)
        inside = [x for x in w if x > -0.999 and abs(mrepu(p, x)[1]) > 1e-3]
        a1 = [mrepu(p, x)[3] / mrepu(p, x)[1] + 0.75 * (mrepu(p, x)[2] / mrepu(p, x)[1]) ** 2 for x in inside]
        axes[1].plot(inside, [v if abs(v) < 90 else float("nan") for v in a1], color=color)
        axes[1].plot([star], [-p * (p + 1) ** 2 / (p - 1)], "o", color=color)
        axes[1].plot([0], [6 * p * p - 3 * p], "s", color=color)
    axes[0].plot([0], [0], "ks", label="w = 0, where the paper starts")
    axes[0].plot([], [], "ko", label="inflection, w = −2/(p + 1)")
    axes[0].set_ylim(-0.2, 0.6)
    axes[0].set_xlim(-1.6, 0.4)
    axes[0].set_xlabel("w")
    axes[0].set_ylabel("ρ(w) = w max(0, w+1)$^p$")
    axes[0].legend(loc="upper left")
    axes[1].axhspan(-60, 0, color="C2", alpha=0.08)
    axes[1].axhline(0, color="k", linewidth=0.8)
    axes[1].set_ylim(-60, 90)
    axes[1].set_xlabel("operating point w")
    axes[1].set_ylabel("$a_1$: below 0, K* = 0 is stable")
    figure.suptitle("MRePU, and the stability of K* = 0 about each of its points")
    save(figure, DOCS / "cure" / "units.png")


def cure_growth():
    """How much a layer at C_W = 1 changes the kernel: <s^2>/K by Gauss-Hermite quadrature."""
    import numpy

    nodes, weights = numpy.polynomial.hermite_e.hermegauss(200)
    weights = weights / weights.sum()
    figure, (axis,) = panels(1, width=7.4, height=3.6)
    kernels = [10 ** (-3 + i / 40) for i in range(161)]
    for p, color in ((2, "C0"), (3, "C1")):
        for unit, style, name in ((lambda z: mrepu(p, z)[0], "--", "MRePU"), (lambda z: inflected(p, z), "-", "inflected MRePU")):
            growth = [sum(w * unit(math.sqrt(k) * z) ** 2 for w, z in zip(weights, nodes)) / k for k in kernels]
            axis.loglog(kernels, growth, style, color=color, label=f"{name}, p = {p}")
    for p, edge, color in ((2, 1.516662121, "C0"), (3, 0.2722482801, "C1")):
        axis.plot([edge], [1], "o", color=color)
    axis.axhline(1, color="k", linewidth=0.8)
    axis.set_ylim(0.3, 5)
    axis.set_xlim(1e-3, 10)
    axis.set_yticks([0.5, 1, 2, 5], ["0.5", "1", "2", "5"])
    axis.yaxis.set_minor_formatter(NullFormatter())
    axis.set_xlabel("kernel K")
    axis.set_ylabel("K(ℓ+1)/K(ℓ) at $C_b$ = 0, $C_W$ = 1")
    axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
    figure.suptitle("Above 1 kernels grow; dots: the edge of the basin of K* = 0")
    save(figure, DOCS / "cure" / "growth.png")


def cure_kernels():
    """Kernels over layers of fig5: MRePU and inflected MRePU."""
    data = list(groups(rows(EXPERIMENTS / "fig5" / "fig5.csv"), "ensemble").values())
    figure, axes = panels(2, width=5, sharey=True)
    for axis, p, blocks in ((axes[0], 2, (data[0:4], data[8:12])), (axes[1], 3, (data[4:8], data[12:16]))):
        for block, style in zip(blocks, ("--", "-")):
            for i, table in enumerate(block):
                # Beyond the figure a kernel has exploded.
                table = [r for r in table if r["parametersMedianLog10"] is not None]
                axis.plot(column(table, "layer"), [min(v, 3) for v in column(table, "parametersMedianLog10")], style, color=f"C{i}")
                axis.fill_between(column(table, "layer"), [min(v, 3) for v in column(table, "parametersQ05Log10")], [min(v, 3) for v in column(table, "parametersQ95Log10")], color=f"C{i}", alpha=0.18, linewidth=0)
        axis.set_title(f"p = {p}")
        axis.set_ylim(-3.6, 3)
        layers(axis)
    axes[0].set_ylabel("log₁₀ of the kernel")
    # Colours tell the inputs, and are the same for both.
    figure.legend([plt.Line2D([], [], color="k", linestyle=style) for style in ("--", "-")], ["MRePU", "inflected MRePU"], loc="lower center", ncol=2)
    figure.suptitle(f"Kernels at {CW} = 1, width 512, from |x|²/n₀ = 0.001, 0.01, 0.1, 1: median and middle 90% of networks")
    save(figure, DOCS / "cure" / "kernels.png", rect=(0, 0.07, 1, 1))


def cure_front():
    """docs/cure/front.csv: the units of which no other has both a larger basin and less fluctuation."""
    table = rows(DOCS / "cure" / "front.csv")
    figure, (axis,) = panels(1, width=6, height=3.4)
    axis.semilogx(column(table, "basin"), column(table, "fluctuation"), "o-", markersize=4, label="the best: s\u2032 = max(0, 1+z)(1 + $r_1$ z)")
    for r in table[::6]:
        axis.annotate(f"$r_1$ = {r['r1']:.2f}".replace("-", "−"), (r["basin"], r["fluctuation"]), xytext=(6, -10), textcoords="offset points", fontsize=7.5)
    axis.set_ylim(bottom=0.6)
    axis.plot([1.516662121], [0.906834], "s", color="C1", label="inflected MRePU₂, $r_1$ = −1")
    axis.set_xticks([1, 2, 5, 10], ["1", "2", "5", "10"])
    axis.xaxis.set_minor_formatter(NullFormatter())
    axis.set_xlabel("basin of K* = 0: attracts K below")
    axis.set_ylabel("V/K² that a layer adds at K = 0.1")
    axis.legend(loc="upper left")
    figure.suptitle("Exact units of degree 3: a larger basin costs fluctuation")
    save(figure, DOCS / "cure" / "front.png")


CURE = ["MRePU, $C_W$ = 1", "MRePU", "MRePU at its inflection", "inflected MRePU", "ReLU", "GELU", "tanh"]


def cure_depth():
    """Final losses and failures over depth, at one learning rate and at rates that fall with depth."""
    tables = {name: rows(EXPERIMENTS / name / f"{name}.csv") for name in ("cure", "cure-deep")}
    figure, axes = panels(2, width=5, height=3.8)
    depths_of = sorted({r["hiddenLayers"] for table in tables.values() for r in table})
    for i, label in enumerate(CURE):
        color = None
        for name, filled in (("cure", True), ("cure-deep", False)):
            part = [r for k, r in enumerate(tables[name]) if k % len(CURE) == i]
            top = 10.0
            def relative(r, quantity):
                return min(r[quantity] / r["targetVariance"], top) if r[quantity] is not None else top
            x = [h * 1.03 ** (i - 3) for h in column(part, "hiddenLayers")]
            style = dict(markersize=4, color=color, markerfacecolor=None if filled else "white", linestyle="-" if filled else ":")
            line, = axes[0].loglog(x, [relative(r, "medianLoss") for r in part], MARKERS[i], label=label if filled else None, **style)
            color = line.get_color()
            axes[0].vlines(x, [relative(r, "lowerLoss") for r in part], [relative(r, "upperLoss") for r in part], color=color, linewidth=1)
            axes[1].semilogx(x, [(r["diverged"] + r["notLearned"]) / r["networks"] for r in part], MARKERS[i], **{**style, "color": color})
    axes[0].axhline(1, color="k", linewidth=0.8, linestyle="--")
    axes[0].set_ylabel("final loss / best constant's")
    axes[1].set_ylabel("share of networks that fail")
    for axis in axes:
        axis.set_xlabel("hidden layers L")
        axis.set_xticks(depths_of, [f"{h:.0f}" for h in depths_of])
        axis.xaxis.set_minor_formatter(NullFormatter())
    figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=4)
    figure.suptitle("cure: x³ − 2x by 25 networks each; bars: 16% to 84%; dashed: the best constant; all at most 10\nfilled: learning rate 0.001 (cure), open: 0.01/L (cure-deep)")
    save(figure, EXPERIMENTS / "cure" / "cure.png", rect=(0, 0.12, 1, 1))


def residual():
    """Test errors and failures of networks with and without skips, all learning rates."""
    if not (EXPERIMENTS / "residual" / "residual.csv").exists():
        print("residual: no results yet, theory experiment residual --out docs/experiments/residual makes them")
        return
    ensembles = list(groups(rows(EXPERIMENTS / "residual" / "residual.csv"), "ensemble").values())
    rates = sorted({e[0]["learningRate"] for e in ensembles}, reverse=True)
    figure, axes = panels(2, width=5)
    for i, label in enumerate(RESIDUAL_ACTIVATIONS):
        for j, rate in enumerate(rates):
            own = ensembles[i * len(rates) + j::len(RESIDUAL_ACTIVATIONS) * len(rates)]
            x = [k + 0.2 * (i - 1.5) + 0.06 * (j - 0.5) for k in range(len(own))]
            fill = f"C{i}" if j == 0 else "white"
            for at, ensemble in zip(x, own):
                errors = sorted(column(ensemble, "testError"))
                axes[0].vlines(at, errors[0], errors[-1], color=f"C{i}", linewidth=1)
            middle = [sum(sorted(column(e, "testError"))[(len(e) - 1) // 2:len(e) // 2 + 1]) / (2 - len(e) % 2) for e in own]
            axes[0].plot(x, middle, MARKERS[i], color=f"C{i}", markerfacecolor=fill, markersize=4, label=f"{label}, {rate:g}")
            axes[1].plot(x, [sum(r["divergedAt"] is not None or r["testError"] > 0.5 for r in e) / len(e) for e in own], MARKERS[i], color=f"C{i}", markerfacecolor=fill, markersize=4)
    axes[0].set_ylabel("share of test images classified wrongly")
    axes[1].set_ylabel("share of networks that fail")
    for axis in axes:
        axis.set_xticks(range(len(RESIDUAL)), RESIDUAL, fontsize=7.5)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=4)
    figure.suptitle("residual: Fashion-MNIST by 8 networks each; median and range; filled and open: the two learning rates")
    save(figure, EXPERIMENTS / "residual" / "residual.png", rect=(0, 0.14, 1, 1))


def real_data():
    """Test errors by infinitely wide networks: over the number of training images, and over depth and C_W with 1000 of them."""
    sizes, combinations = rows(DOCS / "real-data.csv"), rows(DOCS / "real-data-grid.csv")
    figure, axes = panels(3, width=4.4, height=3.6)
    for i, (name, label) in enumerate(REAL_DATA.items()):
        for kernel, line in (("nngp", "-"), ("tangent", "--")):
            own = sorted((r for r in sizes if (r["activation"], r["kernel"], r["depth"]) == (name, kernel, 3)), key=lambda r: r["training"])
            axes[0].loglog(column(own, "training"), [1 - r["accuracy"] for r in own], line, color=f"C{i}", marker=MARKERS[i], markersize=3.5,
                           markerfacecolor="white" if kernel == "tangent" else f"C{i}", label=label if kernel == "nngp" else None)
    axes[0].set_title("depth 3; dashed: tangent kernel")
    axes[0].set_xlabel("training images")
    axes[0].set_ylabel("share of test images classified wrongly")
    axes[0].set_yticks([0.1, 0.15, 0.2, 0.3], ["0.1", "0.15", "0.2", "0.3"])
    axes[0].yaxis.set_minor_formatter(NullFormatter())
    for axis, kernel in zip(axes[1:], ("nngp", "tangent")):
        places = sorted({(r["depth"], r["cw"]) for r in combinations})
        for i, name in enumerate(REAL_DATA):
            for k, place in enumerate(places):
                wrong = sorted(1 - r["accuracy"] for r in combinations if (r["activation"], r["kernel"], r["depth"], r["cw"]) == (name, kernel, *place))
                if wrong:
                    at = k + 0.12 * (i - 2.5)
                    axis.vlines(at, wrong[0], wrong[-1], color=f"C{i}", linewidth=1)
                    axis.plot(at, wrong[len(wrong) // 2], MARKERS[i], color=f"C{i}", markersize=3.5)
        axis.set_xticks(range(len(places)), [f"{depth:g}, {cw:g}" for depth, cw in places], fontsize=7.5)
        axis.set_xlabel(f"depth, {CW}")
        axis.set_title({"nngp": "1000 images, NNGP", "tangent": "1000 images, tangent kernel"}[kernel])
    figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=6)
    figure.suptitle("Fashion-MNIST by infinitely wide networks; bars: the range over $C_b$ = 0, 0.1, 1")
    save(figure, DOCS / "real-data.png", rect=(0, 0.08, 1, 1))


REAL_DATA = {"relu": "ReLU", "erf": "erf", "tanh": "tanh", "gelu": "GELU", "mrepu:2": "MRePU₂", "imrepu:2": "inflected MRePU₂"}
def advice():
    """The advised median loss over that of every other start, case by case."""
    table = rows(EXPERIMENTS / "advice" / "advice.csv")
    starts = ["C_W by hand", "PyTorch's default", "Keras' default"]
    kinds, edge = ["ReLU", "GELU", "tanh", "MRePU₂"], 1e-3
    figure, axes = panels(3, width=4.4, height=3.6, sharey=True)
    cases = [table[i:i + 1 + len(starts)] for i in range(0, len(table), 1 + len(starts))]
    for axis, target, own in zip(axes, ["x³ − 2x", "T₇(x/2)", "|sin 2x|"], [cases[i:i + 2 * len(kinds)] for i in range(0, len(cases), 2 * len(kinds))]):
        for k, case in enumerate(own):
            for i, row in enumerate(case[1:]):
                at = k + 0.22 * (i - 1)
                low, middle, high = (min(max(row[name], edge), 1 / edge) for name in ("ratioLower", "ratio", "ratioUpper"))
                beyond = row["ratio"] < edge
                axis.vlines(at, low, high, color=f"C{i}", linewidth=1)
                axis.plot(at, middle, MARKERS[i], color=f"C{i}", markersize=4, markerfacecolor="white" if beyond else f"C{i}", label=starts[i].replace("C_W", CW) if (k, beyond) == (0, False) else None)
        axis.axhline(1, color="k", linewidth=0.8, linestyle="--")
        axis.set_yscale("log")
        axis.set_xticks(range(len(own)), [f"{kind}\n{case[0]['hiddenLayers']:g}" for kind, case in zip(2 * kinds, own)], fontsize=7.5)
        axis.set_xlabel("activation, hidden layers")
        axis.set_title(target)
    axes[0].set_ylabel("median loss, advised / other")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="lower center", ncol=3)
    figure.suptitle("advice: below 1 the advised start is better; bars: 3 standard errors; open: 0.001 or less, as where the other start diverges")
    save(figure, EXPERIMENTS / "advice" / "advice-ratios.png", rect=(0, 0.08, 1, 1))


RESIDUAL = ["no skips,\nadvised", f"skips,\n{CW} = 1", "skips,\nadvised", f"norms,\n{CW} = 1", "norms,\nadvised"]
RESIDUAL_ACTIVATIONS = ["ReLU", "GELU", "MRePU₂", "inflected MRePU₂"]
ACTIVATIONS = {"tanh": "tanh", "relu": "ReLU", "gelu": "GELU", "repu:2": "RePU₂", "mrepu-2": "MRePU₂", "mrepu:2": "MRePU₂"}
NTK_NETWORKS = {1: "tanh", 2: "ReLU", 3: "erf", 4: "erf, last layer"}
KINDS = ["MRePU", "ReLU", "GELU", "tanh", "MRePU,\npaper", "RePU", "\ninflected\nMRePU"]
BURGERS = ["GELU", "MRePU₂, raw inputs", f"MRePU₂, {CW} = 0.45", "MRePU₂, recommended", "ReLU", "tanh", "inflected MRePU₂", "inflected MRePU₃"]
KERNEL_CHI_VERTEX = (("kernelMedian", "kernel, median over networks"), ("chiPerpMean", f"{CHI_PERP}, mean"), ("vertex", "V"))
FIGURES = {
    "fig1": lambda: initialisation("fig1", "fig1: RePU at initialisation, width 512", ("p = 2", "p = 3")),
    "fig2": lambda: training("fig2", "fig2", "fig2: RePU with 5 hidden layers while training"),
    "table2": lambda: training("table2", "table2", "table2: RePU, p = 2, while training with Adam"),
    "table2-sgd": lambda: training("table2-sgd", "table2", "table2-sgd: RePU, p = 2, while training with gradient descent"),
    "table3": lambda: training("table3", "table3", "table3: RePU, p = 3, while training with Adam"),
    "fig4": susceptibilities,
    "fig5": lambda: initialisation("fig5", "fig5: MRePU and, below, MRePU about its inflection, at initialisation, width 512", ("p = 2", "p = 3", "inflected, p = 2", "inflected, p = 3")),
    "fig6": vertex,
    "fig7": lambda: training("fig7", "fig7", "fig7: MRePU with 5 hidden layers while training; also about its inflection", KERNEL_CHI_VERTEX, inflected=(3, 4)),
    "table4": lambda: losses("table4", ["x³ − 2x", "T₇(x/2)", "(x³ − 3xy²)/4 + xy/2", "xyz/2 + x²/2 − yz²/4"], KINDS),
    "table5": lambda: losses("table5", ["|sin 2x|", "|x² + y² − 2|/2", "x |x| y/4"], KINDS),
    "depths": depths,
    "fig15": lambda: burgers("fig15", BURGERS, "fig15: Burgers' equation; median over up to 8 networks, bands from 16% to 84%"),
        "yardstick": lambda: burgers("yardstick", ["tanh, L-BFGS"], "yardstick: the network of Raissi et al."),
    "cure-units": cure_units,
    "cure-growth": cure_growth,
    "cure-kernels": cure_kernels,
    "cure-front": cure_front,
    "cure": cure_depth,
    "residual": residual,
    "advice": advice,
    "ntk": tangent,
    "ntk-sweep": sweep,
    "precision": precision,
    "orders": orders,
    "blowup": blowup,
    "failing": failing,
    "real-data": real_data,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or FIGURES:
        FIGURES[name]()
