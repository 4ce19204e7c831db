#!/usr/bin/env bash
# The pages: the script is checked, the committed module is held against the program, and pages are played in a real browser.
# `PAGES=all web/test.sh` opens every page, not only a few. What cannot be had is skipped with a message.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo "pages: skipped, Node cannot be had here"
    exit 0
fi
if [ ! -d node_modules ] && ! npm ci --no-audit --no-fund > /dev/null 2>&1; then
    echo "pages: skipped, their tools cannot be had here"
    exit 0
fi
npm run --silent check
before=$(cat built/page.js built/report.js built/worker.js built/page.css | sha256sum)
npm run --silent bundle
if [ "$before" != "$(cat built/page.js built/report.js built/worker.js built/page.css | sha256sum)" ]; then
    echo "pages: web/built is older than web/page; web/build.sh page makes it anew" >&2
    exit 1
fi
node --test tests/engine.test.mjs
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ] && ! apt-get install -y --no-install-recommends chromium > /dev/null 2>&1; then
    echo "pages: not opened, no Chromium can be had here"
    exit 0
fi
node --test tests/page.test.mjs
node --test tests/report.test.mjs
