"""What runs came to: tables, figures, sentences."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from . import _native
from .errors import RefusedError

if TYPE_CHECKING:
    import pandas
    import polars

_LOOKS = ("web", "print", "slides", "dark")

# JupyterLab says by an attribute whether it is dark, other pages by the reader's preference.
_STYLE = """<style>
.catching-figure .catching-dark{display:none}
@media (prefers-color-scheme:dark){.catching-figure .catching-light{display:none}.catching-figure .catching-dark{display:inline}}
[data-jp-theme-light="true"] .catching-figure .catching-light{display:inline}
[data-jp-theme-light="true"] .catching-figure .catching-dark{display:none}
[data-jp-theme-light="false"] .catching-figure .catching-light{display:none}
[data-jp-theme-light="false"] .catching-figure .catching-dark{display:inline}
.catching-figure img{max-width:100%;height:auto}
</style>"""


class Figure:
    """A chart: ``svg``, the numbers drawn (``csv``), ``caption`` (Markdown) and ``alt``, what to read in place of the picture.

    It shows itself in notebooks, on light and on dark pages.
    """

    __slots__ = ("_source", "alt", "caption", "csv", "look", "name", "svg")

    def __init__(self, source: _native.Results | _native.Fit, name: str, look: str) -> None:
        self._source = source
        self.name = name
        self.look = look
        self.svg, self.csv, self.caption, self.alt = source.figure(name, look)

    @property
    def png(self) -> bytes:
        """The same picture as PNG, two device pixels a pixel."""
        return _native.Results.png(self.svg)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the picture: ``.svg`` or ``.png``, as the name says."""
        name = os.fspath(path)
        if not name.endswith((".svg", ".png")):
            raise RefusedError(f"`{name}`: a figure is saved as .svg or .png")
        with open(name, "wb") as file:
            file.write(self.png if name.endswith(".png") else self.svg.encode())

    def _repr_html_(self) -> str:
        light = self.svg
        if self.look != "web":
            return f'{_STYLE}<figure class="catching-figure">{_image(light, self.alt, "")}</figure>'
        dark = self._source.figure(self.name, "dark")[0]
        both = _image(light, self.alt, "catching-light") + _image(dark, self.alt, "catching-dark")
        return f'{_STYLE}<figure class="catching-figure">{both}</figure>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.alt, "text/html": self._repr_html_()}

    def __repr__(self) -> str:
        return f"<catching.Figure {self.name}: {self.alt}>"


def _image(svg: str, alt: str, kind: str) -> str:
    from base64 import b64encode

    data = b64encode(svg.encode()).decode()
    return f'<img class="{kind}" alt="{escape(alt, quote=True)}" src="data:image/svg+xml;base64,{data}">'


@dataclass(frozen=True)
class Difference:
    """How far version ``b`` lies from version ``a`` in an outcome, run by run with the same draws.

    ``difference`` is the mean of ``b`` less that of ``a``, in the outcome's unit, ``interval`` its interval at ``level``, ``n`` how many
    pairs of runs have the outcome, ``p`` that of a sign-flip test, ``sentence`` what may be said and no more.
    """

    outcome: str
    a: str
    b: str
    n: int
    mean_a: float | None
    mean_b: float | None
    difference: float | None
    interval: tuple[float, float] | None
    level: float
    p: float | None
    finding: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Explanation(str):
    """Why somebody expressed something, in words; ``data`` has the same for programs."""

    data: dict[str, Any]

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self)}</pre>"


class Explorer:
    """All figures of some results, one above the other, each behind its name; shows itself in notebooks."""

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures

    def _repr_html_(self) -> str:
        def section(place: int, figure: Figure) -> str:
            is_open = " open" if place == 0 else ""
            caption = escape(figure.caption).replace("\n\n", "<br>")
            return f"<details{is_open}><summary>{escape(figure.name)}</summary>{figure._repr_html_()}<p>{caption}</p></details>"

        return "".join(section(place, figure) for place, figure in enumerate(self.figures))

    def __repr__(self) -> str:
        return "<catching.Explorer: " + ", ".join(figure.name for figure in self.figures) + ">"


