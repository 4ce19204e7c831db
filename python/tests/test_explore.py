"""The page in which a reader plays: the same as the command's, and one that shows itself."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import catching
from catching import RefusedError


def test_the_page_is_that_of_the_command(command: Callable[..., Path], tmp_path: Path) -> None:
    hall = catching.scenario("lecture-hall-yawn")
    hall.save(tmp_path / "lecture-hall-yawn.toml")
    folder = command("explore", "lecture-hall-yawn.toml", "-o", "hall.html")
    assert hall.explore().save(tmp_path / "page.html").read_text() == (folder / "hall.html").read_text()
    with pytest.raises(FileExistsError):
        hall.explore().save(tmp_path / "page.html")


def test_an_own_network_is_in_the_page_and_nothing_in_it_can_break_out() -> None:
    room = catching.scenario(
        {"duration": "1 min", "title": '</script><b>"', "network": {"generator": "complete", "n": 3}, "expressions": {"yawn": {}}},
        name="room",
    )
    room = room.network([("Ann", "</iframe>"), ("</iframe>", "Bob")])
    shown = room.explore()._repr_html_()
    seen: list[tuple[str, dict[str, str | None]]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: seen.append((tag, dict(attributes)))  # type: ignore[method-assign]
    reader.feed(shown)
    [(tag, attributes)] = seen
    assert tag == "iframe" and attributes["srcdoc"] == room.explore().html and attributes["title"]
    assert shown.startswith("<iframe") and shown.count("<") == 2 and 'sandbox="allow-scripts allow-downloads"' in shown


def test_what_cannot_be_a_page_says_why() -> None:
    many = catching.scenario({"duration": "1 min", "network": {"generator": "erdos_renyi", "n": 60000, "mean_degree": 4}, "expressions": {"yawn": {}}})
    with pytest.raises(RefusedError, match="people"):
        many.explore()
