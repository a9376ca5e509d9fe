"""A thin client of the command `theory`: each function runs one command with --json and returns its object.

    from theory_client import Theory
    theory = Theory()
    theory.classify("gelu")["criticalPoints"]

No shell is involved: arguments are passed as they are. The keys of the objects are those of the command line, numbers are floats, and what has no value is
None with its reason beside it. Needs Python 3.9 or newer and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from typing import Any, Iterable, Mapping, Sequence, Union

Number = Union[int, float]
Value = Union[None, bool, Number, str, Sequence[Number]]

__all__ = ["Theory", "TheoryError"]


class TheoryError(Exception):
    """The command refused its input or failed; the message is its one line, `code` its exit code (2: input, 1: run, 70: a fault of the program)."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def _text(value: Union[Number, str, Sequence[Number]]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return repr(value)
    return ",".join(repr(float(v)) if not isinstance(v, int) else str(v) for v in value)


class Theory:
    """The command, by default `theory` on the path (`dotnet tool install Theory.Tool`)."""

    def __init__(self, command: Sequence[str] = ("theory",), timeout: float | None = None) -> None:
        """`command` is the program with its leading arguments, such as ["dotnet", "Theory.Cli.dll"]; `timeout` in seconds holds for each call."""
        self._command = list(command)
        self._timeout = timeout

    def run(self, name: str, *arguments: str, **options: Value) -> dict[str, Any]:
        """Any command: theory.run("flow", "gelu", k1=1, cw=2, depth=10). True stands for an option without a value, None for one that is left out."""
        words = [*self._command, name, *arguments, "--json"]
        for key, value in options.items():
            option = "--" + key.rstrip("_").replace("_", "-")
            if value is True:
                words.append(option)
            elif value is not None and value is not False:
                words += [option, _text(value)]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=self._timeout, check=False)
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            raise TheoryError(lines[0].removeprefix("theory: "), done.returncode)
        return json.loads(done.stdout)

    def derive(self, activation: str, **options: Value) -> dict[str, Any]:
        """Closed forms: result["quantities"]["g"]["latex"], ["python"], …"""
        return self.run("derive", activation, **options)

    def evaluate(self, activation: str, K: Union[Number, Sequence[Number], str] = 1.0, **options: Value) -> list[dict[str, Any]]:
        """Expectations at one or several kernels, one object each with g, chiParallel, chiPerp, h, m4, … and relativeError."""
        return self.run("evaluate", activation, K=K, **options)["points"]

    def classify(self, activation: str) -> dict[str, Any]:
        """The universality class and the critical points K*, cb, cw."""
        return self.run("classify", activation)

    def flow(self, activation: str, **options: Value) -> list[dict[str, Any]]:
        """Kernel, metric, vertex, susceptibilities per layer; options k1, cb, cw, width, depth."""
        return self.run("flow", activation, **options)["layers"]

    def sample(self, activation: str, **options: Value) -> dict[str, Any]:
        """An ensemble of networks beside theory, with result["verdict"]."""
        return self.run("sample", activation, **options)

    def kernels(self, activation: str, inputs: Iterable[Sequence[float]], **options: Value) -> Mapping[str, list[list[float]]]:
        """NNGP and tangent kernel of the last layer for the rows of `inputs`: {"nngp": …, "ntk": …}; options cb, cw, depth, lambda_b, lambda_w."""
        with tempfile.TemporaryDirectory() as folder:
            data = os.path.join(folder, "inputs.csv")
            with open(data, "w", encoding="utf-8") as file:
                for row in inputs:
                    file.write(",".join(repr(float(v)) for v in row) + "\n")
            out = os.path.join(folder, "out")
            self.run("gram", activation, data=data, out=out, **options)
            return {"nngp": _matrix(os.path.join(out, "kernel.csv")), "ntk": _matrix(os.path.join(out, "tangent-kernel.csv"))}


def _matrix(path: str) -> list[list[float]]:
    with open(path, encoding="utf-8") as file:
        rows = [line.strip().split(",") for line in file if line.strip()]

    def is_number(text: str) -> bool:
        try:
            float(text)
        except ValueError:
            return False
        return True

    return [[float(v) for v in row] for row in rows if all(is_number(v) for v in row)]
