"""Whatever is passed wrongly raises a clear exception; nothing ends the interpreter."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

import catching
from catching import DataError, RefusedError, ScenarioError, UnknownError

from .conftest import CLASS

NAN, INF = float("nan"), float("inf")


def read(*args: Any, **kwargs: Any) -> Callable[[catching.Scenario], Any]:
    return lambda _: catching.scenario(*args, **kwargs)


def network(given: Any, **options: Any) -> Callable[[catching.Scenario], Any]:
    return lambda small: small.network(given, **options)


def lazily(make: Callable[[], Any], **options: Any) -> Callable[[catching.Scenario], Any]:
    return lambda small: small.network(make(), **options)


def frame(**columns: Any) -> Any:
    return pytest.importorskip("pandas").DataFrame(columns)


def array(rows: Any, dtype: Any = None) -> Any:
    return pytest.importorskip("numpy").array(rows, dtype=dtype)


def sparse(rows: Any) -> Any:
    return pytest.importorskip("scipy.sparse").csr_matrix(rows)


def graph(*ties: tuple[Any, Any, dict[str, Any]], **attributes: Any) -> Any:
    made = pytest.importorskip("networkx").Graph()
    made.add_edges_from(ties)
    for name, value in attributes.items():
        made.add_node("Ana", **{name: value})
    return made


MISTAKES: list[tuple[str, Callable[[catching.Scenario], Any], type[Exception], str]] = [
    # Which scenario.
    ("no such name", read("lecture-hall-yawm"), UnknownError, "did you mean `lecture-hall-yawn`"),
    ("no such arm", read("yawn-ladder:uncles"), UnknownError, "has no arm `uncles`"),
    ("no such file", read("no-such.toml"), FileNotFoundError, "no-such.toml"),
    ("a folder", read(Path(".")), OSError, ""),
    ("a number", read(7), TypeError, "a scenario is a name, a path, a text or a dict, not int"),
    ("nothing", read(None), TypeError, "not NoneType"),
    ("an empty text", read(""), UnknownError, "no scenario"),
    ("an empty dict", read({}), ScenarioError, "empty"),
    ("bytes", read(b"duration = 1"), TypeError, "not bytes"),
    ("no TOML", read("duration = = 1"), ScenarioError, "scenario:1"),
    ("an unknown key", read({**CLASS, "durration": 1}), ScenarioError, "did you mean `duration`"),
    ("a key that is no text", read({**CLASS, 3: 1}), TypeError, "keys are text"),
    ("None as a value", read({**CLASS, "duration": None}), TypeError, "`duration`"),
    ("an object as a value", read({**CLASS, "duration": object()}), TypeError, "`duration` cannot be a value of type object"),
    ("NaN in a dict", read({**CLASS, "ties": {"closeness": NAN}}), RefusedError, "`ties.closeness` is nan"),
    ("a dict in itself", lambda _: _endless(), RefusedError, "nested more than"),
    ("a text with half a letter", read({**CLASS, "title": "\udc80"}), RefusedError, "UTF-8"),
    ("a scenario as a scenario", lambda small: catching.scenario(small), TypeError, "already"),  # type: ignore[arg-type]
    ("a name that is a number", read(CLASS, name=3), TypeError, "name is a text"),
    # Changes.
    ("an unknown key to set", lambda small: small.set("ties.closnes", 1), ScenarioError, "did you mean `closeness`"),
    ("a value out of range", lambda small: small.set("ties.closeness", 2), ScenarioError, "closeness"),
    ("a NaN to set", lambda small: small.set("ties.closeness", NAN), RefusedError, "finite"),
    ("an infinite number to set", lambda small: small.set("ties.closeness", INF), RefusedError, "finite"),
    ("a word for a number", lambda small: small.set("ties.closeness", "near"), ScenarioError, "closeness"),
    ("None to set", lambda small: small.set("ties.closeness", None), TypeError, "`ties.closeness`"),
    ("a huge number", lambda small: small.set("replicates", 2**70), RefusedError, "2⁶³"),
    ("a key that is a number", lambda small: small.set(3, 1), TypeError, "a key is a text"),
    ("an empty key", lambda small: small.set("", 1), ScenarioError, ""),
    ("an arm that is not there", lambda small: small.arm("b"), UnknownError, "no arm `b`"),
    # Runs.
    ("no replicates", lambda small: small.run(replicates=0), ScenarioError, "replicates"),
    ("fewer than none", lambda small: small.run(replicates=-1), RefusedError, "replicates is -1"),
    ("half a replicate", lambda small: small.run(replicates=1.5), TypeError, "whole number"),
    ("replicates as a text", lambda small: small.run(replicates="many"), TypeError, "whole number"),
    ("a negative seed", lambda small: small.run(seed=-1), ScenarioError, "seed"),
    ("a seed that is a text", lambda small: small.run(seed="a"), TypeError, "whole number"),
    ("no threads", lambda small: small.run(threads=0), RefusedError, "threads is 0"),
    ("threads as truth", lambda small: small.run(threads=True), TypeError, "bool"),
    ("progress as a text", lambda small: small.run(progress="yes"), TypeError, "progress is True, False or a function"),
    # Sweeps and comparisons.
    ("nothing varies", lambda small: small.sweep(), RefusedError, "nothing varies"),
    ("no values", lambda small: small.sweep({"ties.closeness": []}), RefusedError, "varies over no value"),
    ("one number", lambda small: small.sweep({"ties.closeness": 0.5}), TypeError, "a list of values"),
    ("NaN among the values", lambda small: small.sweep({"ties.closeness": [0, NAN]}), RefusedError, "cannot be NaN"),
    ("an unknown key varies", lambda small: small.sweep({"ties.closnes": [0, 1]}), ScenarioError, "closnes"),
    ("an unknown design", lambda small: small.sweep({"ties.closeness": [0, 1]}, design="cube"), ScenarioError, "cube"),
    ("a value with a comma", lambda small: small.sweep({"network.generator": ["a,b"]}), RefusedError, "without a comma"),
    ("compared with a number", lambda small: small.compare(3), TypeError, "not with int"),
    ("compared with itself", lambda small: small.compare(small), RefusedError, "nothing to compare"),
    ("two of one name", lambda small: small.compare({"ties.closeness": 1}, names=("a", "a")), RefusedError, "both versions"),
    ("a name that tables use", lambda small: small.compare({"ties.closeness": 1}, names=("main", "b")), RefusedError, "cannot be called"),
    # Networks.
    ("no network", network(None), TypeError, "not None"),
    ("a network of no kind", network(3), TypeError, "not int"),
    ("a text as a network", network("ties.csv"), TypeError, "not str"),
    ("no pairs", network([]), DataError, "no people"),
    ("a tie of one", network([("Ana",)]), DataError, "tie 0"),
    ("a tie that is a text", network(["AB"]), DataError, "tie 0"),
    ("somebody without a name", network([("Ana", None)]), DataError, "no name"),
    ("somebody who is NaN", network([("Ana", NAN)]), DataError, "no name"),
    ("a negative weight", network([("Ana", "Ben", -1)]), DataError, "above 0"),
    ("a weight that is NaN", network([("Ana", "Ben", NAN)]), DataError, "the weight of the tie Ana – Ben is nan"),
    ("a weight that is a word", network([("Ana", "Ben", "much")]), DataError, "takes a number"),
    ("a number and the same as text", network([(1, "1")]), DataError, "two people are called '1'"),
    ("a direction that is a word", network([(1, 2)], directed="yes"), TypeError, "directed"),
    ("two networks", lambda small: small.network([(1, 2)]).set("network.generator", "complete"), ScenarioError, "network"),
    ("an empty frame", lazily(lambda: frame()), DataError, "two columns"),
    ("a frame without rows", lazily(lambda: frame(source=[], target=[])), DataError, "empty"),
    ("a frame of one column", lazily(lambda: frame(source=["Ana"])), DataError, "two columns"),
    ("a column that is not there", lazily(lambda: frame(a=[1], b=[2]), source="x"), DataError, "no column `x`"),
    ("a name that is missing", lazily(lambda: frame(source=["Ana", None], target=["Ben", "Cem"])), DataError, "row 1"),
    ("columns of two lengths", network({"source": [1, 2], "target": [3]}), DataError, "one length"),
    ("a matrix that is not square", lazily(lambda: array([[0, 1, 0], [1, 0, 1]])), DataError, "square"),
    ("a cube", lazily(lambda: array([[[0, 1], [1, 0]]])), DataError, "dimension"),
    ("a matrix of words", lazily(lambda: array([["a", "b", "c"]] * 3)), DataError, "numbers"),
    ("a negative cell", lazily(lambda: array([[0, -1, 0], [-1, 0, 0], [0, 0, 0]])), DataError, "row 0, column 1"),
    ("a sparse NaN", lazily(lambda: sparse([[0, NAN], [NAN, 0]])), DataError, "nan"),
    ("a sparse oblong", lazily(lambda: sparse([[0, 1, 0]])), DataError, "square"),
    ("a graph of nobody", lazily(lambda: graph()), DataError, "no people"),
    ("a negative weight in a graph", lazily(lambda: graph(("Ana", "Ben", {"weight": -2}))), DataError, "Ana – Ben"),
    ("an infinite trait", lazily(lambda: graph(("Ana", "Ben", {}), susceptibility=INF)), DataError, "susceptibility"),
    ("a trait out of range", lazily(lambda: graph(("Ana", "Ben", {}), susceptibility=-3.0)), ScenarioError, "susceptibility"),
    # People.
    ("people that are a list", lambda small: small.people(["Ana"]), TypeError, "a frame or a dict"),
    ("no people", lambda small: small.people({}), DataError, "empty"),
    ("nobody in the table", lambda small: small.people({"name": []}), DataError, "empty"),
    ("somebody twice", lambda small: small.people({"name": ["Ana"] * 12}), ScenarioError, "Ana"),
    ("an infinite trait in a table", lambda small: small.people({"name": ["Ana"], "susceptibility": [INF]}), DataError, "inf"),
    ("a column that is a number", lambda small: small.people({"name": 3}), TypeError, "a list of values"),
    # Results.
    ("an unknown table", lambda small: small.run().table("rnus"), UnknownError, "no table `rnus`"),
    ("a table that is not there", lambda small: small.run().table("sensitivity"), RefusedError, "no table `sensitivity`"),
    ("a table without a name", lambda small: small.run().table(None), TypeError, "a table has a name"),
    ("an unknown column", lambda small: small.run().runs["reach"], UnknownError, "no column `reach`"),
    ("an unknown chart", lambda small: small.run().figure("prevalance"), UnknownError, "did you mean `prevalence`"),
    ("a chart that does not fit", lambda small: small.run().figure("sweep-line"), RefusedError, "needs"),
    ("an unknown look", lambda small: small.run().figure(look="neon"), RefusedError, "neon"),
    ("a figure saved as a text", lambda small: small.run().figure().save("figure.txt"), RefusedError, ".svg or .png"),
    ("a difference of one", lambda small: small.run().difference(), RefusedError, "one version only"),
    ("an unknown outcome", lambda small: small.compare({"ties.closeness": 1}).difference("reach"), UnknownError, "no outcome"),
    ("an unknown version", lambda small: small.run().difference(a="x", b="main"), UnknownError, "no arm `x`"),
    ("why of nobody", lambda small: small.run().why(3.5), TypeError, "a name or a number"),
    ("results by hand", lambda _: catching.Results(None), TypeError, "running"),  # type: ignore[arg-type]
    ("a scenario by hand", lambda _: catching.Scenario(None), TypeError, "catching.scenario"),  # type: ignore[arg-type]
]


def _endless() -> Any:
    inside: dict[str, Any] = {}
    inside["network"] = inside
    return catching.scenario(inside)


def test_there_are_more_than_sixty() -> None:
    assert len(MISTAKES) >= 60 and len({name for name, *_ in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize(("attempt", "kind", "words"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_a_clear_exception(
    small: catching.Scenario, attempt: Callable[[catching.Scenario], Any], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind) as caught:
        attempt(small)
    assert words in str(caught.value), caught.value
    assert "PyErr" not in str(caught.value) and "\x1b" not in str(caught.value)
