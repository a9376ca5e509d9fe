#!/usr/bin/env bash
# Does everything that runs on torch do so on a GPU, with the numbers of the CPU and of the theory, and how much faster?
#
#   tools/gpu-check.sh pack FILE.tar.gz     here: theory with its runtime and without libtorch, for a machine that has neither (below 64 MiB)
#   tools/gpu-check.sh THEORY [LIBTORCH]    there: THEORY is the unpacked folder, LIBTORCH a libtorch 2.10.0 with CUDA (a folder of pytorch.org, or of
#                                           site-packages/torch); prints a table in under 8 minutes and builds nothing. DEVICE=cpu compares the CPU with itself.
set -euo pipefail

if [ "${1:-}" = pack ]; then
    cd "$(dirname "$0")/.."
    place=$(mktemp -d)
    trap 'rm -rf "$place"' EXIT
    # Built beside the tree: what is built in it for a machine with .NET would be overwritten.
    dotnet publish src/Cli -c Release -r linux-x64 --self-contained --artifacts-path "$place/built" -o "$place/theory" -nologo -v q -p:RunAnalyzers=false -p:DebugType=none
    rm -rf "$place/built"
    # What a libtorch brings itself.
    (cd "$place/theory" && rm -f libtorch*.so libc10*.so libgomp*.so* libshm.so libcaffe2*.so libnn*.so libjitbackend_test.so libbackend_with_compiler.so libaoti*.so libtorchbind_test.so ./*.xml)
    cp "$0" "$place/theory/gpu-check.sh" 2>/dev/null || cp tools/gpu-check.sh "$place/theory/"
    tar -C "$place" -czf "${2:?give the name of a file}" theory
    size=$(stat -c %s "$2")
    echo "$2: $((size >> 20)) MiB"
    [ "$size" -lt $((64 << 20)) ]
    exit
fi

theory=${1:?give the folder of theory, or: pack FILE}/Theory.Cli
[ -n "${2:-}" ] && export THEORY_LIBTORCH=$2
device=${DEVICE:-cuda}
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is left of the 8 minutes.
left() { local rest=$((470 - SECONDS)); echo $((rest > 1 ? rest : 1)); }

# The device of each run: the CPU, then the one that is checked.
declare -A on=([first]=cpu [second]=$device)

# NAME ARGUMENTS...: the same on both devices, timed as a whole, start included.
both() {
    local name=$1 run start; shift
    for run in first second; do
        start=$(date +%s.%N)
        if ! timeout "$(left)" "$theory" "$@" --device "${on[$run]}" --json >"$work/$name-$run.json" 2>"$work/$name-$run.err"; then
            echo "| $name | ${on[$run]} | failed: $(tail -n 1 "$work/$name-$run.err") | | | |"
            failed=1
            return 1
        fi
        echo "$start $(date +%s.%N)" >"$work/$name-$run.time"
    done
    awk -v name="$name" '{ t[NR] = $2 - $1 } END { printf "| %s | %.1f | %.1f | %.1f |", name, t[1], t[2], t[1] / t[2] }' "$work/$name-first.time" "$work/$name-second.time"
}

# The largest deviation of kernel and vertex from theory with its next order, in standard errors, and the verdict, on either device.
sampled() {
    local run
    both "$@" || return 0
    for run in first second; do
        awk -F'[:,] *' '/"zWithNextOrder": *[-0-9]/ { z = $2 < 0 ? -$2 : $2; if (z > most) most = z } /^  "verdict"/ { gsub(/"/, "", $2); v = $2 } END { printf " %.1f, %s |", most, v }' "$work/$1-$run.json"
    done
    echo
}

# -ln p and accuracy, which should agree to the rounding of the solution.
predicted() {
    local run
    both "$@" || return 0
    for run in first second; do
        awk -F'[:,] *' '/"negativeLogLikelihood"/ { l = $2 } /"accuracy"/ { a = $2 } END { printf " -ln p %.9g, accuracy %.4f |", l, a }' "$work/$1-$run.json"
    done
    echo
}

echo "| what | CPU (s) | $device (s) | ratio | CPU | $device |"
echo "|---|--:|--:|--:|--:|--:|"
# Samples.
sampled weights sample gelu --sampler weights --models 400 --width 512 --depth 8
sampled conditional sample gelu --sampler conditional --models 20000 --width 512 --depth 8
sampled float64 sample tanh --sampler weights --models 100 --width 256 --depth 6 --dtype float64
predicted regression predict relu --train moons:6000 --cw 2 --cb 0.1 --noise 0.01
predicted float32 predict relu --train moons:6000 --cw 2 --cb 0.1 --noise 0.01 --dtype float32

# What is trained: the claims of the smallest presets, which are not those of the paper.
trained() {
    local run start
    for run in first second; do
        start=$SECONDS
        if timeout "$(left)" "$theory" experiment "$2" --preset smoke --device "${on[$run]}" --out "$work/$2-$run" >/dev/null 2>"$work/$2-$run.err"; then
            echo "| $1 ($2, smoke) on ${on[$run]} | $((SECONDS - start)) | | | | |"
        else
            echo "| $1 on ${on[$run]} | failed: $(tail -n 1 "$work/$2-$run.err") | | | | |"
            failed=1
        fi
    done
}
trained training table2
trained "physics-informed network" fig15
exit "$failed"
