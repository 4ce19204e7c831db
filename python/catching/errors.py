"""What goes wrong, as exceptions with the text and place that the command line prints."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CatchingError(Exception):
    """Everything that this package raises by itself, but for a ``TypeError`` of an argument of another kind."""


class ScenarioError(CatchingError, ValueError):
    """A scenario, or a change of it, is wrong: every mistake in one go.

    ``errors`` has one dict a mistake: ``file``, ``line`` and ``column`` (from 1), ``severity``, ``message``, ``advice``.
    """

    def __init__(self, text: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(text, errors or [])
        self.errors: list[dict[str, Any]] = errors or []

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownError(CatchingError, LookupError):
    """There is no scenario, arm, chart, table, outcome, design or person of that name."""


class RefusedError(CatchingError, ValueError):
    """What was asked for does not go together, or a value cannot be."""


class DataError(CatchingError, ValueError):
    """A network or a table of people cannot be understood."""


class RunError(CatchingError, RuntimeError):
    """A run did not come to its end."""
