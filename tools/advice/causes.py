"""Why networks that start as advised once lost: the same networks with other outputs at the start, other kernels, another bias of the first layer.

    python3 tools/advice/causes.py [--only TEXT] > docs/experiments/advice/causes.csv

25 networks of width 32 with 3 hidden layers, 1000 steps of Adam (0.001) on all of 101 points of [-2, 2], as in `theory experiment advice` but for the random numbers; the same ones
in all rows of an activation. Losses are those on 401 points, relative to the best constant's. Needs PyTorch; a row takes a dozen seconds.
"""
import argparse
import math

import numpy
import torch

WIDTH, NETWORKS, HIDDEN, STEPS, RATE, SCALE = 32, 25, 3, 1000, 1e-3, 4 / 3
ACTIVATIONS = {"relu": torch.relu, "gelu": torch.nn.functional.gelu, "tanh": torch.tanh}
TARGETS = {
    "x^3 - 2x": lambda x: x**3 - 2 * x,
    "T7(x/2)": lambda x: torch.cos(7 * torch.arccos(torch.clamp(x / 2, -1, 1))),
    "|sin 2x|": lambda x: torch.abs(torch.sin(2 * x)),
}

# (C_b, C_W) of the first layer, the hidden ones and the last as `theory recommend` said without a bias of the first layer and with outputs of variance 1.
FORMER = {
    "relu": ((0, 0.75), (0.2, 1.6), (0, 2)),
    "gelu": ((0, 0.9375), (0.251479, 1.82265), (0, 1.82535)),
    "tanh": ((0, 2.4), (1.08424, 3.52628), (0, 1.66667)),
}

# As it says now: theory recommend relu --depth 4 --width 32, with InputScale 4/3 and one component.
ADVISED = {
    "relu": ((0.5, 0.375), (0.1, 1.8), (0, 0.2)),
    "gelu": ((0.625, 0.46875), (0.2514791, 1.8226526), (0, 0.18253525)),
    "tanh": ((1.25, 0.9375), (0.7366446, 3.1554899), (0, 0.17894804)),
}
# What lost to another start in `theory experiment advice` while these were advised.
CASES = {"relu": ("x^3 - 2x", "T7(x/2)", "|sin 2x|"), "gelu": ("T7(x/2)",), "tanh": ("x^3 - 2x", "T7(x/2)")}

HAND = ((0, 1), (0, 1), (0, 1))
PYTORCH = ((1 / 3, 1 / 3), (1 / (3 * WIDTH), 1 / 3), (1 / (3 * WIDTH), 1 / 3))
KERAS = ((0, 2 / (1 + WIDTH)), (0, 1), (0, 2 * WIDTH / (WIDTH + 1)))

# Smaller kernels on the edge of chaos of tanh.
TANH_KERNELS = {1.25: ((0, 0.9375), (0.2273846, 2.3507), (0, 2.29872)), 0.32: ((0, 0.24), (0.0235553, 1.57789), (0, 4.97217))}


def starts(activation):
    """All ways to start: name, layers, whether the output at the start is subtracted."""
    former = FORMER[activation]
    first, hidden, last = former
    yield "advised", ADVISED[activation], False
    yield "formerly advised", former, False
    for variance in (0.1, 0.01):
        yield f"output variance {variance}", (first, hidden, (0, last[1] * variance)), False
    yield "output at the start subtracted", former, True
    for share in (0.1, 0.25, 0.5):
        biased = (share * first[1] * SCALE, (1 - share) * first[1])
        yield f"output variance 0.1, first bias {share} of K", (biased, hidden, (0, last[1] * 0.1)), False
    if activation == "tanh":
        for k, (a, b, c) in TANH_KERNELS.items():
            for variance in (1, 0.1, 0.01):
                yield f"K = {k}, output variance {variance}", (a, b, (0, c[1] * variance)), False
    yield "C_W = 1", HAND, False
    yield "PyTorch", PYTORCH, False
    yield "Keras", KERAS, False


def train(activation, target, layers, centred):
    """The mean squared output at the start, and the losses at the end."""
    random = torch.Generator().manual_seed(1234 + 100 * HIDDEN)
    sizes = [1] + [WIDTH] * HIDDEN + [1]
    parameters = []
    for i in range(HIDDEN + 1):
        cb, cw = layers[0] if i == 0 else layers[2] if i == HIDDEN else layers[1]
        parameters.append(torch.randn(NETWORKS, sizes[i], sizes[i + 1], generator=random) * math.sqrt(cw / sizes[i]))
        parameters.append(torch.randn(NETWORKS, 1, sizes[i + 1], generator=random) * math.sqrt(cb))
    for p in parameters:
        p.requires_grad_()
    s = ACTIVATIONS[activation]

    def network(x):
        z = x.expand(NETWORKS, -1, -1)
        for i in range(HIDDEN + 1):
            z = torch.baddbmm(parameters[2 * i + 1], z if i == 0 else s(z), parameters[2 * i])
        return z

    x, test = torch.linspace(-2, 2, 101).view(1, 101, 1), torch.linspace(-2, 2, 401).view(1, 401, 1)
    y, expected = TARGETS[target](x), TARGETS[target](test)
    with torch.no_grad():
        before, before_test = network(x), network(test)
    optimizer = torch.optim.Adam(parameters, lr=RATE)
    for _ in range(STEPS):
        loss = ((network(x) - (before if centred else 0) - y) ** 2).mean((1, 2))
        optimizer.zero_grad()
        loss.sum().backward()
        optimizer.step()
    with torch.no_grad():
        losses = ((network(test) - (before_test if centred else 0) - expected) ** 2).mean((1, 2)) / expected.var(unbiased=False)
    return float((before**2).mean()), losses.numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="part of a row's beginning: activation,target,start")
    only = parser.parse_args().only
    torch.set_num_threads(1)
    print("activation,target,start,outputVarianceMeasured,medianLoss,lowerQuartile,upperQuartile")
    for activation in CASES:
        for target in CASES[activation]:
            for name, layers, centred in starts(activation):
                row = f'{activation},{target},"{name}"'
                if only in row:
                    variance, losses = train(activation, target, layers, centred)
                    quartiles = numpy.quantile(losses, [0.5, 0.25, 0.75])
                    print(f"{row},{variance:.3g}," + ",".join(f"{q:.3g}" for q in quartiles), flush=True)


if __name__ == "__main__":
    main()
