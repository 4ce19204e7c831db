"""A scenario: read, changed, run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from . import _native
from .errors import RefusedError

if TYPE_CHECKING:
    from ._fit import Fit
    from ._page import Page
    from ._results import Results

Progress = Union[bool, Callable[[int, int], object]]


def scenario(
    source: str | os.PathLike[str] | Mapping[str, Any],
    *,
    network: Any = None,
    people: Any = None,
    name: str | None = None,
) -> Scenario:
    """Reads a scenario.

    ``source`` is the name of one that comes with the program (``"yawn-ladder"``, or one of its arms: ``"yawn-ladder:family"``), a
    file (a path, or a text without a line end that ends in ``.toml`` or names a file that is there), the text of one, or a dict
    of the same shape. ``network`` and ``people`` are as in :meth:`Scenario.network` and :meth:`Scenario.people`: the text may
    leave its network to them. ``name`` is what it is called in messages and captions.

    >>> class_ = catching.scenario({
    ...     "duration": "10 min",
    ...     "network": {"generator": "complete", "n": 12},
    ...     "expressions": {"yawn": {"preset": "yawn"}},
    ... }, name="class")
    >>> class_.name, class_.replicates
    ('class', 20)
    """
    text, called, folder, arm = _found(source)
    files: dict[str, bytes] = {}
    changes: list[tuple[str, Any]] = []
    for given in (_network(network), _people(people)):
        if given is not None:
            files.update(given[0])
            changes.extend(given[1])
    study = _native.Study.read(called if name is None else _text("name", name), text, folder, files, changes)
    return Scenario(study if arm is None else study.arm(arm))


def _found(source: Any) -> tuple[str, str, str | None, str | None]:
    """The text, what it is called, where its files lie, and the arm that is meant."""
    if isinstance(source, Scenario):
        raise TypeError("this is a scenario already")
    if isinstance(source, Mapping):
        return _native.toml_text(dict(source)), "scenario", None, None
    if isinstance(source, os.PathLike):
        return _file(os.fspath(source))
    if not isinstance(source, str):
        raise TypeError(f"a scenario is a name, a path, a text or a dict, not {type(source).__name__}")
    if "\n" in source or "=" in source:
        return source, "scenario", None, None
    if source.endswith(".toml") or os.path.isfile(source):
        return _file(source)
    plain, _, arm = source.partition(":")
    name, text = _native.Study.shipped(plain)
    return text, name, None, arm or None


def _file(path: Any) -> tuple[str, str, str, None]:
    path = os.fsdecode(path)
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(), path, os.path.dirname(path) or ".", None
    except UnicodeDecodeError as error:
        raise RefusedError(f"`{path}` is not a text file: {error}") from None


def _network(given: Any, **options: Any) -> tuple[dict[str, bytes], list[tuple[str, Any]]] | None:
    if given is None:
        return None
    from ._networks import network_file

    return {"network.json": network_file(given, **options)}, [("network", {"file": "network.json"})]


def _people(given: Any) -> tuple[dict[str, bytes], list[tuple[str, Any]]] | None:
    if given is None:
        return None
    from ._networks import people_file

    return {"people.csv": people_file(given)}, [("people.file", "people.csv")]


class Scenario:
    """A scenario to be run. It never changes: each method gives another one."""

    __slots__ = ("_study",)

    def __init__(self, study: _native.Study) -> None:
        if not isinstance(study, _native.Study):
            raise TypeError("catching.scenario(…) reads a scenario")
        self._study = study

    @property
    def name(self) -> str:
        """Its short name."""
        return self._study.name

    @property
    def title(self) -> str:
        """The title of its charts and its report."""
        return self._study.title

    @property
    def question(self) -> str:
        """The question that it asks."""
        return self._study.question

    @property
    def replicates(self) -> int:
        """How many runs each version gets."""
        return self._study.replicates

    @property
    def seed(self) -> int:
        """The seed of all chance."""
        return self._study.seed

    @property
    def arms(self) -> list[str]:
        """The versions that it runs side by side; empty where there is one."""
        return self._study.arms

    @property
    def warnings(self) -> list[str]:
        """What is odd about it though it can be run, and how things were understood: ``file:line:column: text``."""
        return self._study.warnings

    @property
    def toml(self) -> str:
        """The scenario as a text with every value explicit; the command line reads it, too."""
        return self._study.toml()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the scenario to ``path``, and the network and people that it was given beside it, for the command line."""
        folder = os.path.dirname(os.path.abspath(os.fspath(path)))
        for name, content in self._study.given().items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        with open(path, "w", encoding="utf-8", newline="\n") as text:
            text.write(self.toml)

    def set(self, key: str | Mapping[str, Any], value: Any = None) -> Scenario:
        """Gives a key another value, or several at once: ``.set("ties.closeness", 0.5)``, ``.set({"duration": "1 h"})``.

        Values are as in a scenario file: numbers, texts with units (``"30 min"``), lists, dicts. ``catching schema`` and
        ``catching explain`` on the command line tell the keys and their ranges.

        >>> catching.scenario("lecture-hall-yawn").set("ties.closnes", 1)
        Traceback (most recent call last):
        catching.errors.ScenarioError: --set:1:1: unknown key `closnes` in `ties`; did you mean `closeness`?...
        """
        return Scenario(self._study.set(_changes(key, value)))

    def arm(self, name: str) -> Scenario:
        """One of its arms as a scenario of its own."""
        return Scenario(self._study.arm(_text("name", name)))

    def network(
        self,
        network: Any,
        *,
        weight: str | None = "weight",
        time: str | None = "time",
        directed: bool | None = None,
        source: str | None = None,
        target: str | None = None,
    ) -> Scenario:
        """The same on an own network, in place of the one it has.

        ``network`` is a NetworkX or igraph graph, a SciPy sparse matrix or a square NumPy array (a number above 0 is a tie and
        its weight), pairs (a list, a NumPy array of two columns), or a table of ties of pandas, polars or pyarrow (the columns
        ``source`` and ``target``, or the first two; ``weight`` and ``time`` where they are there). Attributes of people in a
        graph become traits (``susceptibility``, ``expressiveness`` …) and groups (``group``, ``class`` …) as those of a network file.

        ``weight`` and ``time`` name the attributes of ties that are read so; None: none is. Weights are above 0; a scenario says
        what they mean (``ties.closeness = "weight"``). Times are in seconds: the ties are then contacts, replayed as recorded.
        """
        options = {"weight": weight, "time": time, "directed": directed, "source": source, "target": target}
        given = _network(network, **options)
        if given is None:
            raise TypeError("a network is a graph, a matrix, pairs or a table, not None")
        return Scenario(self._study.with_files(*given))

    def people(self, people: Any) -> Scenario:
        """The same with a table of people: a frame of pandas, polars or pyarrow, or a dict of columns.

        One column holds names (``name``); ``susceptibility``, ``expressiveness`` … are traits, ``group``, ``class`` … groups,
        ``absent`` leaves people out. What is missing (None, NaN) is drawn as the scenario says.
        """
        given = _people(people)
        if given is None:
            raise TypeError("a table of people is a frame or a dict of columns, not None")
        return Scenario(self._study.with_files(*given))

    def run(
        self,
        *,
        replicates: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: Progress = False,
    ) -> Results:
        """Runs it: each version ``replicates`` times, beside the same without imitation.

        ``threads``: how many runs at once (all cores, unless said); the results do not depend on it. ``progress``: True shows a
        line (or a bar of tqdm, where that is installed); a function is called with runs that are over and runs that are planned.
        Ctrl-C ends it at once.
        """
        return _run(self._study, replicates, seed, threads, progress)

    def sweep(
        self,
        vary: str | Iterable[str] | Mapping[str, Any] | None = None,
        *,
        design: str | None = None,
        samples: int | None = None,
        until_ci: Mapping[str, float] | None = None,
        max_replicates: int | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: Progress = False,
    ) -> Results:
        """Runs the points of a design.

        ``vary``: ``{"ties.closeness": [0, 0.5, 1]}``, or as on the command line ``"ties.closeness=0..0.9/4"``; left out: what the
        scenario's ``[sweep]`` says. ``design`` is ``grid``, ``lhs``, ``sobol``, ``morris``, ``oat`` … with ``samples``. ``until_ci``
        adds runs to a point until the intervals of outcomes are so narrow (half their width).

        >>> swept = catching.scenario("lecture-hall-yawn").sweep({"ties.closeness": [0, 0.9]}, replicates=3)
        >>> sorted(set(swept.table("runs")["ties.closeness"]))
        [0.0, 0.9]
        """
        changes: list[tuple[str, Any]] = []
        if replicates is not None:
            changes.append(("sweep.replicates", _whole("replicates", replicates)))
        if until_ci is not None:
            changes.append(("sweep.until_ci", dict(until_ci)))
        if max_replicates is not None:
            changes.append(("sweep.max_replicates", _whole("max_replicates", max_replicates)))
        if seed is not None:
            changes.append(("seed", _whole("seed", seed)))
        study = self._study.sweep(_varied(vary), design, None if samples is None else _whole("samples", samples))
        return _run(study.set(changes) if changes else study, None, None, threads, progress)

    def explore(self) -> Page:
        """The page in which a reader plays with the scenario: the engine itself, in one HTML page, with the same bytes.

        It shows itself in a notebook; ``page.save("hall.html")`` writes it for a web site or a memory stick.

        >>> page = catching.scenario("lecture-hall-yawn").explore()
        >>> page.html.startswith("<!doctype html>")
        True
        """
        from ._page import Page

        return Page(self.name, self.title, self._study.page())

    def compare(
        self,
        other: Scenario | str | Mapping[str, Any],
        *,
        names: tuple[str, str] | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: Progress = False,
    ) -> Results:
        """Runs another version beside this one, replicate by replicate with the same draws, and tells how far apart they are.

        ``other`` is a scenario, the name of one, or what changes: ``{"ties.closeness": 0.9}``.

        >>> pairs = catching.scenario("yawn-ladder:friends").compare("yawn-ladder:family", replicates=20)
        >>> pairs.difference().n
        20
        """
        if isinstance(other, Mapping):
            b = self.set(other)
            names = names or ("as it is", ", ".join(f"{key.rsplit('.', 1)[-1]} = {value}" for key, value in other.items()))
        elif isinstance(other, str):
            b = scenario(other)
            names = names or (self.name, other)
        elif isinstance(other, Scenario):
            b = other
        else:
            raise TypeError(f"a scenario is compared with another, or with a dict of changes, not with {type(other).__name__}")
        names = names or ("A", "B")
        if len(names) != 2 or not all(isinstance(name, str) for name in names):
            raise TypeError("names are two texts, one for each version")
        changes: list[tuple[str, Any]] = []
        if replicates is not None:
            changes.append(("replicates", _whole("replicates", replicates)))
        if seed is not None:
            changes.append(("seed", _whole("seed", seed)))
        a = self._study.set(changes) if changes else self._study
        return _run(a.compare(b._study, (names[0], names[1])), None, None, threads, progress)

    def fit(
        self,
        free: Mapping[str, Any] | None = None,
        observed: Any = None,
        *,
        draws: int | None = None,
        refine: bool | int = False,
        seed: int | None = None,
        threads: int | None = None,
        progress: Progress = False,
    ) -> Fit:
        """Which values of free keys fit what was observed (approximate Bayesian computation).

        ``free`` has a prior for each key: ``(low, high)``, or a text as on the command line: ``"0.1..10 /min log"``,
        ``"normal(0.5, 0.1)"``, ``"lognormal(2, 1.5) /min"``, ``"beta(2, 2)"``.

        ``observed`` is a table (a frame, a dict of columns, a list of dicts, or one dict) with ``outcome``, ``time`` (left out: at the
        end; numbers are in the scenario's unit), ``value``, or ``count`` and ``of``, and ``room`` where several rooms were observed:
        ``{"outcome": "yawn_reach", "count": 14, "of": 28}``. Moments that were noted are rows with ``"outcome": "yawn_onset"`` and a
        ``time``.

        What is left out is what the scenario has under ``[fit]``; ``draws`` are 10,000 where that says nothing.

        ``refine`` runs rounds of further draws where the nearest lie, at most ten or as many as it says: for three keys or more, or
        data that say much.

        >>> room = catching.scenario({
        ...     "duration": "10 min",
        ...     "network": {"generator": "complete", "n": 28},
        ...     "expressions": {"yawn": {"preset": "yawn"}},
        ... }, name="room")
        >>> fit = room.fit({"ties.closeness": (0, 1)}, {"outcome": "yawn_reach", "count": 4, "of": 28}, draws=500)
        >>> [found["key"] for found in fit.parameters]
        ['ties.closeness']
        """
        from ._fit import Fit, observed_csv, prior_text

        free = {} if free is None else free
        if not isinstance(free, Mapping):
            raise TypeError(f"free keys are a dict of priors, not {type(free).__name__}")
        priors = [(_text("a key", key), prior_text(key, prior)) for key, prior in free.items()]
        count = None if draws is None else _whole("draws", draws)
        rounds = (10 if refine else 0) if isinstance(refine, bool) else _whole("refine", refine)
        if rounds == 0 and refine is not False:
            raise RefusedError("refine is 0: it takes True, or how many rounds at most, from 1 to 100")
        seen = None if observed is None else observed_csv(observed)
        study = self._study if seed is None else self._study.set([("seed", _whole("seed", seed))])
        several = _threads(threads)
        tell, close = _teller(progress)
        try:
            return Fit(study.fit(priors, seen, (count, rounds), several, tell))
        finally:
            close()

    def __repr__(self) -> str:
        return f"<catching.Scenario {self.name}: {self.title}>"


