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
features=()
[[ " ${targets[*]} " != *" results "* ]] || features=(--features results)
host=$(rustc -vV | sed -n 's/^host: //p')

export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
# With a target named, build scripts and macros are built without the counters.
cargo build --quiet --target "$host" "${features[@]}" $(printf -- '--bin %s ' "${targets[@]}")

for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  log=$(mktemp)
  code=0
  CATCHING_CORPUS="corpus/$target" "target/$host/debug/$target" "corpus/$target" -max_total_time="$seconds" -timeout=20 \
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
