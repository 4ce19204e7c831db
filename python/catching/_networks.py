"""Networks and tables of people, from whatever holds them, as the files that a scenario names.

Nothing is imported here but what the standard library has: graphs, matrices and frames are known by what they can do.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from .errors import DataError

_SOURCES = ("source", "from", "src", "i", "person_a", "a")
_TARGETS = ("target", "to", "dst", "j", "person_b", "b")


def network_file(
    network: Any,
    *,
    weight: str | None = "weight",
    time: str | None = "time",
    directed: bool | None = None,
    source: str | None = None,
    target: str | None = None,
) -> bytes:
    """A network as node-link JSON, which keeps the order of people, those without ties, and what is known of each."""
    if hasattr(network, "adjacency") and hasattr(network, "is_directed") and hasattr(network, "nodes"):
        made = _of_networkx(network, weight, time)
    elif hasattr(network, "vs") and hasattr(network, "es"):
        made = _of_igraph(network, weight, time)
    elif hasattr(network, "tocoo") and hasattr(network, "shape"):
        made = _of_sparse(network)
    elif hasattr(network, "shape") and hasattr(network, "tolist") and not _is_frame(network):
        made = _of_array(network)
    elif _is_frame(network) or isinstance(network, Mapping):
        made = _of_frame(network, weight, time, source, target)
    elif isinstance(network, Iterable) and not isinstance(network, (str, bytes)):
        made = _of_pairs(network)
    else:
        raise TypeError(
            f"a network is a graph (NetworkX, igraph), a matrix (SciPy, NumPy), pairs, or a table of ties, not {type(network).__name__}"
        )
    goes_one_way, people, ties = made
    if not people:
        raise DataError("this network has no people")
    if directed is not None:
        if not isinstance(directed, bool):
            raise TypeError(f"directed is True or False, not {directed!r}")
        goes_one_way = directed
    told = {"directed": goes_one_way, "multigraph": any("time" in tie for tie in ties), "nodes": people, "links": ties}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


_Made = tuple[bool, list[dict[str, Any]], list[dict[str, Any]]]


class _Names:
    """What people are called in the file: as text, and no two alike."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def of(self, person: Any) -> str:
        name = _name(person)
        before = self._known.setdefault(name, person)
        if type(before) is not type(person) and before != person:
            raise DataError(f"two people are called {name!r} as text: {before!r} and {person!r}; give them different names")
        return name


def _name(person: Any) -> str:
    person = _plain(person)
    if person is None or isinstance(person, float) and math.isnan(person):
        raise DataError(f"somebody in this network has no name: {person!r}")
    if isinstance(person, float) and person.is_integer():
        person = int(person)
    name = str(person)
    if not name.strip():
        raise DataError("somebody in this network has an empty name")
    return name


def _plain(value: Any) -> Any:
    """A number of NumPy as one of Python's."""
    return value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value


def _attributes(name: str, said: Mapping[Any, Any]) -> dict[str, Any]:
    """What is known of a person; what is missing or is no number, text or truth is left out."""
    kept: dict[str, Any] = {}
    for key, value in said.items():
        value = _plain(value)
        if not isinstance(key, str) or key in ("id", "key", "name"):
            continue
        if isinstance(value, float) and not math.isfinite(value):
            if math.isnan(value):
                continue
            raise DataError(f"the attribute `{key}` of {name} is {value}")
        if isinstance(value, (bool, int, float, str)):
            kept[key] = value
    return {"id": name, **kept}


def _tie(a: str, b: str, weight: Any = None, time: Any = None) -> dict[str, Any]:
    tie: dict[str, Any] = {"source": a, "target": b}
    for key, value in (("weight", weight), ("time", time)):
        value = _plain(value)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (int, float, str)) or value != value:
            raise DataError(f"the {key} of the tie {a} – {b} is {value!r}: it takes a number")
        if key == "weight" and (isinstance(value, str) or not 0 < value < math.inf):
            raise DataError(f"the weight of the tie {a} – {b} is {value!r}: it takes a number above 0")
        if isinstance(value, float) and math.isinf(value):
            raise DataError(f"the {key} of the tie {a} – {b} is {value}")
        tie[key] = value
    return tie


