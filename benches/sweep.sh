#!/bin/sh
# How well a sweep uses several cores: 25 points, 8 runs each, of a small world of 10,000 people, on one thread and on as many as
# there are cores, in turn, three times. Prints the time on the clock of both and their ratio; a share of 100 % would be a sweep
# that is exactly as many times faster as there are threads. Run it on a machine that does nothing else:
#
#     cargo build --release && benches/sweep.sh [PROGRAM] [THREADS]
set -eu
program=${1:-target/release/catching}
threads=${2:-$(nproc)}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
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
[sweep]
replicates = 8
vary = [
  { key = "ties.closeness", from = 0.0, to = 0.8, steps = 5 },
  { key = "network.p", values = [0.0, 0.01, 0.03, 0.1, 0.3] },
]
END
seconds() {
    begun=$(date +%s.%N)
    "$program" sweep world.toml -o "$1" --force --no-charts -q -j "$2"
    ended=$(date +%s.%N)
    echo "$begun $ended" | awk '{ printf "%.2f", $2 - $1 }'
}
seconds warm "$threads" > /dev/null
for turn in 1 2 3; do
    one=$(seconds one 1)
    all=$(seconds all "$threads")
    cmp one/runs.csv all/runs.csv
    echo "$turn $one $all $threads" |
        awk '{ printf "turn %d: 1 thread %.2f s, %d threads %.2f s, ratio %.2f, %.0f %% of ideal\n", $1, $2, $4, $3, $2/$3, 100*$2/$3/$4 }'
done
