#!/usr/bin/env bash
# Fuzzes targets for so many seconds each (default 10), guided by coverage, on a stable compiler: LLVM's own passes count what
# is reached, and libFuzzer steers by it. No sanitizer is needed, for there is no `unsafe` here: what is looked for is panics,
# wrong answers, endless loops and too much memory.
#
#   fuzz/run.sh 60                    every target for a minute
#   fuzz/run.sh 10 network scenario   these for ten seconds each
#
# `cargo +nightly fuzz run network` does the same with a sanitizer. What is found lies in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-10}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(scenario network points people results)
host=$(rustc -vV | sed -n 's/^host: //p')

export CATCHING_COUNTERS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
core=()
whole=()
for target in "${targets[@]}"; do
  if [ "$target" = results ]; then whole+=("$target"); else core+=("$target"); fi
done
# With a target platform named, build scripts and macros are built without the counters.
if [ ${#core[@]} -gt 0 ]; then
  RUSTFLAGS="$CATCHING_COUNTERS -Ccodegen-units=1" \
    cargo build --quiet --target "$host" $(printf -- '--bin %s ' "${core[@]}")
fi
# Result folders need the whole program: what only draws is neither counted nor much optimised.
if [ ${#whole[@]} -gt 0 ]; then
  RUSTC_WRAPPER="$PWD/counted.sh" CARGO_INCREMENTAL=0 cargo build --quiet --target "$host" --target-dir target/whole --features results \
    --config 'profile.dev.package."*".opt-level=1' --config 'profile.dev.package.catching-core.opt-level=2' \
    --config 'profile.dev.package."*".debug=false' --bin results
fi

for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  log=$(mktemp)
  code=0
  built=target
  [ "$target" != results ] || built=target/whole
  CATCHING_CORPUS="corpus/$target" "$built/$host/debug/$target" "corpus/$target" -max_total_time="$seconds" -timeout=20 \
    -rss_limit_mb=2048 -max_len=8192 -artifact_prefix="artifacts/$target/" -print_final_stats=1 >"$log" 2>&1 || code=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  cover=$(grep -o 'cov: [0-9]*' "$log" | tail -1)
  echo "$target: ${runs:-0} inputs, ${cover:-cov: 0} places reached"
  if [ "$code" -ne 0 ]; then
    tail -40 "$log"
    exit "$code"
  fi
  rm "$log"
done