def _run(
    study: _native.Study, replicates: int | None, seed: int | None, threads: int | None, progress: Progress
) -> Results:
    from ._results import Results

    changes: list[tuple[str, Any]] = []
    if replicates is not None:
        changes.append(("replicates", _whole("replicates", replicates)))
    if seed is not None:
        changes.append(("seed", _whole("seed", seed)))
    if changes:
        study = study.set(changes)
    several = _threads(threads)
    tell, close = _teller(progress)
    try:
        return Results(study.run(several, tell))
    finally:
        close()


def _threads(threads: int | None) -> int:
    several = _cores() if threads is None else _whole("threads", threads)
    if several < 1:
        raise RefusedError(f"threads is {threads}: it takes a whole number from 1 on")
    return several


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _teller(progress: Any) -> tuple[Callable[[int, int], object] | None, Callable[[], object]]:
    """Who is told how it goes, and what is done at the end."""
    if progress is False or progress is None:
        return None, lambda: None
    if progress is not True:
        if not callable(progress):
            raise TypeError(f"progress is True, False or a function, not {type(progress).__name__}")
        return progress, lambda: None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _line()
    bar = tqdm(unit=" runs")

    def tell(done: int, planned: int) -> None:
        bar.total = planned
        bar.update(done - bar.n)

    return tell, bar.close


