#!/bin/sh
# A sweep on two ranks against the same sweep on two threads of one process, in turn, start of `mpirun` included. Writes
# benches/results/ranks.csv: seconds of both and how much of the threads' speed the ranks have.
#
#     cargo build --release --features mpi && benches/ranks.sh [PROGRAM] [ROUNDS]
set -eu
program=${1:-target/release/catching}
rounds=${2:-3}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
results=$(cd "$(dirname "$0")" && pwd)/results/ranks.csv
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
cd "$desk"
cat > world.toml <<'END'
title = "A small world of 10,000 people"
duration = "10 min"
dt = "1 s"
null_run = false
[network]
generator = "watts_strogatz"
n = 10000
k = 10
p = 0.1
[expressions.yawn]
spontaneous_rate = "2 /h"
END
seconds() {
    begun=$(date +%s.%N)
    "$@" --force --no-charts -q
    ended=$(date +%s.%N)
    echo "$begun $ended" | awk '{ printf "%.3f", $2 - $1 }'
}
echo "work,threads_s,ranks_s,round" > "$results"
measure() {
    work=$1
    shift
    for round in $(seq "$rounds"); do
        threads=$(seconds "$program" sweep "$@" -j 2 -o threads)
        ranks=$(seconds mpirun --oversubscribe -n 2 "$program" sweep "$@" -o ranks)
        cmp threads/runs.csv ranks/runs.csv
        echo "$work,$threads,$ranks,$round" | tee -a "$results"
    done
}
measure "lecture hall: 7200 short runs" lecture-hall-yawn --vary ties.closeness=0,0.5,0.9 --replicates 1200
measure "small world of 10 000: 5 points x 160 runs" world.toml --vary ties.closeness=0,0.2,0.4,0.6,0.8 --replicates 160
