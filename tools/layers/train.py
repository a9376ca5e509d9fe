#!/usr/bin/env python3
"""Residual networks on Fashion-MNIST: kernels as theory predicts them and as PyTorch's networks have them, then training.

    tools/layers/train.py THEORY FOLDER

THEORY is the command (in quotes if it has arguments); FOLDER gets kernels.csv and training.csv, docs/layers/training in the repository. Needs Debian's
python3-torch and dataset-fashion-mnist. Seeds are fixed; ten minutes on two cores. python3 tools/figures/layers.py draws it.

Images have |x|^2/n_0 = 1. Networks of one line are trained at once, with weights of their own and the same batches; by Adam.
"""
import csv
import gzip
import json
import math
import pathlib
import subprocess
import sys

import numpy as np
import torch
from torch.nn import functional as F

WIDTH, BLOCKS, NETWORKS, CLASSES = 128, 12, 5, 10
IMAGES, TEST, BATCH, EPOCHS, RATES = 10_000, 10_000, 100, 2, (1e-3,)
MEASURED_IMAGES, MEASURED_NETWORKS = 50, 200
DATA = pathlib.Path("/usr/share/datasets/fashion-mnist")
ALPHA, BETA = 0.9, math.sqrt(0.19)

ACTIVATIONS = {
    "relu": ("relu", torch.relu),
    "gelu": ("gelu", F.gelu),
    "mrepu": ("mrepu(2)", lambda z: z * torch.relu(1 + z) ** 2),
    "imrepu": ("imrepu(2)", lambda z: -2 / 3 - (z - 2) * torch.relu(1 + z) ** 2 / 3),
}

# name: activation, norm, K(1), C_b, C_W. Without norms, (C_b, C_W) are critical at K(1), as theory classify tells; MRePU's K(1) = 0.01 is small enough for 12 blocks.
LINES = {
    "relu, norm": ("relu", True, 1, 0, 2),
    "gelu, norm": ("gelu", True, 1, 0, 2),
    "mrepu, norm": ("mrepu", True, 1, 0, 2),
    "imrepu, norm": ("imrepu", True, 1, 0, 2),
    "relu": ("relu", False, 1, 0, 2),
    "gelu": ("gelu", False, 3.561552813, 0.1729223908, 1.983058257),
    "mrepu": ("mrepu", False, 1, 0, 1),
    "mrepu, K(1) = 0.01": ("mrepu", False, 0.01, 0, 1),
    "imrepu": ("imrepu", False, 1, 0.7063215156, 0.6707321255),
}


def text_of(line):
    name, norm, k1, cb, cw = LINES[line]
    s = ACTIVATIONS[name][0]
    if norm:
        return f"linear(cw={k1}, cb=0); {BLOCKS}*[residual(norm; linear(cw=1, cb=0); {s}; linear, beta=0.5)]; norm; linear"
    return f"linear(cw={k1}, cb=0); {BLOCKS}*[residual({s}; linear, alpha={ALPHA!r}, beta={BETA!r})]; linear(cw=1, cb=0)"


def theory(command, *words):
    return subprocess.run([*command.split(), *words], capture_output=True, text=True, check=False)


def normals(generator, *shape):
    return torch.randn(*shape, generator=generator)


class Ensemble:
    """Networks with the same layers and weights of their own; signals are (network, image, neuron)."""

    def __init__(self, line, networks, seed):
        self.name, self.norm, self.k1, self.cb, self.cw = LINES[line]
        self.s = ACTIVATIONS[self.name][1]
        self.beta, self.alpha = (0.5, 1.0) if self.norm else (BETA, ALPHA)
        g = torch.Generator().manual_seed(seed)

        def layer(n, m, cb, cw):
            return (normals(g, networks, n, m) * math.sqrt(cw / n)).requires_grad_(), (normals(g, networks, 1, m) * math.sqrt(cb)).requires_grad_()

        self.first = layer(784, WIDTH, 0, self.k1)
        self.blocks = [([layer(WIDTH, WIDTH, 0, 1)] if self.norm else []) + [layer(WIDTH, WIDTH, self.cb, self.cw)] for _ in range(BLOCKS)]
        self.last = layer(WIDTH, CLASSES, 0, self.cw if self.norm else 1)

    def parameters(self):
        return [p for layer in (self.first, *(l for block in self.blocks for l in block), self.last) for p in layer]

    def signals(self, x):
        """The residual stream behind the first layer and every block, then the outputs."""
        z = torch.matmul(x, self.first[0]) + self.first[1]
        yield z
        for block in self.blocks:
            u = z
            if self.norm:
                u = F.layer_norm(u, (WIDTH,), eps=0)
                u = torch.matmul(u, block[0][0]) + block[0][1]
            u = torch.matmul(self.s(u), block[-1][0]) + block[-1][1]
            z = self.alpha * z + self.beta * u
            yield z
        yield torch.matmul(F.layer_norm(z, (WIDTH,), eps=0) if self.norm else z, self.last[0]) + self.last[1]


