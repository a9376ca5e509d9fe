"""Draws the figure of docs/layers.md from docs/layers/depth.csv, which tools/layers/depth.py makes (Debian: python3-matplotlib).

    python3 tools/figures/layers.py
"""
import math

import matplotlib.pyplot as plt

from draw import DOCS, column, groups, logarithmic, rows, save

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
        axis.set(title=title, xlabel="block ℓ", ylabel=ylabel, **scales)
        if scales.get("yscale") == "log":
            logarithmic(axis)
        axis.legend()
        return axis

    panel(0, "pre-norm", "x + W GELU(norm(x)), $C_W = 2$", lambda r: r["K"], "K", lambda r: 1 + CONSTANT * r["blocks"], f"1 + {CONSTANT} ℓ")
    panel(1, "pre-norm", "… its gradients", lambda r: r["chiPerp"] - 1, "$\\chi_\\perp - 1$", lambda r: LIMIT / r["blocks"], "1.072/ℓ", xscale="log", yscale="log")
    panel(2, "unscaled", "x + W ReLU(x), $C_W = 1$", lambda r: r["K"], "K", lambda r: 1.5 ** r["blocks"], r"$1.5^\ell$", yscale="log")
    last = data["tanh-skips"][-1]
    panel(3, "tanh-skips", "x + W tanh(x), $C_W = 1$", lambda r: r["rho"], "ρ", lambda r: last["rho"] * (r["blocks"] / last["blocks"]) ** -POWER, "power $-(1 - 2/\\pi)$", xscale="log", yscale="log")
    plain = data["tanh-plain"]
    at, before = (next(r for r in plain if r["blocks"] == l) for l in (100, 60))
    rate = math.log((1 - before["rho"]) / (1 - at["rho"])) / 40
    panel(4, "tanh-plain", "W tanh(x), $C_W = 1.5$, $C_b = 0.05$", lambda r: 1 - r["rho"] if 1 - r["rho"] > 1e-12 else None, "1 − ρ",
          lambda r: (1 - at["rho"]) * math.exp(-rate * (r["blocks"] - at["blocks"])), f"exp(−{rate:.4f} ℓ)", yscale="log")
    axis = axes.flat[5]
    table = data["beta^2 = 1/L"]
    for name, limit, color, text in (("K", math.e, "C0", "e"), ("theta", 1.5 * math.e - 1, "C1", "3e/2 − 1")):
        axis.plot(column(table, "blocks"), column(table, name), "o-", ms=3.5, lw=0.7, color=color, label="K" if name == "K" else "Θ")
        axis.axhline(limit, ls="--", lw=1, color=color)
        axis.annotate(text, (1, limit), xytext=(0, 3), textcoords="offset points", color=color)
    axis.set(title="x + W ReLU(x)/√L, $C_W = 2$", xlabel="number of blocks L", ylabel="behind all blocks", xscale="log")
    axis.legend(loc="lower right")
    save(figure, DOCS / "layers" / "depth.png")


def sparse(blocks, logarithmic):
    """Forty places about equally far apart on the axis."""
    scale = math.log if logarithmic else float
    wanted = [scale(blocks[0]) + (scale(blocks[-1]) - scale(blocks[0])) * k / 39 for k in range(40)]
    return sorted({min(range(len(blocks)), key=lambda i: abs(scale(blocks[i]) - w)) for w in wanted})



if __name__ == "__main__":
    main()
