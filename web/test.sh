#!/usr/bin/env bash
# The pages: the script is checked, the committed module is held against the program, and pages are played in a real browser.
# `PAGES=all web/test.sh` opens every page, not only a few. What cannot be had is skipped with a message.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo "pages: skipped, Node cannot be had here"
    exit 0
fi
# Anew where other tools are asked for than are there.
if [ package-lock.json -nt node_modules/.package-lock.json ] && ! npm ci --no-audit --no-fund > /dev/null 2>&1; then
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
install() { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends "$1" > /dev/null 2>&1; }
if [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || install chromium; then
    node --test tests/page.test.mjs
    node --test tests/report.test.mjs
else
    echo "pages: not opened, no Chromium can be had here"
fi
if [ -x "${FIREFOX:-/usr/bin/firefox-esr}" ] || [ -x /usr/bin/firefox ] || install firefox-esr; then
    node --test tests/firefox.test.mjs
else
    echo "pages: not opened in Firefox, none can be had here"
fi
