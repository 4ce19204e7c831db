"""Emotional contagion on a social network, from Python.

A scenario is read, changed, and run; results are tables, figures and sentences:

>>> import catching
>>> yawn = catching.scenario("lecture-hall-yawn").set("ties.closeness", 0.5)
>>> results = yawn.run(replicates=5, seed=1)
>>> results.n_runs
10
>>> results.table("runs").columns[:3]
['run_id', 'point', 'arm']

Times are in the scenario's unit (``results.time_unit``), shares between 0 and 1. The same seed gives the same results as on the
command line, byte for byte, whatever the number of threads.
"""

from __future__ import annotations

from ._native import Table, __version__
from ._native import scenarios as _scenarios
from .errors import CatchingError, DataError, RefusedError, RunError, ScenarioError, UnknownError

# As typing has it, without importing that: importing the package stays quick.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._fit import Choice as Choice
    from ._fit import Fit as Fit
    from ._page import Page as Page
    from ._results import Difference as Difference
    from ._results import Figure as Figure
    from ._results import Results as Results
    from ._scenario import Scenario as Scenario
    from ._scenario import scenario as scenario

__all__ = [
    "CatchingError",
    "Choice",
    "DataError",
    "Difference",
    "Figure",
    "Fit",
    "Page",
    "RefusedError",
    "Results",
    "RunError",
    "Scenario",
    "ScenarioError",
    "Table",
    "UnknownError",
    "__version__",
    "scenario",
    "scenarios",
]

# Brought when they are first asked for, for the same reason.
_LATER = {
    "Choice": "_fit",
    "Difference": "_results",
    "Figure": "_results",
    "Fit": "_fit",
    "Page": "_page",
    "Results": "_results",
    "Scenario": "_scenario",
    "scenario": "_scenario",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module

        value = getattr(import_module("." + _LATER[name], __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_LATER])


def scenarios() -> dict[str, str]:
    """The scenarios that come with the program, each with its question (or its title, where it asks none).

    >>> "lecture-hall-yawn" in catching.scenarios()
    True
    """
    return {name: question or title for name, title, question in _scenarios()}
