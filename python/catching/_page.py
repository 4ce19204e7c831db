"""The page in which a reader plays with a scenario."""

from __future__ import annotations

from html import escape
from os import PathLike
from pathlib import Path


class Page:
    """One HTML page with the engine inside. It loads nothing and sends nothing."""

    __slots__ = ("html", "name", "title")

    def __init__(self, name: str, title: str, html: str) -> None:
        self.name = name
        self.title = title
        self.html = html

    def save(self, path: str | PathLike[str]) -> Path:
        """Writes the page; what is there already is not overwritten."""
        file = Path(path)
        with file.open("x", encoding="utf-8") as out:
            out.write(self.html)
        return file

    def __repr__(self) -> str:
        return f"<catching.Page of {self.name}: {len(self.html) // 1024} KiB>"

    def _repr_html_(self) -> str:
        # In a frame of its own, which may run its script and nothing of the notebook's.
        return (
            f'<iframe title="{escape(self.title or self.name)}" srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" '
            'style="width:100%;height:56rem;border:0"></iframe>'
        )
