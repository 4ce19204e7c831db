#!/bin/bash
# A sweep in twenty parts, without MPI: sbatch docs/slurm/array.sh my-class.toml --vary ties.closeness=0..0.9/18
# When all are done: catching merge output/part-* -o output/my-class
#SBATCH --job-name=catching
#SBATCH --array=1-20
#SBATCH --cpus-per-task=4
#SBATCH --time=01:00:00
set -euo pipefail
part=$SLURM_ARRAY_TASK_ID
exec "${CATCHING:-catching}" sweep "$@" --no-charts --threads "${SLURM_CPUS_PER_TASK:-1}" \
    --shard "$part/$SLURM_ARRAY_TASK_COUNT" -o "output/part-$part"
