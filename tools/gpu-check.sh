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
    dotnet publish src/Cli -c Release -r linux-x64 --self-contained -o "$place/theory" -nologo -v q -p:RunAnalyzers=false -p:DebugType=none
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
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# NAME ARGUMENTS...: the same on both devices, timed as a whole; the second run of a device is free of its start.
row() {
    local name=$1 d; shift
    for d in cpu "$device"; do
        local start end
        start=$(date +%s.%N)
        if ! timeout 100 "$theory" "$@" --device "$d" --json >"$work/$name-$d.json" 2>"$work/$name-$d.err"; then
            echo "| $name | $d | failed: $(tail -n 1 "$work/$name-$d.err") | | |"
            return
        fi
        end=$(date +%s.%N)
        echo "$start $end" >"$work/$name-$d.time"
    done
    awk -v name="$name" -v device="$device" '{ t[NR] = $2 - $1 } END { printf "| %s | %.1f | %.1f | %.1f |", name, t[1], t[2], t[1] / t[2] }' \
        "$work/$name-cpu.time" "$work/$name-$device.time"
    # The largest deviation from theory in standard errors, on either device: z is what theory sample reports of kernel and vertex.
    for d in cpu "$device"; do
        grep -oE '"z": *-?[0-9.eE+-]+' "$work/$name-$d.json" | awk -F': *' '{ z = $2 < 0 ? -$2 : $2; if (z > most) most = z } END { printf " %.1f |", most }'
    done
    echo
}

echo "| what | CPU (s) | $device (s) | ratio | CPU: largest deviation (s.e.) | $device: the same |"
echo "|---|--:|--:|--:|--:|--:|"
row weights sample gelu --sampler weights --models 400 --width 512 --depth 8
row conditional sample gelu --sampler conditional --models 20000 --width 512 --depth 8
row float64 sample tanh --sampler weights --models 100 --width 256 --depth 6 --dtype float64

start=$(date +%s)
for d in cpu "$device"; do
    timeout 100 "$theory" experiment table2 --preset smoke --device "$d" --out "$work/table2-$d" >/dev/null 2>"$work/table2-$d.err" \
        || echo "| training on $d | failed: $(tail -n 1 "$work/table2-$d.err") | | | | |"
    end=$(date +%s)
    echo "| training (table2, smoke) on $d | $((end - start)) s | | | | |"
    start=$end
done
