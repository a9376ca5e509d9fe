"""A table of reference values: written, compared in full, or checked at a random part of its rows.

A program gives the groups of its table (a group is the leading cells that name a computation, as they stand in the file) and a function from a
group to the rows that belong to it. One computation gives one row, or several where it is a flow through layers.
"""
import argparse
import random
import sys
import time
from pathlib import Path

from mpmath import floor, log10, mp, mpf, nstr

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "reference"


def text(value, digits):
    """A cell: empty for what is undefined, else as many digits as the table states, without trailing zeros."""
    if value is None or isinstance(value, str):
        return value or ""
    return nstr(value, digits) if value else "0"


def units(stated, computed, digits):
    """The difference of two cells in units of the last digit that the table states."""
    if stated == computed:
        return mpf(0)
    if "" in (stated, computed):
        return mpf("inf")
    a, b = mpf(stated), mpf(computed)
    if a == b:
        return mpf(0)
    return abs(a - b) / mpf(10) ** (floor(log10(max(abs(a), abs(b)))) - digits + 1)


class Table:
    """Columns, groups and the computation of a file in tests/reference."""

    def __init__(self, file, columns, groups, compute, digits, description):
        self.path, self.columns, self.compute, self.digits, self.description = FOLDER / file, columns.split(","), compute, digits, description
        self.groups = [tuple(group) for group in groups]
        assert len(set(self.groups)) == len(self.groups), "a group stands twice"

    def rows(self, group):
        """The rows of a group as text."""
        return [list(group) + [text(value, self.digits) for value in row] for row in self.compute(*group)]

    def stated(self, path):
        """The rows of a file by group."""
        header, *lines = path.read_text().splitlines()
        assert header.split(",") == self.columns, f"{path} has other columns: {header}"
        size, result = len(self.groups[0]), {}
        for cells in (line.split(",") for line in lines):
            result.setdefault(tuple(cells[:size]), []).append(cells)
        return result

    def write(self, path):
        """Computes everything and writes it at once, so that an interrupted run leaves the old file."""
        lines = [",".join(self.columns)] + [",".join(row) for group in self.groups for row in self.rows(group)]
        path.write_text("\n".join(lines) + "\n")
        print(f"{path}: {len(lines) - 1} rows")

    def compare(self, path, groups):
        """Computes the groups again. True if no cell differs from the file by more than one unit of the last digit that the file states."""
        started, stated, largest, where, cells = time.monotonic(), self.stated(path), mpf(0), "", 0
        for group in groups:
            rows = self.rows(group)
            assert len(rows) == len(stated[group]), f"{group}: {len(rows)} rows computed, {len(stated[group])} in the file"
            for row, there in zip(rows, stated[group]):
                for name, mine, its in list(zip(self.columns, row, there))[len(group):]:
                    cells += 1
                    difference = units(its, mine, self.digits)
                    if difference > largest:
                        largest, where = difference, f"at {','.join(group)} {name}: {its} in the file, {mine} computed"
        print(f"{path.name}: {len(groups)} of {len(self.groups)} groups, {cells} numbers, largest difference {nstr(largest, 3)} units "
              f"of digit {self.digits} {where} ({time.monotonic() - started:.0f} s)")
        return largest <= 1

    def run(self):
        """The command line of a program."""
        arguments = argparse.ArgumentParser(description=self.description)
        action = arguments.add_mutually_exclusive_group(required=True)
        action.add_argument("--write", action="store_true", help="compute all and write the file")
        action.add_argument("--compare", action="store_true", help="compute all and compare with the file")
        action.add_argument("--check", type=int, nargs="?", const=12, metavar="N", help="compare a random part, N groups (12)")
        action.add_argument("--rows", nargs="+", metavar="GROUP", help="print the rows of other groups: " + ",".join(self.columns[:len(self.groups[0])]))
        arguments.add_argument("--seed", type=int, default=1, help="which random part (1)")
        arguments.add_argument("--file", type=Path, default=self.path, help="another file than the one in tests/reference")
        options = arguments.parse_args()
        mp.dps = max(mp.dps, self.digits + 10)
        if options.rows:
            for group in options.rows:
                for row in self.rows(tuple(group.split(","))):
                    print(",".join(row), flush=True)
        elif options.write:
            self.write(options.file)
        else:
            chosen = self.groups if options.compare else random.Random(options.seed).sample(self.groups, min(options.check, len(self.groups)))
            sys.exit(0 if self.compare(options.file, chosen) else 1)
