#!/usr/bin/env bash
# Packs the libraries and the tool, installs them from a local folder into a fresh directory, and runs both.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for project in Theory Numerics Polynomials Validation Cli; do
    dotnet pack "$top/src/$project" -c Release -o "$work/packages" -nologo -v q
done
for package in "$work"/packages/*.nupkg; do
    unzip -l "$package" > "$work/content"
    for needed in README.md CHANGELOG.md; do
        grep -q " $needed\$" "$work/content" || { echo "$(basename "$package") has no $needed"; exit 1; }
    done
done

mkdir "$work/fresh"
cd "$work/fresh"
cat > nuget.config <<XML
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <config><add key="globalPackagesFolder" value="$work/cache" /></config>
  <fallbackPackageFolders><add key="known" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
  <packageSources><add key="local" value="$work/packages" /></packageSources>
</configuration>
XML
dotnet tool install --tool-path "$work/tool" --configfile nuget.config Theory.Tool
"$work/tool/theory" classify relu | grep -q 'scale-invariant' || { echo "the installed tool does not work"; exit 1; }

cat > program.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Theory.Numerics" Version="0.1.0" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using Theory.Numerics.Facade;

Console.WriteLine(EffectiveTheory.Of("relu").Kernel.Formula);
CS
[ "$(dotnet run -v q)" = "K/2" ] || { echo "the installed library does not work"; exit 1; }
echo "packages: the tool and a library, installed into a fresh directory, run"