def _of_networkx(graph: Any, weight: str | None, time: str | None) -> _Made:
    names = _Names()
    called = {person: names.of(person) for person in graph.nodes}
    people = [_attributes(called[person], said) for person, said in graph.nodes(data=True)]
    ties = [
        # Most ties of a large network say nothing.
        _tie(called[a], called[b], weight and said.get(weight), time and said.get(time))
        if said
        else {"source": called[a], "target": called[b]}
        for a, b, said in graph.edges(data=True)
    ]
    return bool(graph.is_directed()), people, ties


def _of_igraph(graph: Any, weight: str | None, time: str | None) -> _Made:
    names = _Names()
    attributes = graph.vs.attributes()
    own = graph.vs["name"] if "name" in attributes else range(graph.vcount())
    called = [names.of(person) for person in own]
    if len(set(called)) != len(called):
        raise DataError("two people in this graph have the same name")
    people = [_attributes(called[place], vertex.attributes()) for place, vertex in enumerate(graph.vs)]
    known = graph.es.attributes()
    weights = graph.es[weight] if weight in known else [None] * graph.ecount()
    times = graph.es[time] if time in known else [None] * graph.ecount()
    ends = graph.get_edgelist()
    ties = [_tie(called[a], called[b], w, t) for (a, b), w, t in zip(ends, weights, times)]
    return bool(graph.is_directed()), people, ties


def _numbered(people: int) -> list[dict[str, Any]]:
    return [{"id": str(person)} for person in range(people)]


def _square(shape: Any) -> int:
    if len(shape) != 2 or shape[0] != shape[1]:
        raise DataError(f"a matrix of ties is square, a row and a column a person; this one is {' × '.join(map(str, shape))}")
    return int(shape[0])


def _of_sparse(matrix: Any) -> _Made:
    people = _square(matrix.shape)
    coo = matrix.tocoo()
    cells = zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist())
    return _of_cells(people, cells, coo.dtype.kind == "b")


def _of_array(array: Any) -> _Made:
    if array.dtype.kind not in "biuf" and not (array.ndim == 2 and array.shape[1] == 2):
        raise DataError(f"an array of ties holds numbers, not {array.dtype}")
    if array.ndim == 2 and array.shape[1] == 2 and array.shape[0] != 2:
        return _of_pairs(array.tolist())
    if array.ndim != 2:
        raise DataError(f"an array of ties is a square matrix or has two columns; this one has {array.ndim} dimension(s)")
    people = _square(array.shape)
    rows = array.tolist()
    cells = ((a, b, value) for a, row in enumerate(rows) for b, value in enumerate(row) if value != 0)
    return _of_cells(people, cells, array.dtype.kind == "b")


def _of_cells(people: int, cells: Iterable[tuple[int, int, Any]], plain: bool) -> _Made:
    weights: dict[tuple[int, int], Any] = {}
    for a, b, value in cells:
        if isinstance(value, complex) or value != value or value < 0 or value == math.inf:
            raise DataError(f"row {a}, column {b} of the matrix is {value}: a tie has a number above 0")
        if value and a != b:
            weights[a, b] = value
    plain = plain or all(value == 1 for value in weights.values())
    mutual = all(weights.get((b, a)) == value for (a, b), value in weights.items())
    ties = [
        _tie(str(a), str(b), None if plain else value) for (a, b), value in weights.items() if not mutual or a < b
    ]
    return not mutual, _numbered(people), ties