class Results:
    """The results of a run, a sweep or a comparison. Nothing of it was written to a file."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Results) -> None:
        if not isinstance(native, _native.Results):
            raise TypeError("results come from running a scenario")
        self._native = native

    @property
    def name(self) -> str:
        """The scenario's short name."""
        return self._native.name

    @property
    def n_runs(self) -> int:
        """How many runs there are, those without imitation among them."""
        return self._native.runs

    @property
    def arms(self) -> list[str]:
        """The versions that were run."""
        return self._native.arms

    @property
    def outcomes(self) -> list[str]:
        """The names of what was measured of each run."""
        return self._native.outcomes

    @property
    def time_unit(self) -> str:
        """The unit of every time: ``s``, ``min``, ``h``, ``day``, ``week``, ``month`` or ``year``."""
        return self._native.time_unit

    @property
    def tables(self) -> list[str]:
        """The names of the tables that these results have."""
        return self._native.tables()

    def table(self, name: str) -> _native.Table:
        """A table, for pandas, polars, pyarrow or DuckDB without a copy.

        ``summary``: a row a version and outcome, with its interval; ``runs``: a row a run; ``series``: a row a run and time; ``events``:
        a row an expression; ``people``: a row a person of the run that is kept; ``comparison``: a row an outcome of two versions;
        ``hypotheses``; ``sensitivity``. Columns are called as in the files of the command line.
        """
        if not isinstance(name, str):
            raise TypeError(f"a table has a name, not {name!r}")
        return self._native.table(name)

    @property
    def summary(self) -> _native.Table:
        """What each outcome came to: mean, interval, quantiles over runs."""
        return self._native.table("summary")

    @property
    def runs(self) -> _native.Table:
        """One row a run, with its outcomes."""
        return self._native.table("runs")

    def csv(self, name: str = "summary") -> str:
        """``summary``, ``comparison``, ``hypotheses`` or ``sensitivity`` as the text that the command line writes: the same bytes."""
        if not isinstance(name, str):
            raise TypeError(f"a table has a name, not {name!r}")
        return self._native.csv(name)

    def to_pandas(self, name: str = "runs") -> pandas.DataFrame:
        """A table as a frame of pandas (which needs pyarrow for it)."""
        import pandas

        return pandas.DataFrame.from_arrow(self.table(name))

    def to_polars(self, name: str = "runs") -> polars.DataFrame:
        """A table as a frame of polars."""
        import polars

        return polars.DataFrame(self.table(name))

    @property
    def figures(self) -> list[str]:
        """The names of the charts that these results can fill."""
        return self._native.figures()

    def figure(self, name: str | None = None, *, look: str = "web") -> Figure:
        """A chart; without a name the one that shows best what was asked. ``look`` is ``web``, ``print``, ``slides`` or ``dark``."""
        if look not in _LOOKS:
            raise RefusedError(f"there is no look {look!r}; there are {', '.join(_LOOKS)}")
        chosen = self._native.first_figure() if name is None else name
        if chosen is None:
            raise RefusedError("no chart can be drawn of these results")
        if not isinstance(chosen, str):
            raise TypeError(f"a figure has a name, not {chosen!r}")
        return Figure(self._native, chosen, look)

    def explore(self) -> Explorer:
        """All charts, in a notebook."""
        return Explorer([self.figure(name) for name in self.figures])

    def difference(self, outcome: str | None = None, *, a: str | None = None, b: str | None = None) -> Difference:
        """How far version ``b`` lies from version ``a`` in an outcome (who was reached, unless said).

        Without names the first two versions are meant, the run without imitation not among them.
        """
        arms = [arm for arm in self.arms if arm != "no_imitation"]
        if (a is None or b is None) and len(arms) < 2:
            raise RefusedError("there is one version only: `compare` runs two, or name `a` and `b` (the run without imitation is `no_imitation`)")
        a, b = arms[0] if a is None else a, arms[1] if b is None else b
        told = self._native.difference(a, b, outcome)
        return Difference(a=a, b=b, **told)

    @property
    def hypotheses(self) -> list[tuple[str, str, str]]:
        """What the scenario expected, the verdict of the runs, and the evidence."""
        return self._native.hypotheses()

    def why(
        self, agent: str | int, *, run: int = 0, at: str | None = None, expression: str | None = None
    ) -> Explanation:
        """Why somebody expressed something in a run: whom they had seen, and whether it would have come without them.

        ``agent`` is a name or number as in the table of people; ``at`` a time in the scenario's unit or with its own (``"5 min"``);
        without it the first expression that was caught is explained.
        """
        import json

        from ._scenario import _whole

        if isinstance(agent, bool) or not isinstance(agent, (str, int)):
            raise TypeError(f"somebody is named by a name or a number, not by {agent!r}")
        when = None if at is None else str(at)
        text, data = self._native.why(_whole("run", run), str(agent), when, expression)
        explanation = Explanation(text)
        explanation.data = json.loads(data)
        return explanation

    def report(self, path: str | os.PathLike[str] | None = None) -> str:
        """The page with everything on it, which needs nothing from outside; written to ``path``, too, if there is one."""
        page = self._native.report()
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(page)
        return page

    @property
    def scenario_toml(self) -> str:
        """The scenario as it was run."""
        return self._native.scenario_toml()

    def __len__(self) -> int:
        return self.n_runs

    def __str__(self) -> str:
        return "\n".join(self._native.answer())

    def __repr__(self) -> str:
        return f"<catching.Results of {self.name}: {self.n_runs} runs>"

    def _repr_html_(self) -> str:
        sentences = "".join(f"<p>{escape(sentence)}</p>" for sentence in self._native.answer())
        first = self._native.first_figure()
        return sentences + (self.figure(first)._repr_html_() if first else "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}
