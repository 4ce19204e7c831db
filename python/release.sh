#!/usr/bin/env bash
# The wheel and the program of this machine, optimised as a whole, with checksums, in target/dist.
set -euo pipefail
cd "$(dirname "$0")/.."

out="${CARGO_TARGET_DIR:-target}/dist"
rm -rf "$out"
mkdir -p "$out"
command -v maturin > /dev/null || {
    echo "maturin is not there: python3 -m pip install maturin" >&2
    exit 1
}
maturin build --release --locked --manifest-path python/Cargo.toml --out "$out"
cargo build --release --locked
cp "${CARGO_TARGET_DIR:-target}/release/catching" "$out/"
strip "$out/catching" 2> /dev/null || true
"$out/catching" --version
python3 -m venv "$out/try"
"$out/try/bin/pip" install --quiet "$out"/*.whl
"$out/try/bin/catching" --version
rm -rf "$out/try"
(cd "$out" && sha256sum -- * > SHA256SUMS && cat SHA256SUMS)
