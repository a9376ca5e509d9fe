"""The usual way to sample networks at initialisation: a loop over torch modules, each drawn and evaluated by itself.

Arguments: single|many, networks, width, depth, inputs. Prints seconds. The metric of each layer is kept, as Theory keeps it.
"""

import math
import sys
import time

import torch

_, what, models, width, depth, inputs = sys.argv
models, width, depth, inputs = int(models), int(width), int(depth), int(inputs)


def network():
    layers = []
    for layer in range(depth - 1):
        # Without torch's own initialisation, which would be thrown away.
        linear = torch.nn.utils.skip_init(torch.nn.Linear, 2 if layer == 0 else width, width, bias=False)
        torch.nn.init.normal_(linear.weight, std=math.sqrt(2 / linear.in_features))
        layers.append(linear)
    return layers


x = torch.randn(inputs, 2)
metrics = []
with torch.no_grad():
    network()
    start = time.perf_counter()
    for _ in range(models):
        z = x
        for layer, linear in enumerate(network()):
            z = linear(z if layer == 0 else torch.relu(z))
            metrics.append((torch.relu(z) ** 2).mean(dim=1) * 2)
    print(time.perf_counter() - start)
