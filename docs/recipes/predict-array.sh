#!/usr/bin/env bash
#SBATCH --job-name=theory-predict
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --mem=8G
#SBATCH --time=02:00:00
#SBATCH --requeue
#
# The Cholesky factor of a kernel matrix by the tasks of a Slurm array, in a folder that all nodes share; each makes its rows of tiles and waits for what it needs.
#
#   sbatch docs/recipes/predict-array.sh factor relu --train train.npy --labels labels.npy --test test.npy --test-labels truth.npy --cb 0.1 --cw 2 --noise 0.001
#   theory predict relu ... the same ... --scratch factor        # when the array has ended
#
# A task that was killed, or requeued, continues with its next tile. All tasks should run at a time: one that runs alone waits.
set -euo pipefail

folder=$1
shift

theory predict "$@" --scratch "$folder" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
