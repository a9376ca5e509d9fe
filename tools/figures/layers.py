"""Draws the figures of docs/layers.md from docs/layers/depth.csv, which tools/layers/depth.py makes, and docs/layers/training, which tools/layers/train.py makes (Debian: python3-matplotlib).

    python3 tools/figures/layers.py
"""
import math

import matplotlib.pyplot as plt

from draw import DOCS, column, groups, rows, save

CONSTANT, LIMIT, POWER = 0.850443, 1.0720, 1 - 2 / math.pi


def main():
    data = {name: table for (name,), table in groups(rows(DOCS / "layers" / "depth.csv"), "network").items()}
    figure, axes = plt.subplots(2, 3, figsize=(11, 6.2))

    def panel(place, name, title, y, ylabel, law, label, **scales):
        axis = axes.flat[place]
        table = [row for row in data[name] if y(row) is not None]
        blocks = column(table, "blocks")
        axis.plot(blocks, [y(row) for row in table], "o", ms=3.5, markevery=sparse(blocks, scales.get("xscale") == "log"), label="computed")
        axis.plot(blocks, [law(row) for row in table], "k--", lw=1, label=label)
        axis.set(title=title, xlabel="block l", ylabel=ylabel, **scales)
        axis.legend()
        return axis

    panel(0, "pre-norm", "x + W gelu(norm(x)), $C_W = 2$", lambda r: r["K"], "K", lambda r: 1 + CONSTANT * r["blocks"], f"1 + {CONSTANT} l")
    panel(1, "pre-norm", "… its gradients", lambda r: r["chiPerp"] - 1, "$\\chi_\\perp - 1$", lambda r: LIMIT / r["blocks"], "1.072/l", xscale="log", yscale="log")
    panel(2, "unscaled", "x + W relu(x), $C_W = 1$", lambda r: r["K"], "K", lambda r: 1.5 ** r["blocks"], "$1.5^l$", yscale="log")
    last = data["tanh-skips"][-1]
    panel(3, "tanh-skips", "x + W tanh(x), $C_W = 1$", lambda r: r["rho"], "ρ", lambda r: last["rho"] * (r["blocks"] / last["blocks"]) ** -POWER, "power $-(1 - 2/\\pi)$", xscale="log", yscale="log")
    plain = data["tanh-plain"]
    at, before = (next(r for r in plain if r["blocks"] == l) for l in (100, 60))
    rate = math.log((1 - before["rho"]) / (1 - at["rho"])) / 40
    panel(4, "tanh-plain", "W tanh(x), $C_W = 1.5$, $C_b = 0.05$", lambda r: 1 - r["rho"] if 1 - r["rho"] > 1e-12 else None, "1 − ρ",
          lambda r: (1 - at["rho"]) * math.exp(-rate * (r["blocks"] - at["blocks"])), f"exp(−{rate:.4f} l)", yscale="log")
    axis = axes.flat[5]
    table = data["beta^2 = 1/L"]
    for name, limit, color, text in (("K", math.e, "C0", "e"), ("theta", 1.5 * math.e - 1, "C1", "3e/2 − 1")):
        axis.plot(column(table, "blocks"), column(table, name), "o-", ms=3.5, lw=0.7, color=color, label="K" if name == "K" else "Θ")
        axis.axhline(limit, ls="--", lw=1, color=color)
        axis.annotate(text, (1, limit), xytext=(0, 3), textcoords="offset points", color=color)
    axis.set(title="x + W relu(x)/√L, $C_W = 2$", xlabel="number of blocks L", ylabel="behind all blocks", xscale="log")
    axis.legend(loc="lower right")
    save(figure, DOCS / "layers" / "depth.png")
    training()


def training():
    """Residual networks on Fashion-MNIST: kernels predicted and measured, and what they learn."""
    folder = DOCS / "layers" / "training"
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.6))
    lines = groups(rows(folder / "kernels.csv"), "network")
    colors = {name: f"C{i % 7}" for i, (name,) in enumerate(lines)}
    for (name,), table in lines.items():
        finite = [r for r in table if r["measured"] is not None and r["overflows"] == 0 and r["measured"] < 1e4]
        left.errorbar(column(finite, "block"), column(finite, "measured"), yerr=column(finite, "error"), fmt="o" if "norm" in name else "s", ms=3, color=colors[name], label=name)
        predicted = [r for r in table if r["predicted"] is not None]
        left.plot(column(predicted, "block"), column(predicted, "predicted"), "-", lw=0.8, color=colors[name])
    left.set(title="initialisation: predicted (lines), 200 networks (points)", xlabel="block", ylabel="K", yscale="log")
    results = groups(rows(folder / "training.csv"), "network")
    for place, ((name,), table) in enumerate(results.items()):
        best = [r for r in best_rate(table) if math.isfinite(r["loss"])]
        right.plot(column(best, "accuracy"), [place] * len(best), "|", ms=9, color=colors[name])
        if not best:
            right.annotate("every network overflows", (0.5, place), va="center", fontsize=8)
    right.set(title="accuracy on test images, five networks each", xlabel="accuracy", yticks=range(len(results)), yticklabels=[name for (name,) in results])
    right.invert_yaxis()
    left.legend(fontsize=7, ncol=2)
    save(figure, folder.parent / "training.png")


def best_rate(table):
    """The rows of the rate with the smallest median of the training loss."""
    by_rate = groups(table, "rate")

    def median(losses):
        return sorted(x if math.isfinite(x) else math.inf for x in losses)[len(losses) // 2]

    return min(by_rate.values(), key=lambda t: median(column(t, "loss")))


def sparse(blocks, logarithmic):
    """Forty places about equally far apart on the axis."""
    scale = math.log if logarithmic else float
    wanted = [scale(blocks[0]) + (scale(blocks[-1]) - scale(blocks[0])) * k / 39 for k in range(40)]
    return sorted({min(range(len(blocks)), key=lambda i: abs(scale(blocks[i]) - w)) for w in wanted})



if __name__ == "__main__":
    main()