def images(part, count):
    with gzip.open(DATA / f"{part}-images-idx3-ubyte.gz") as f:
        x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)[:count].astype(np.float64)
    with gzip.open(DATA / f"{part}-labels-idx1-ubyte.gz") as f:
        y = np.frombuffer(f.read(), np.uint8, offset=8)[:count].astype(np.int64)
    x /= np.sqrt((x * x).mean(1, keepdims=True))
    return torch.from_numpy(x.astype(np.float32)), torch.from_numpy(y)


def kernels(command, line, x, out):
    """K behind the first layer and every block: predicted, and measured over networks, with the error of their mean."""
    run = theory(command, "flow", "--network", text_of(line), "--k1", "1", "--cb", str(LINES[line][3]), "--cw", str(LINES[line][4]), "--json")
    # A flow that overflows ends there: it has the layers before, and says why.
    flow = json.loads(run.stdout)
    layers = [l["K"] for l in flow["layers"]]
    ensembles = [Ensemble(line, NETWORKS, 1000 + i) for i in range(MEASURED_NETWORKS // NETWORKS)]
    with torch.no_grad():
        measured = [torch.cat([(z.double() ** 2).mean((1, 2)) for z in zs]) for zs in zip(*(e.signals(x) for e in ensembles), strict=True)]
    worst = 0.0
    for block, m in enumerate(measured[:BLOCKS + 1]):
        mean, error = m.mean().item(), m.std().item() / math.sqrt(len(m))
        out.writerow([line, block, f"{layers[block]:.10g}" if block < len(layers) else "", f"{mean:.6g}", f"{error:.3g}", int((~torch.isfinite(m)).sum())])
        worst = max(worst, abs(mean - layers[block]) / error) if block < len(layers) and math.isfinite(mean) else worst
    end = f"; {flow['end']['text']}" if flow["end"] else ""
    print(f"{line}: largest deviation {worst:.1f} standard errors{end}", flush=True)


def train(line, rate, x, y, xt, yt):
    ensemble = Ensemble(line, NETWORKS, 1)
    optimizer = torch.optim.Adam(ensemble.parameters(), lr=rate)
    order = torch.Generator().manual_seed(2)

    def outputs(x):
        *_, last = ensemble.signals(x)
        return last

    def losses(z, y):
        return F.cross_entropy(z.flatten(0, 1), y.repeat(NETWORKS), reduction="none").view(NETWORKS, -1).mean(1)

    for _ in range(EPOCHS):
        for batch in torch.randperm(IMAGES, generator=order).split(BATCH):
            optimizer.zero_grad()
            losses(outputs(x[batch]), y[batch]).sum().backward()
            optimizer.step()
    with torch.no_grad():
        loss = sum(losses(outputs(x[b]), y[b]) * len(b) for b in torch.arange(IMAGES).split(500)) / IMAGES
        right = sum((outputs(xt[b]).argmax(2) == yt[b]).sum(1) for b in torch.arange(TEST).split(500)) / TEST
    return loss, right


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    x, y = images("train", IMAGES)
    xt, yt = images("t10k", TEST)
    with open(folder / "kernels.csv", "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["network", "block", "predicted", "measured", "error", "overflows"])
        for line in LINES:
            kernels(command, line, xt[:MEASURED_IMAGES], out)
    with open(folder / "training.csv", "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["network", "rate", "seed", "loss", "accuracy"])
        for line in LINES:
            for rate in RATES:
                loss, right = train(line, rate, x, y, xt, yt)
                for i in range(NETWORKS):
                    out.writerow([line, rate, i, f"{loss[i]:.6g}", f"{right[i]:.4f}"])
                print(f"{line}, rate {rate}: median loss {loss.median():.4f}, accuracy {right.median():.4f}, {int((~torch.isfinite(loss)).sum())} diverged", flush=True)


if __name__ == "__main__":
    main()
