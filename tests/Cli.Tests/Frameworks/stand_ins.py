"""Runs the code that `theory advise` writes for JAX, Flax and Keras where these are not installed: the functions that it calls, with the signatures
that their documentation gives, in NumPy.

    stand_ins.py FOLDER     with NAME.jax.py, NAME.flax.py, NAME.keras.py; prints one line of JSON for each: the activation at POINTS, and for each layer
                            the variances of weights and biases
"""
import glob
import json
import math
import sys
import types

import numpy as np
from scipy import special

POINTS = np.linspace(-3, 3, 25)


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, made)
    return made


class Key:
    """A key may be used once."""
    streams = np.random.SeedSequence(7)

    def __init__(self, sequence):
        self.sequence, self.used = sequence, False

    def use(self):
        assert not self.used, "a key of JAX is used twice"
        self.used = True
        return self.sequence


def split(key, num=2):
    return [Key(s) for s in key.use().spawn(num)]


def normal(key, shape=()):
    return np.random.default_rng(key.use()).standard_normal(shape)


def jax():
    module("jax")
    module("jax.numpy", clip=lambda arr, min=None, max=None: np.clip(arr, min, max),
           **{f: getattr(np, f) for f in ["where", "full_like", "exp", "expm1", "log1p", "sqrt", "tanh", "sin", "cos", "abs", "sign", "arcsin", "arctan", "pi", "log", "maximum", "minimum"]})
    module("jax.random", key=lambda seed: Key(np.random.SeedSequence(seed)), split=split, normal=normal)
    module("jax.scipy")
    module("jax.scipy.special", erf=special.erf, erfc=special.erfc)
    module("jax.nn", relu=lambda x: np.maximum(x, 0), softplus=lambda x: np.logaddexp(x, 0), sigmoid=special.expit,
           gelu=lambda x, approximate=True: tanh_gelu(x) if approximate else x * special.ndtr(x))


def tanh_gelu(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


class Linen(types.SimpleNamespace):
    layers = []


class Module:
    pass


def dense(features, use_bias=True, kernel_init=None, bias_init=None):
    def call(x):
        keys = split(Key(Key.streams.spawn(1)[0]))
        weights, biases = kernel_init(keys[0], (x.shape[-1], features)), bias_init(keys[1], (features,))
        Linen.layers.append((weights, biases))
        return x @ weights + biases
    return call


def variance_scaling(scale, mode, distribution):
    assert (mode, distribution) == ("fan_in", "normal")  # of JAX: not truncated
    return lambda key, shape: math.sqrt(scale / shape[0]) * normal(key, shape)


def flax():
    module("flax")
    initializers = types.SimpleNamespace(variance_scaling=variance_scaling, normal=lambda stddev=1e-2: lambda key, shape: stddev * normal(key, shape))
    module("flax.linen", Module=Module, compact=lambda f: f, Dense=dense, initializers=initializers)


class KerasDense:
    def __init__(self, units, activation=None, kernel_initializer="glorot_uniform", bias_initializer="zeros"):
        self.units, self.kernel, self.bias = units, kernel_initializer, bias_initializer
        self.activation = {None: lambda x: x, "gelu": lambda x: x * special.ndtr(x), "relu": lambda x: np.maximum(x, 0)}.get(activation, activation)


class Sequential:
    def __init__(self, layers):
        self.inputs, self.layers = layers[0], []

    def add(self, layer):
        self.layers.append(layer)


def keras():
    def scaling(scale=1.0, mode="fan_in", distribution="truncated_normal"):
        assert (mode, distribution) == ("fan_in", "untruncated_normal")
        return lambda shape: math.sqrt(scale / shape[0]) * np.random.default_rng(Key.streams.spawn(1)[0]).standard_normal(shape)

    module("keras", Sequential=Sequential, Input=lambda shape: shape, layers=types.SimpleNamespace(Dense=KerasDense), initializers=types.SimpleNamespace(
        VarianceScaling=scaling, RandomNormal=lambda mean=0.0, stddev=0.05: lambda shape: mean + stddev * np.random.default_rng(Key.streams.spawn(1)[0]).standard_normal(shape)))
    module("keras.ops", erf=special.erf, sigmoid=special.expit, softplus=lambda x: np.logaddexp(x, 0), clip=lambda x, x_min, x_max: np.clip(x, x_min, x_max),
           **{f: getattr(np, f) for f in ["where", "full_like", "exp", "expm1", "log1p", "sqrt", "tanh", "sin", "cos", "abs", "sign", "arcsin", "arctan", "log", "maximum", "minimum"]})


def layers_of(framework, scope):
    x = np.ones((1, scope["LAYERS"][0][0]))
    if framework == "jax":
        parameters = scope["init"](sys.modules["jax.random"].key(3))
        assert scope["apply"](parameters, x).shape == (1, scope["LAYERS"][-1][1])
        return parameters
    if framework == "flax":
        Linen.layers = []
        assert scope["Network"]().__call__(x).shape == (1, scope["LAYERS"][-1][1])
        return Linen.layers
    result = []
    model = scope["make_network"]()
    assert model.inputs == (scope["LAYERS"][0][0],)
    for layer in model.layers:
        result.append((layer.kernel((x.shape[-1], layer.units)), layer.bias((layer.units,))))
        x = layer.activation(x @ result[-1][0] + result[-1][1])
    return result


for make in (jax, flax, keras):
    make()
for path in sorted(glob.glob(sys.argv[1] + "/*.*.py")):
    framework = path.split(".")[-2]
    scope = {}
    exec(compile(open(path).read(), path, "exec"), scope)
    activation = scope["activation"]
    if isinstance(activation, str):
        activation = KerasDense(1, activation).activation
    print(json.dumps({"file": path.split("/")[-1], "values": activation(POINTS).tolist(),
                      "variances": [[float(np.mean(w ** 2)), float(np.mean(b ** 2))] for w, b in layers_of(framework, scope)],
                      "layers": [list(map(float, l)) for l in scope["LAYERS"]]}))
