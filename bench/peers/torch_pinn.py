"""The usual way to train a physics-informed network: torch modules, autograd.grad twice, backward, Adam.

Arguments: activation, places, steps, hidden layers, width, conditions, C_W. Prints seconds and processor seconds for one step.
"""

import math
import sys
import time

import torch

_, activation, places, steps, hidden, width, conditions, cw = sys.argv
places, steps, hidden, width, conditions, cw = int(places), int(steps), int(hidden), int(width), int(conditions), float(cw)
s = {
    "gelu": torch.nn.functional.gelu,
    "tanh": torch.tanh,
    "mrepu:2": lambda z: z * torch.relu(z + 1) ** 2,
}[activation]
torch.manual_seed(1)
sizes = [2] + [width] * hidden + [1]
layers = [torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
for layer in layers:
    torch.nn.init.normal_(layer.weight, std=math.sqrt(cw / layer.in_features))
    torch.nn.init.zeros_(layer.bias)


def output(h):
    z = layers[0](h)
    for layer in layers[1:]:
        z = layer(s(z))
    return z


x = (2 * torch.rand(places, 1) - 1).requires_grad_(True)
t = torch.rand(places, 1).requires_grad_(True)
given = torch.rand(conditions, 2)
values = -torch.sin(math.pi * given[:, :1])
optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], 1e-3)


def step():
    u = output(torch.cat([x, t], 1))
    ones = torch.ones_like(u)
    u_x, u_t = torch.autograd.grad(u, [x, t], ones, create_graph=True)
    u_xx = torch.autograd.grad(u_x, x, ones, create_graph=True)[0]
    f = u_t + u * u_x - 0.01 / math.pi * u_xx
    loss = f.square().mean() + (output(given) - values).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


step()
wall, processor = time.perf_counter(), time.process_time()
for _ in range(steps):
    loss = step()
wall, processor = time.perf_counter() - wall, time.process_time() - processor
if not math.isfinite(loss):
    raise SystemExit("the network is not finite")
print(wall / steps, processor / steps)
