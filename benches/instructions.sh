#!/bin/sh
# Instructions of small fixed runs, counted by callgrind: a guard against slower code that does not depend on the clock. Fails
# when a run takes more than a tenth more than recorded in instructions.txt. Counts belong to a compiler: with another than the
# recorded one, or on a processor that does fewer things at once, nothing is compared.
#
#     cargo build --release && benches/instructions.sh [--record]     # CATCHING=FILE: another program
set -eu
cd "$(dirname "$0")/.."
record=benches/instructions.txt
program=${CATCHING:-$PWD/target/release/catching}
compiler=$(rustc --version)
if ! grep -qw avx2 /proc/cpuinfo; then
    echo "instructions: skipped, they were recorded on a processor with AVX2, for which some loops are compiled anew"
    exit 0
fi
if ! command -v valgrind > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    { apt-get update && apt-get install -y --no-install-recommends valgrind; } > /dev/null 2>&1 || true
fi
if ! command -v valgrind > /dev/null; then
    echo "instructions: skipped, there is no valgrind here (Debian: apt-get install valgrind)"
    exit 0
fi
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT

# NAME SCENARIO OPTIONS...: the name and the instructions of one run.
count() {
    name=$1 scenario=$2
    shift 2
    (cd "$desk" && valgrind --tool=callgrind --callgrind-out-file=counts "$program" run "$scenario" \
        -j 1 --seed 1 --no-charts -q --force -o results "$@") > "$desk/said" 2>&1 || { cat "$desk/said" >&2; exit 1; }
    echo "$name $(sed -n 's/^totals: //p' "$desk/counts")"
}
counts() {
    count bare "$PWD/benches/shared/bare.toml" --set network.n=5000 --events none
    count bare-events "$PWD/benches/shared/bare.toml" --set network.n=500 --events all
    count everything "$PWD/benches/shared/everything.toml" --set network.n=200 --events none
    count lecture-hall lecture-hall-yawn --replicates 1
}

counts > "$desk/now"
if [ "${1:-}" = --record ]; then
    { echo "# Written by benches/instructions.sh --record."; echo "compiler $compiler"; cat "$desk/now"; } > $record
    cat $record
    exit 0
fi
if ! grep -qxF "compiler $compiler" $record; then
    echo "instructions: not compared, they were recorded with another compiler ($(sed -n 's/^compiler //p' $record)); now:"
    cat "$desk/now"
    exit 0
fi
awk 'NR == FNR { recorded[$1] = $2; next }
    { share = $2 / recorded[$1]; printf "instructions: %-13s %12d, recorded %12d: %+.1f %%\n", $1, $2, recorded[$1], 100 * (share - 1) }
    share > 1.1 { slower = 1 }
    share < 0.9 { faster = 1 }
    END {
        if (slower) print "instructions: more than a tenth more than recorded: find out why, or renew the record with --record"
        if (faster) print "instructions: more than a tenth fewer than recorded: renew the record with --record"
        exit slower
    }' $record "$desk/now"
