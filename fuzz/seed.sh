#!/usr/bin/env bash
# What a target begins with: the shipped scenarios, a network of each format, a result folder.
set -euo pipefail
cd "$(dirname "$0")"
corpus=corpus/$1

# A byte that chooses, then the file.
chosen() { printf "\\x$(printf %02x "$1")"; cat "$2"; }

case $1 in
  scenario) cp ../scenarios/*.toml "$corpus" ;;
  network)
    number=0
    for extension in $(cat seeds/extensions); do
      file=seeds/network.$extension
      if [ -f "$file" ]; then chosen $number "$file" >"$corpus/seed-$extension"; fi
      number=$((number + 1))
    done
    ;;
  points) cp seeds/points.csv "$corpus" ;;
  results)
    number=0
    for file in base/*; do
      chosen $number "$file" >"$corpus/seed-$(basename "$file")"
      number=$((number + 1))
    done
    ;;
esac
