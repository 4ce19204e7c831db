"""A fit: the same as on the command line, a class in a moment, and what the data cannot tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

import catching
from catching._fit import observed_csv, prior_text

from .conftest import CLASS

ROOM: dict[str, Any] = {**CLASS, "network": {"generator": "complete", "n": 28}, "seed": 4}
SEEN = {"outcome": "yawn_reach", "count": 6, "of": 28}
RATE = "expressions.yawn.imitation_rate"


def test_a_fit_is_that_of_the_command_line(command: Callable[..., Path], tmp_path: Path) -> None:
    room = catching.scenario(ROOM, name="room")
    room.save(tmp_path / "room.toml")
    (tmp_path / "observed.csv").write_text("outcome,count,of\nyawn_reach,6,28\n")
    folder = command("fit", "room.toml", "--data", "observed.csv", "--free", "ties.closeness=0..1", "--draws", "600", "-o", "out") / "out"
    fit = room.fit({"ties.closeness": (0, 1)}, SEEN, draws=600, threads=2)
    for name in ("parameters", "draws", "predictions"):
        assert fit.csv(name) == (folder / f"{name}.csv").read_text()
    assert fit.figure("posterior").svg == (folder / "posterior.svg").read_text()
    assert fit.figure("prediction").alt == (folder / "prediction.alt.txt").read_text()


def test_a_refined_fit_is_that_of_the_command_line(command: Callable[..., Path], tmp_path: Path) -> None:
    room = catching.scenario(ROOM, name="room")
    room.save(tmp_path / "room.toml")
    (tmp_path / "observed.csv").write_text("outcome,count,of\nyawn_reach,6,28\n")
    words = ["--data", "observed.csv", "--free", "ties.closeness=0..1", "--free", f"{RATE}=0.01..10 /min log", "--draws", "600"]
    folder = command("fit", "room.toml", *words, "--refine=2", "-o", "out") / "out"
    fit = room.fit({"ties.closeness": (0, 1), RATE: "0.01..10 /min log"}, SEEN, draws=600, refine=2, threads=2)
    for name in ("parameters", "draws", "predictions", "rounds"):
        assert fit.csv(name) == (folder / f"{name}.csv").read_text()
    with pytest.raises(catching.UnknownError, match="no rounds"):
        room.fit({"ties.closeness": (0, 1)}, SEEN, draws=500).table("rounds")
    for wrong, kind in ((0, catching.RefusedError), (101, catching.RefusedError), (-1, catching.RefusedError), ("yes", TypeError), (1.5, TypeError)):
        with pytest.raises(kind):
            room.fit({"ties.closeness": (0, 1)}, SEEN, draws=500, refine=wrong)


def test_observations_come_from_frames_dicts_and_lists() -> None:
    polars = pytest.importorskip("polars")
    text = "outcome,count,of\nyawn_reach,6,28\n"
    rows = {"outcome": ["yawn_reach"], "count": [6], "of": [28]}
    assert {observed_csv(given) for given in (SEEN, [SEEN], rows, polars.DataFrame(rows))} == {text}
    assert prior_text("k", (0, 0.5)) == "0..0.5" and prior_text("k", "beta(2, 2)") == "beta(2, 2)"


def test_what_fits_better_is_told_and_a_wide_posterior_is_said_to_be_wide() -> None:
    room = catching.scenario(ROOM, name="room")
    fit = room.fit({RATE: "0.01..10 /min log"}, SEEN, draws=1500)
    [found] = fit.parameters
    assert found["holds"] and found["interval"][0] < found["median"] < found["interval"][1]
    assert len(fit.table("draws")) >= 100 and fit.table("predictions")["observed"] == [6 / 28]
    nothing = room.set(RATE, 0).fit({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "value": 1 / 28}, draws=600)
    assert any("next to nothing" in sentence for sentence in nothing.sentences), nothing.sentences


def test_two_scenarios_are_held_against_the_same_observation() -> None:
    room = catching.scenario(ROOM, name="room")
    caught = room.fit({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "value": 1 / 28}, draws=600)
    alone = room.set(RATE, 0).fit({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "value": 1 / 28}, draws=600)
    choice = alone.choose(caught, names=("alone", "caught"))
    assert 0.5 < choice.first <= 1 and "alone" in str(choice)


@pytest.mark.parametrize(
    ("free", "observed", "kind", "words"),
    [
        ({}, SEEN, catching.RefusedError, "nothing is free"),
        (None, SEEN, catching.RefusedError, "nothing is free"),
        ({"ties.closeness": 3}, SEEN, TypeError, "(low, high)"),
        ({"ties.closeness": (1, 0)}, SEEN, catching.RefusedError, "below the second"),
        ({"ties.closeness": (0, 3)}, SEEN, catching.ScenarioError, "closeness"),
        ({"ties.closnes": (0, 1)}, SEEN, catching.ScenarioError, "closnes"),
        ({"seed": (0, 1)}, SEEN, catching.RefusedError, "cannot be free"),
        ({"ties.closeness": (0, 1)}, None, catching.RefusedError, "nothing was observed"),
        ({"ties.closeness": (0, 1)}, {}, catching.DataError, "nothing was observed"),
        ({"ties.closeness": (0, 1)}, 3, TypeError, "not int"),
        ({"ties.closeness": (0, 1)}, {"outcome": "yawn_raech", "value": 1}, catching.UnknownError, "did you mean `yawn_reach`"),
        ({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "count": 30, "of": 28}, catching.RefusedError, "cannot be"),
        ({"ties.closeness": (0, 1)}, {"outcome": "yawn_events", "value": 1e6}, catching.RefusedError, "no draw of the priors"),
        ({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "time": "20 min", "value": 0.5}, catching.RefusedError, "a run lasts 600 s"),
    ],
)
def test_a_mistake_is_a_clear_exception(free: Any, observed: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as caught:
        catching.scenario(ROOM).fit(free, observed, draws=500)
    assert words in str(caught.value)
