#!/usr/bin/env bash
# Builds the pages of the public types into a folder (default: tools/docs/obj/site); a warning, as for a link to nothing, is an error.
# usage: tools/docs/api.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:-tools/docs/obj/site}
dotnet tool restore
dotnet build src/Cli -c Release -nologo -v q -p:RunAnalyzers=false
rm -rf tools/docs/obj
dotnet docfx tools/docs/docfx.json --warningsAsErrors --output "$(realpath -m "$out")"
echo "pages: $out/index.html"
