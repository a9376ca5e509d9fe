#!/usr/bin/env bash
#SBATCH --job-name=theory
#SBATCH --array=1-10
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=02:00:00
#SBATCH --requeue
#
# One part of an experiment for each task of a Slurm array; the folder is shared by all nodes.
#
#   sbatch docs/recipes/slurm-array.sh table2 paper results/table2
#   theory merge results/table2            # when the array has ended
#
# A task that was killed, or requeued, continues with its next unfinished shard. More tasks than shards do no harm.
set -euo pipefail

experiment=$1 preset=$2 folder=$3

theory experiment "$experiment" --preset "$preset" --out "$folder" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --resume
