#!/usr/bin/env bash
# Builds the module and the script of the pages, which are committed: a machine with Rust alone writes pages from them.
# `web/build.sh page` builds the script alone.
#
# Needs: rustup, wasm-bindgen-cli of the version in Cargo.lock, Node and npm.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | tail -1 | cut -d'"' -f2)
if [ "$(wasm-bindgen --version 2> /dev/null)" != "wasm-bindgen $version" ]; then
    echo "web/build.sh needs: cargo install wasm-bindgen-cli --version $version" >&2
    exit 1
fi
if [ "${1:-}" != "page" ]; then
    rustup target add wasm32-unknown-unknown > /dev/null 2>&1 || true
    rustup component add rust-src > /dev/null 2>&1 || true
    # The standard library is built along, for size: without words for panics (they are mistakes of the program) and without the
    # largest of its sorts. That needs switches which this compiler calls unstable.
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort" \
        cargo build --profile web -p catching-web --target wasm32-unknown-unknown --target-dir target/web \
        -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
    mkdir -p web/built
    wasm-bindgen --target no-modules --no-typescript --out-dir web/built --out-name engine \
        target/web/wasm32-unknown-unknown/web/catching_web.wasm
fi
cd web
npm ci --no-audit --no-fund > /dev/null
if [ "${1:-}" != "page" ]; then
    npx wasm-opt -O2 --enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext --enable-nontrapping-float-to-int \
        --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-call-indirect-overlong \
        --strip-debug --strip-producers -o built/smaller.wasm built/engine_bg.wasm
    mv built/smaller.wasm built/engine_bg.wasm
    node pack.mjs
fi
npm run --silent check
npm run --silent bundle
node stamp.mjs write
