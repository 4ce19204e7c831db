"""Networks and people come in from whatever holds them, with names, weights, times, traits and groups."""

from __future__ import annotations

import json
from typing import Any

import pytest

import catching
from catching._networks import network_file, people_file

from .conftest import CLASS

PAIRS = [("Ana", "Ben"), ("Ben", "Cem"), ("Cem", "Dora")]


def told(network: Any, **options: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(network_file(network, **options))
    return parsed


def ties(parsed: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(tie["source"], tie["target"], tie.get("weight")) for tie in parsed["links"]]


def names(parsed: dict[str, Any]) -> list[str]:
    return [person["id"] for person in parsed["nodes"]]


WEIGHED = [("Ana", "Ben", 1.0), ("Ben", "Cem", 2.0), ("Cem", "Dora", 3.0)]


def of_every_kind() -> dict[str, Any]:
    igraph, networkx, pandas = pytest.importorskip("igraph"), pytest.importorskip("networkx"), pytest.importorskip("pandas")
    polars, pyarrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    columns = {"source": [a for a, *_ in WEIGHED], "target": [b for _, b, _ in WEIGHED], "weight": [w for *_, w in WEIGHED]}
    graph = networkx.Graph()
    graph.add_weighted_edges_from(WEIGHED)
    return {
        "networkx": graph,
        "igraph": igraph.Graph.TupleList(WEIGHED, weights=True),
        "pairs": WEIGHED,
        "dict": columns,
        "pandas": pandas.DataFrame(columns),
        "polars": polars.DataFrame(columns),
        "pyarrow": pyarrow.table(columns),
    }


def test_every_library_gives_the_same_network() -> None:
    for kind, network in of_every_kind().items():
        parsed = told(network)
        assert (names(parsed), ties(parsed)) == (["Ana", "Ben", "Cem", "Dora"], WEIGHED), kind
        assert parsed["directed"] is False


def test_every_library_gives_the_same_results() -> None:
    runs = {kind: catching.scenario(CLASS, network=network).run(replicates=2).csv() for kind, network in of_every_kind().items()}
    assert len(set(runs.values())) == 1


def test_matrices_are_weights_by_row_and_column() -> None:
    numpy, sparse = pytest.importorskip("numpy"), pytest.importorskip("scipy.sparse")
    square = numpy.array([[0, 2, 0], [2, 0, 1], [0, 1, 0]])
    for matrix in (square, sparse.csr_matrix(square), sparse.coo_array(square)):
        parsed = told(matrix)
        assert (names(parsed), ties(parsed), parsed["directed"]) == (["0", "1", "2"], [("0", "1", 2), ("1", "2", 1)], False)
    one_way = told(numpy.array([[0, 1], [0, 0]], dtype=bool))
    assert (one_way["directed"], ties(one_way)) == (True, [("0", "1", None)])
    pairs = told(numpy.array([[0, 1], [1, 2], [2, 3]]))
    assert ties(pairs) == [("0", "1", None), ("1", "2", None), ("2", "3", None)]


def test_a_directed_graph_goes_one_way() -> None:
    networkx = pytest.importorskip("networkx")
    assert told(networkx.DiGraph(PAIRS))["directed"] is True
    assert told(networkx.DiGraph(PAIRS), directed=False)["directed"] is False


def test_people_without_ties_stay() -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.Graph(PAIRS)
    graph.add_node("Xenia")
    assert "12" not in names(told(graph)) and names(told(graph))[-1] == "Xenia"
    results = catching.scenario(CLASS, network=graph).run(replicates=1)
    assert results.table("people")["agent"] == ["Ana", "Ben", "Cem", "Dora", "Xenia"]


def test_attributes_are_traits_and_groups() -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.Graph(PAIRS)
    networkx.set_node_attributes(graph, {"Ana": 0.0, "Ben": 2.0}, "susceptibility")
    networkx.set_node_attributes(graph, {"Ana": "choir", "Dora": "choir"}, "group")
    scenario = {**CLASS, "events": [{"at": "0 s", "who": {"group": "choir"}, "express": "yawn"}]}
    results = catching.scenario(scenario, network=graph).run(replicates=1)
    begun = [name for name, time in zip(results.table("people")["agent"], results.table("people")["yawn_first_time"]) if time == 0]
    assert begun == ["Ana", "Dora"]


def test_a_table_of_people_gives_names_groups_and_absence() -> None:
    pandas = pytest.importorskip("pandas")
    people = pandas.DataFrame({"name": ["Ana", "Ben", "Cem"], "group": ["choir", None, "choir"], "absent": [False, True, False]})
    assert people_file(people).decode() == "name,group,absent\nAna,choir,no\nBen,,yes\nCem,choir,no\n"
    scenario = {**CLASS, "network": {"generator": "complete"}, "events": [{"at": "0 s", "who": {"group": "choir"}, "express": "yawn"}]}
    results = catching.scenario(scenario, people=people).run(replicates=1)
    assert results.table("people")["agent"] == ["Ana", "Cem"]


def test_ties_with_times_are_replayed() -> None:
    contacts = {"source": ["Ana", "Ben"], "target": ["Ben", "Cem"], "time": [0, 300]}
    assert [tie["time"] for tie in told(contacts)["links"]] == [0, 300]
    results = catching.scenario({**CLASS, "ties": {}}, network=contacts).run(replicates=2)
    assert results.n_runs == 4


def test_numbers_are_names_however_they_are_written() -> None:
    numpy = pytest.importorskip("numpy")
    assert names(told([(numpy.int64(1), 2.0), (2, 3)])) == ["1", "2", "3"]
