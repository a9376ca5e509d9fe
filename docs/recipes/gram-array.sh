#!/usr/bin/env bash
#SBATCH --job-name=theory-gram
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=02:00:00
#SBATCH --requeue
#
# The tiles of kernel and tangent kernel by the tasks of a Slurm array, in a folder that all nodes share.
#
#   sbatch docs/recipes/gram-array.sh tiles relu --inputs train.npy --depth 3 --cb 0.1 --cw 2
#   theory gram relu ... the same ... --scratch tiles --out gram       # when the array has ended: kernel.npy and tangent-kernel.npy
#
# A task that was killed, or requeued, continues with its next tile; tasks do not wait for one another.
set -euo pipefail

folder=$1
shift

theory gram "$@" --scratch "$folder" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
