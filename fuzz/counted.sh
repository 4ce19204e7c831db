#!/usr/bin/env bash
# What Cargo calls for each crate in the place of rustc where the whole program is built: only crates that read what is fuzzed are
# counted. To count all of the program's crates, drawing and Parquet among them, takes many minutes.
rustc=$1
shift
name=
previous=
for word in "$@"; do
  [ "$previous" != --crate-name ] || name=$word
  previous=$word
done
case $name in
  catching | catching_core | catching_fuzz | results | csv | csv_core | serde_json | toml | toml_parser)
    # shellcheck disable=SC2086
    exec "$rustc" "$@" $CATCHING_COUNTERS
    ;;
esac
exec "$rustc" "$@"
