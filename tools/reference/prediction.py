"""tests/reference/prediction.csv: regression with infinitely wide networks by NumPy and SciPy, and the same beside scikit-learn.

    prediction.py                       writes prediction_data.csv and prediction.csv
    prediction.py --peer THEORY DIR     Fashion-MNIST in DIR: accuracy and likelihood of `THEORY predict` beside scikit-learn's GaussianProcessRegressor

Kernels are the closed forms of Cho and Saul (2009, ReLU) and Williams (1997, erf), factors scipy.linalg.cho_factor; nothing is shared with the C# code.
"""
import csv
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy.linalg import cho_factor, cho_solve

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "reference"
TRAINING = 60


def relu(ka, kb, kab):
    scale = np.sqrt(ka * kb)
    cosine = kab / scale
    theta = np.arccos(np.where(cosine > 1 - 1e-13, 1, np.maximum(cosine, -1)))  # An input and itself, whatever rounding has made of it.
    return scale * (np.sin(theta) + (np.pi - theta) * np.cos(theta)) / (2 * np.pi), (np.pi - theta) / (2 * np.pi)


def erf(ka, kb, kab):
    a = (1 + 2 * ka) * (1 + 2 * kb)
    return 2 / np.pi * np.arcsin(2 * kab / np.sqrt(a)), 4 / np.pi / np.sqrt(a - 4 * kab ** 2)


def kernels(s, depth, cb, cw, x, y):
    """K and Theta (lambda_b = lambda_W = 1) between the rows of x and y."""
    n = x.shape[1]
    kaa, kbb, kab = (cb + cw * v / n for v in ((x * x).sum(1), (y * y).sum(1), x @ y.T))
    theta = 1 + x @ y.T / n
    for _ in range(depth - 1):
        ss, dd = s(kaa[:, None], kbb[None, :], kab)
        theta = 1 + ss + cw * dd * theta
        kab, kaa, kbb = cb + cw * ss, cb + cw * s(kaa, kaa, kaa)[0], cb + cw * s(kbb, kbb, kbb)[0]
    return kab, theta


def norm(x):
    return x / np.sqrt((x * x).mean(1, keepdims=True))


def predict(s, depth, cb, cw, noise, tangent, x, y, test):
    """Mean at the test inputs and -ln p, y one-hot without its mean."""
    which = 1 if tangent else 0
    matrix = kernels(s, depth, cb, cw, x, x)[which] + noise * np.eye(len(x))
    factor = cho_factor(matrix, lower=True)
    a = cho_solve(factor, y)
    nll = ((y * a).sum() + y.shape[1] * (2 * np.log(np.diag(factor[0])).sum() + len(x) * np.log(2 * np.pi))) / 2
    return kernels(s, depth, cb, cw, test, x)[which] @ a, nll


def one_hot(labels, classes):
    return np.eye(classes)[labels] - 1 / classes


def write():
    rng = np.random.default_rng(21)
    centres = rng.normal(size=(3, 5))
    labels = rng.integers(0, 3, size=90)
    x = np.round(centres[labels] + 0.9 * rng.normal(size=(90, 5)), 6)
    with open(FOLDER / "prediction_data.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["x1", "x2", "x3", "x4", "x5", "class"])
        out.writerows([*(repr(float(v)) for v in row), "abc"[label]] for row, label in zip(x, labels))
    with open(FOLDER / "prediction.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["activation", "preprocessing", "kernel", "depth", "cb", "cw", "noise", "accuracy", "meanSquaredError", "negativeLogLikelihood"])
        for name, s in (("relu", relu), ("erf", erf)):
            for preprocessing in ("norm", "none"):
                for kernel in ("nngp", "tangent"):
                    for depth, cb, cw, noise in ((2, 0.1, 2.0, 0.01), (4, 0.3, 1.5, 0.1)):
                        z = norm(x) if preprocessing == "norm" else x
                        mean, nll = predict(
                            s, depth, cb, cw, noise, kernel == "tangent", z[:TRAINING], one_hot(labels[:TRAINING], 3), z[TRAINING:])
                        accuracy = (mean.argmax(1) == labels[TRAINING:]).mean()
                        error = ((mean - one_hot(labels[TRAINING:], 3)) ** 2).mean()
                        out.writerow([name, preprocessing, kernel, depth, cb, cw, noise, repr(float(accuracy)), repr(float(error)), repr(float(nll))])


def idx(path):
    with gzip.open(path) as file:
        data = file.read()
    dims = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dims)


def peer(theory, folder, size=500):
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import Kernel

    class Network(Kernel):
        """A kernel without parameters to be fitted."""

        def __init__(self, s=relu, depth=3, cb=0.1, cw=2.0):
            self.s, self.depth, self.cb, self.cw = s, depth, cb, cw

        def __call__(self, X, Y=None, eval_gradient=False):
            return kernels(self.s, self.depth, self.cb, self.cw, X, X if Y is None else Y)[0]

        def diag(self, X):
            return np.array([self(x[None])[0, 0] for x in X])

        def is_stationary(self):
            return False

    folder = pathlib.Path(folder)
    images = idx(folder / "train-images-idx3-ubyte.gz")[:size].reshape(size, -1)
    labels = idx(folder / "train-labels-idx1-ubyte.gz")[:size]
    test = idx(folder / "t10k-images-idx3-ubyte.gz")[:size].reshape(size, -1)
    truth = idx(folder / "t10k-labels-idx1-ubyte.gz")[:size]
    print("| activation | depth | noise | scikit-learn: accuracy | -ln p | theory: accuracy | -ln p | relative difference |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, s in (("relu", relu), ("erf", erf)):
        for depth, noise in ((2, 1e-2), (3, 1e-3)):
            x = norm(images.astype(float))
            y = one_hot(labels, 10)
            process = GaussianProcessRegressor(Network(s, depth), alpha=noise, optimizer=None).fit(x, y)
            accuracy = (process.predict(norm(test.astype(float))).argmax(1) == truth).mean()
            nll = -process.log_marginal_likelihood_value_
            with tempfile.TemporaryDirectory() as place:
                files = {}
                for key, values in (("train", images), ("labels", labels), ("test", test), ("test-labels", truth)):
                    files[key] = f"{place}/{key}.npy"
                    np.save(files[key], values)
                run = subprocess.run(
                    [*theory.split(), "predict", name, *(a for k, v in files.items() for a in (f"--{k}", v)), "--preprocess", "norm", "--depth", str(depth),
                     "--cb", "0.1", "--cw", "2", "--noise", str(noise), "--json"], capture_output=True, text=True, check=True)
            mine = json.loads(run.stdout)
            print(f"| {name} | {depth} | {noise} | {accuracy} | {nll:.8f} | {mine['accuracy']} | {mine['negativeLogLikelihood']:.8f} | "
                  f"{abs(mine['negativeLogLikelihood'] / nll - 1):.1e} |")


if __name__ == "__main__":
    peer(*sys.argv[2:]) if sys.argv[1:2] == ["--peer"] else write()
