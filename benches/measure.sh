#!/bin/sh
# Everything behind docs/performance.md: the peers, then the ratios, the largest included (needs 16 GiB), then the page. Some
# 35 minutes on two cores that do nothing else. Arguments go to peers/run.py.
set -eu
cd "$(dirname "$0")/.."
cargo bench --quiet --bench ratios --no-run # so that nothing is built between measurements
python3 benches/peers/run.py "$@"
cargo bench --quiet --bench ratios -- --all --csv=benches/results/ratios.csv
cargo bench --quiet --bench ratios -- exact-kernel clocks --csv=benches/results/exact.csv
python3 benches/performance.py
echo "docs/performance.md is new"