def _line() -> tuple[Callable[[int, int], object], Callable[[], object]]:
    import sys

    def tell(done: int, planned: int) -> None:
        print(f"\r{done} of {planned} runs", end="", file=sys.stderr, flush=True)

    return tell, lambda: print(file=sys.stderr)


def _changes(key: Any, value: Any) -> list[tuple[str, Any]]:
    if isinstance(key, Mapping):
        if value is not None:
            raise TypeError("either a dict of changes, or a key and its value")
        changes = list(key.items())
    else:
        changes = [(key, value)]
    return [(_text("a key", name), value) for name, value in changes]


def _varied(vary: Any) -> list[str]:
    if vary is None:
        return []
    if isinstance(vary, str):
        return [vary]
    if isinstance(vary, Mapping):
        return [f"{_text('a key', key)}={_values(key, values)}" for key, values in vary.items()]
    return [_text("what varies", one) for one in vary]


def _values(key: str, values: Any) -> str:
    if isinstance(values, str):
        return values
    try:
        listed = [value.item() if hasattr(value, "item") else value for value in values]
    except TypeError:
        raise TypeError(f"`{key}` varies over a list of values, or a range such as '0..1/5', not {values!r}") from None
    if not listed:
        raise RefusedError(f"`{key}` varies over no value")
    return ",".join(_value(key, value) for value in listed)


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value != value:
        raise RefusedError(f"`{key}` cannot be NaN")
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str) and "," not in value:
        return value
    raise RefusedError(f"`{key}` cannot vary over {value!r}: numbers, True, False and texts without a comma can be listed")


def _text(what: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} is a text, not {type(value).__name__}")
    return value


def _whole(what: str, value: Any) -> int:
    import operator

    if isinstance(value, bool):
        raise TypeError(f"{what} is a whole number, not a bool")
    try:
        whole = operator.index(value)
    except TypeError:
        raise TypeError(f"{what} is a whole number, not {value!r}") from None
    if not 0 <= whole < 2**31 and what != "seed":
        raise RefusedError(f"{what} is {whole}: it takes a whole number from 1 to 2147483647")
    return whole
