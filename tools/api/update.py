#!/usr/bin/env python3
"""Writes PublicAPI.Shipped.txt of every project anew from its code.

The analyzer that compares the two names what is missing; here it is shown empty files, and what it names is what is written.
Run in a checkout that builds; the difference in git is the change of the public surface.

    tools/api/update.py            all projects
    tools/api/update.py Numerics   some of them
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = "#nullable enable\n"


def surface(project: pathlib.Path) -> list[str]:
    """What the analyzer reports of a project whose files are empty (rule RS0016)."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "log.sarif"
        build = subprocess.run(
            ["dotnet", "build", str(project), "-c", "Release", "--no-dependencies", "--no-incremental", "-nologo", "-v", "q",
             "-p:TreatWarningsAsErrors=false", "-p:EnableNETAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", f"-p:ErrorLog={log}%2Cversion=2.1"],
            cwd=ROOT, capture_output=True, text=True, check=False)
        if build.returncode != 0:
            sys.exit(build.stdout[-4000:])
        results = json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    found = set()
    for result in results:
        if result["ruleId"] == "RS0016":
            names = result["properties"]["customProperties"]
            found.add(names.get("PublicApiName") or names["APIName"])
    return sorted(found)


def main() -> None:
    chosen = sys.argv[1:]
    projects = [p for p in sorted((ROOT / "src").glob("*/*.csproj")) if not chosen or p.parent.name in chosen]
    for project in projects:
        shipped, unshipped = project.parent / "PublicAPI.Shipped.txt", project.parent / "PublicAPI.Unshipped.txt"
        before = shipped.read_text(encoding="utf-8") if shipped.exists() else HEADER
        shipped.write_text(HEADER, encoding="utf-8")
        unshipped.write_text(HEADER, encoding="utf-8")
        try:
            lines = surface(project)
        except BaseException:
            shipped.write_text(before, encoding="utf-8")
            raise
        shipped.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
        print(f"{project.parent.name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
