"""What fits what was observed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import _native
from ._networks import _cell, _columns, _is_frame
from ._results import _LOOKS, Figure
from .errors import DataError, RefusedError


def prior_text(key: str, prior: Any) -> str:
    """A prior as it is written on the command line."""
    if isinstance(prior, str):
        return prior
    try:
        low, high = (end.item() if hasattr(end, "item") else end for end in prior)
    except (TypeError, ValueError):
        raise TypeError(f"the prior of `{key}` is (low, high), or a text such as '0.1..10 /min log', not {prior!r}") from None
    for end in (low, high):
        if isinstance(end, bool) or not isinstance(end, (int, float)):
            raise TypeError(f"the prior of `{key}` lies between two numbers, not {end!r}")
    return f"{low!r}..{high!r}"


def observed_csv(observed: Any) -> str:
    """Observations as the command line reads them."""
    if isinstance(observed, Mapping):
        single = not any(hasattr(value, "__iter__") and not isinstance(value, str) for value in observed.values())
        columns = _columns({name: [value] for name, value in observed.items()} if single else observed)
    elif _is_frame(observed):
        columns = _columns(observed)
    elif isinstance(observed, (list, tuple)) and all(isinstance(row, Mapping) for row in observed):
        names = list(dict.fromkeys(name for row in observed for name in row))
        columns = _columns({name: [row.get(name) for row in observed] for name in names})
    else:
        raise TypeError(f"observations are a frame, a dict, or a list of dicts, not {type(observed).__name__}")
    if not columns or not next(iter(columns.values())):
        raise DataError("nothing was observed: there is no row")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in zip(*columns.values()))
    return text.getvalue()


@dataclass(frozen=True)
class Choice:
    """Which of two scenarios what was observed speaks for.

    ``first`` is the share of the nearest runs that are the first one's; ``wrong`` how often the same rule names the wrong one near
    the data; ``sentence`` what may be said.
    """

    first: float
    wrong: float
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Fit:
    """Which values of free keys fit what was observed, what the data cannot tell, and whether the intervals hold."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Fit) -> None:
        if not isinstance(native, _native.Fit):
            raise TypeError("a fit comes from fitting a scenario")
        self._native = native

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """One dict a key: ``key``, ``unit``, ``median``, ``interval`` at ``level`` (None where the check refused it), ``width_of_prior``
        (1 where the data say nothing), ``covered`` (how often such intervals held the parameter near the data), ``holds``."""
        return self._native.parameters()

    @property
    def sentences(self) -> list[str]:
        """What may be said, what cannot be told among it."""
        return self._native.sentences()

    def table(self, name: str = "draws") -> _native.Table:
        """``draws``: a row a draw of the posterior with its weight; ``parameters``; ``predictions``: what was observed beside runs of the posterior;
        ``rounds``: of a refined fit."""
        if not isinstance(name, str):
            raise TypeError(f"a table has a name, not {name!r}")
        return self._native.table(name)

    def csv(self, name: str = "draws") -> str:
        """The same as text."""
        if not isinstance(name, str):
            raise TypeError(f"a table has a name, not {name!r}")
        return self._native.csv(name)

    def figure(self, name: str = "posterior", *, look: str = "web") -> Figure:
        """``posterior``: each key before and after; ``prediction``: what was observed beside runs of the posterior."""
        if look not in _LOOKS:
            raise RefusedError(f"there is no look {look!r}; there are {', '.join(_LOOKS)}")
        return Figure(self._native, name, look)

    def choose(self, other: Fit, *, names: tuple[str, str] | None = None) -> Choice:
        """Whether what was observed speaks for this scenario or for another that was fitted to the same."""
        if not isinstance(other, Fit):
            raise TypeError(f"a fit is held against another, not against {type(other).__name__}")
        first, wrong, sentence = self._native.choose(other._native, names or (self._native.name, other._native.name))
        return Choice(first, wrong, sentence)

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return f"<catching.Fit of {self._native.name}: {', '.join(found['key'] for found in self.parameters)}>"

    def _repr_html_(self) -> str:
        from html import escape

        said = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        return said + self.figure("posterior")._repr_html_() + self.figure("prediction")._repr_html_()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}
