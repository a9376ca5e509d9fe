#!/usr/bin/env bash
# Recomputes a random part of every table in tests/reference (SEED, 1 by default); --all recomputes every number, which takes an hour.
set -euo pipefail
cd "$(dirname "$0")"
what=(--check --seed "${SEED:-1}")
[ "${1:-}" = --all ] && what=(--compare)
for program in expectations two_input vertex_flow special_functions bivariate_functions burgers; do
    python3 "$program.py" "${what[@]}"
done
