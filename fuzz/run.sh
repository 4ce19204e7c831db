#!/usr/bin/env bash
# Fuzzes every target for so many seconds each (default 10), guided by coverage, on a stable compiler: LLVM's own passes
# count what is reached, and libFuzzer steers by it. No sanitizer is needed, for there is no `unsafe` here: what is looked for
# is panics, wrong answers, endless loops and too much memory.
#
#   fuzz/run.sh 60             every target for a minute
#   fuzz/run.sh 3600 network   one target for an hour
#
# `cargo +nightly fuzz run network` does the same with a sanitizer. What is found lies in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-10}
targets=(${2:-scenario network points results})
host=$(rustc -vV | sed -n 's/^host: //p')

export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing"
# With a target named, build scripts and macros are built without the counters.
cargo build --quiet --target "$host" --bins

for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  echo "== $target"
  CATCHING_CORPUS="corpus/$target" "target/$host/debug/$target" "corpus/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=8192 \
    -artifact_prefix="artifacts/$target/" -print_final_stats=1 2>&1 | grep -E "cov:.*(DONE|exec)|stat::number_of_executed|ERROR|panicked|SUMMARY" | tail -4
  [ "${PIPESTATUS[0]}" -eq 0 ]
done
