"""The pages and notebooks do what they say."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import catching

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "python.md", Path(__file__).parents[1] / "README.md"]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_is_executed(page: Path) -> None:
    pytest.importorskip("networkx")
    pytest.importorskip("pandas")
    # The fences of Markdown are no output.
    text = page.read_text().replace("```python\n", "").replace("\n```\n", "\n\n")
    test = doctest.DocTestParser().get_doctest(text, {"catching": catching}, page.name, str(page), 0)
    assert len(test.examples) >= 3
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    runner = doctest.DocTestRunner(optionflags=options)
    assert runner.run(test).failed == 0


@pytest.mark.parametrize("notebook", sorted((DOCS / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_from_end_to_end(notebook: Path) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    content = nbformat.read(notebook, as_version=4)
    assert all(not cell.get("outputs") for cell in content.cells), "notebooks are kept without their outputs"
    nbclient.NotebookClient(content, timeout=600, kernel_name="python3").execute()
    shown = [output for cell in content.cells for output in cell.get("outputs", [])]
    assert any(output.get("data") for output in shown), "it shows something"
