"""What Python gives is what the command line writes, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

import catching

from .conftest import CLASS


def test_a_run_has_the_summary_the_runs_and_the_figures_of_the_command_line(command: Callable[..., Path]) -> None:
    folder = command("run", "lecture-hall-yawn", "--replicates", "6", "--seed", "5", "-o", "out") / "out"
    results = catching.scenario("lecture-hall-yawn").run(replicates=6, seed=5, threads=2)
    assert results.csv("summary") == (folder / "summary.csv").read_text()
    drawn = sorted(path.stem for path in (folder / "figures").glob("*.svg"))
    assert drawn
    for name in drawn:
        figure = results.figure(name)
        assert figure.svg == (folder / f"figures/{name}.svg").read_text(), name
        assert figure.csv == (folder / f"figures/{name}.csv").read_text(), name
        assert figure.png == (folder / f"figures/{name}.png").read_bytes(), name


def test_tables_have_the_columns_and_values_of_the_files(command: Callable[..., Path]) -> None:
    import pandas

    folder = command("run", "yawn-ladder", "--replicates", "5", "-o", "out") / "out"
    results = catching.scenario("yawn-ladder").run(replicates=5)
    for name in ("runs", "summary", "events"):
        ours = results.to_pandas(name)
        theirs = pandas.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""])
        if name == "events":
            # A name that is a number reads as one.
            ours["agent"], ours["source"] = pandas.to_numeric(ours["agent"]), pandas.to_numeric(ours["source"])
        assert list(ours.columns) == list(theirs.columns)
        pandas.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def test_a_sweep_is_that_of_the_command_line(command: Callable[..., Path]) -> None:
    out = command("sweep", "lecture-hall-yawn", "--vary", "ties.closeness=0,0.5,1", "--replicates", "3", "-o", "out")
    results = catching.scenario("lecture-hall-yawn").sweep({"ties.closeness": [0, 0.5, 1]}, replicates=3, threads=2)
    assert results.csv("summary") == (out / "out/summary.csv").read_text()
    assert results.figure("sweep-line").svg == (out / "out/figures/sweep-line.svg").read_text()


def test_a_comparison_is_that_of_the_command_line(command: Callable[..., Path]) -> None:
    out = command(
        "compare", "yawn-ladder:friends", "yawn-ladder:family", "--names", "friends,family", "--replicates", "40",
        "-o", "out",
    )  # fmt: skip
    friends = catching.scenario("yawn-ladder:friends")
    results = friends.compare("yawn-ladder:family", names=("friends", "family"), replicates=40)
    assert results.csv("comparison") == (out / "out/comparison.csv").read_text()
    found = results.difference()
    assert found.interval is not None and found.n == 40 and found.difference is not None
    assert found.interval[0] <= found.difference <= found.interval[1]
    assert str(found) in str(results)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_the_number_of_threads_changes_nothing(small: catching.Scenario, threads: int) -> None:
    assert small.run(threads=threads).csv() == small.run(threads=1).csv()


def test_a_scenario_that_is_saved_runs_on_the_command_line(
    command: Callable[..., Path], tmp_path: Path
) -> None:
    network = {"source": ["Ana", "Ben", "Cem"], "target": ["Ben", "Cem", "Dora"], "weight": [1.0, 2.0, 3.0]}
    room = catching.scenario({**CLASS, "ties": {"closeness": "weight"}}, network=network, people={"name": ["Ana"], "group": ["choir"]})
    room.save(tmp_path / "scenario.toml")
    folder = command("run", "scenario.toml", "-o", "out") / "out"
    assert room.run().csv() == (folder / "summary.csv").read_text()


def test_mistakes_are_told_in_the_words_and_at_the_place_of_the_command_line(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "wrong.toml"
    path.write_text('duration = "10 min"\n[network]\ngenerator = "complete"\nn = 12\nmean_degre = 3\n[expressions.yawn]\n')
    done = subprocess.run([sys.executable, "-m", "catching", "check", str(path)], capture_output=True, text=True, check=False)
    with pytest.raises(catching.ScenarioError) as caught:
        catching.scenario(path)
    assert done.returncode == 2
    assert str(caught.value).strip() in done.stderr
    [error] = [error for error in caught.value.errors if error["severity"] == "error"]
    assert (error["line"], error["column"], error["file"]) == (5, 1, str(path))


def test_the_command_line_of_the_wheel_tells_its_exit_code() -> None:
    import subprocess
    import sys

    wrong: Any = subprocess.run([sys.executable, "-m", "catching", "run", "no-such"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and "there is no scenario" in wrong.stderr