def _of_pairs(pairs: Iterable[Any]) -> _Made:
    names, ties = _Names(), []
    people: dict[str, None] = {}
    for place, pair in enumerate(pairs):
        try:
            ends = list(pair)
        except TypeError:
            ends = []
        if isinstance(pair, (str, bytes)) or len(ends) not in (2, 3):
            raise DataError(f"tie {place} is {pair!r}: it takes two people, or two people and a weight")
        a, b = names.of(ends[0]), names.of(ends[1])
        people[a] = people[b] = None
        ties.append(_tie(a, b, ends[2] if len(ends) == 3 else None))
    return False, [{"id": name} for name in people], ties


def _is_frame(value: Any) -> bool:
    return hasattr(value, "columns") and hasattr(value, "__getitem__") or hasattr(value, "column_names")


def _columns(frame: Any) -> dict[str, list[Any]]:
    """The columns of a table by name; nothing is None."""
    if isinstance(frame, Mapping):
        columns = {key: _listed(key, values) for key, values in frame.items()}
    elif hasattr(frame, "column_names"):
        columns = {name: frame[name].to_pylist() for name in frame.column_names}
    else:
        names = list(frame.columns)
        if len(set(names)) != len(names):
            raise DataError("two columns of this table have the same name")
        columns = {name: _listed(name, frame[name]) for name in names}
    if len({len(values) for values in columns.values()}) > 1:
        raise DataError("the columns of this table are not of one length")
    return {str(name): [_missing_is_none(_plain(value)) for value in values] for name, values in columns.items()}


def _listed(name: Any, column: Any) -> list[Any]:
    for method in ("to_list", "tolist", "to_pylist"):
        if hasattr(column, method):
            values = getattr(column, method)()
            break
    else:
        values = column
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise TypeError(f"the column `{name}` is a list of values, not {type(values).__name__}")
    return list(values)


def _missing_is_none(value: Any) -> Any:
    if value is None or isinstance(value, float) and math.isnan(value):
        return None
    # pandas' NA and NaT are equal to nothing, not even in a way that can be asked.
    return None if type(value).__name__ in ("NAType", "NaTType") else value


def _column(columns: Mapping[str, Any], asked: str | None, usual: tuple[str, ...], place: int) -> str:
    if asked is not None:
        if asked not in columns:
            raise DataError(f"there is no column `{asked}`; there are {', '.join(columns)}")
        return asked
    lower = {name.lower(): name for name in columns}
    for name in usual:
        if name in lower:
            return lower[name]
    return list(columns)[place]


def _of_frame(frame: Any, weight: str | None, time: str | None, source: str | None, target: str | None) -> _Made:
    columns = _columns(frame)
    if len(columns) < 2:
        raise DataError(f"a table of ties has two columns of people; this one has {len(columns)} column(s)")
    from_, to = _column(columns, source, _SOURCES, 0), _column(columns, target, _TARGETS, 1)
    if from_ == to:
        raise DataError(f"both ends of the ties are in the column `{from_}`: say `source` and `target`")
    rows = len(columns[from_])
    if rows == 0:
        raise DataError("this table of ties is empty")
    nothing = [None] * rows
    weights = columns.get(weight, nothing) if weight else nothing
    times = columns.get(time, nothing) if time else nothing
    names, ties = _Names(), []
    people: dict[str, None] = {}
    for row in range(rows):
        try:
            a, b = names.of(columns[from_][row]), names.of(columns[to][row])
        except DataError as error:
            raise DataError(f"row {row}: {error}") from None
        people[a] = people[b] = None
        ties.append(_tie(a, b, weights[row], times[row]))
    return False, [{"id": name} for name in people], ties


def people_file(people: Any) -> bytes:
    """A table of people as CSV."""
    if not (_is_frame(people) or isinstance(people, Mapping)):
        raise TypeError(f"a table of people is a frame or a dict of columns, not {type(people).__name__}")
    columns = _columns(people)
    if not columns or not next(iter(columns.values())):
        raise DataError("this table of people is empty")
    for name, values in columns.items():
        for row, value in enumerate(values):
            if isinstance(value, float) and math.isinf(value):
                raise DataError(f"row {row} of the column `{name}` is {value}")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in zip(*columns.values()))
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
