"""A small class that every test may run, and the command line of the same wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import pytest

import catching

CLASS: dict[str, Any] = {
    "title": "A class",
    "duration": "10 min",
    "replicates": 4,
    "network": {"generator": "complete", "n": 12},
    "expressions": {"yawn": {"preset": "yawn"}},
    "events": [{"at": "0 s", "who": {"count": 1}, "express": "yawn"}],
}


@pytest.fixture
def small() -> catching.Scenario:
    return catching.scenario(CLASS, name="class")


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., Path]:
    """Runs the command line in an empty folder, and gives the folder."""

    def run(*arguments: str) -> Path:
        done = subprocess.run(
            [sys.executable, "-m", "catching", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return tmp_path

    return run


@pytest.fixture(autouse=True)
def _at_hand(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace["catching"] = catching
