#!/usr/bin/env bash
# The Python package from a wheel in a virtual environment of its own: tests, pages, notebooks, types.
# Says why and ends with 77 where Python 3.10 or its packages cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
    echo "Python: skipped, $1"
    exit 77
}

python="${PYTHON:-python3}"
command -v "$python" > /dev/null || skip "there is no $python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "$python is older than 3.10"

place="${CARGO_TARGET_DIR:-target}/python"
if [ ! -x "$place/bin/pytest" ]; then
    "$python" -m venv "$place" || skip "virtual environments cannot be made (on Debian: python3-venv)"
    "$place/bin/pip" install --quiet "maturin>=1.9,<2" pytest numpy scipy networkx igraph pandas polars pyarrow mypy SALib pyabc \
        nbclient nbformat ipykernel || skip "its packages cannot be had"
fi
rm -rf "$place/wheels"
"$place/bin/maturin" build --quiet --release --manifest-path python/Cargo.toml --interpreter "$place/bin/python" --out "$place/wheels"
"$place/bin/pip" install --quiet --force-reinstall --no-deps "$place"/wheels/*.whl
# From elsewhere: what is tested is the wheel, not the folder beside it.
exec "$place/bin/python" -m pytest --quiet --rootdir python --import-mode importlib -p no:cacheprovider \
    -c python/pyproject.toml python/tests --pyargs catching "$@"
