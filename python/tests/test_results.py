"""Tables for every library, figures that show themselves, sentences."""

from __future__ import annotations

import pickle
import re
import signal
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import catching

from .conftest import CLASS


def test_tables_go_to_pandas_polars_and_pyarrow(small: catching.Scenario) -> None:
    pandas, polars, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    results = small.run()
    for name in results.tables:
        table = results.table(name)
        frames = [pandas.DataFrame.from_arrow(table), polars.DataFrame(table), pyarrow.table(table)]
        assert {len(frame) for frame in frames} == {len(table)}, name
        assert list(frames[0].columns) == table.columns == list(frames[1].columns) == frames[2].column_names
    # A table can be taken over more than once.
    assert polars.DataFrame(results.runs).equals(polars.DataFrame(results.runs))


def test_missing_is_missing_and_numbers_are_numbers(small: catching.Scenario) -> None:
    runs = small.set("null_run", False).run().runs
    assert runs["run_id"] == [0, 1, 2, 3] and runs["status"] == ["ok"] * 4
    assert all(isinstance(value, float) or value is None for value in runs["yawn_time_to_peak"])
    assert len(set(runs["seed"])) == 4


def test_a_figure_shows_itself_on_light_and_dark_pages_with_its_text(small: catching.Scenario) -> None:
    figure = small.run().figure("prevalence")
    bundle = figure._repr_mimebundle_()
    assert bundle["text/plain"] == figure.alt and len(figure.alt) > 40
    pictures = re.findall(r'<img class="(\S+)" alt="([^"]+)"', bundle["text/html"])
    assert [kind for kind, _ in pictures] == ["catching-light", "catching-dark"]
    assert all("&quot;" in alt or alt.split()[0] == figure.alt.split()[0] for _, alt in pictures)
    assert figure.png.startswith(b"\x89PNG")


def test_results_show_themselves(small: catching.Scenario) -> None:
    results = small.run()
    assert "yawned at least once" in str(results)
    assert str(results).split("\n")[0].split(";")[0][:20] in results._repr_html_()
    assert len(results.explore().figures) == len(results.figures)
    assert results.explore()._repr_html_().count("<details") == len(results.figures)
    assert results.report().startswith("<!")


def test_why_tells_who_was_seen() -> None:
    results = catching.scenario("lecture-hall-yawn").run(replicates=2)
    events = results.table("events")
    caught = next(who for who, cause in zip(events["agent"], events["cause"]) if cause == "imitated")
    told = results.why(caught)
    assert f"what made {caught} show a yawn" in told or "caught it" in told
    assert told.data["run"] == 0
    with pytest.raises(catching.UnknownError, match="nobody called"):
        results.why("Nobody")
    with pytest.raises(catching.UnknownError, match="no run 999"):
        results.why(caught, run=999)


def test_hypotheses_are_judged() -> None:
    scenario = {**CLASS, "hypotheses": [{"expect": "yawn_reach > 0.99"}]}
    [(expected, verdict, evidence)] = catching.scenario(scenario).run().hypotheses
    assert "yawn_reach" in expected and verdict and evidence


def test_progress_is_told_and_may_end_it(small: catching.Scenario) -> None:
    seen: list[tuple[int, int]] = []
    small.run(replicates=30, progress=lambda done, planned: seen.append((done, planned)))
    assert seen[-1] == (60, 60) and seen == sorted(seen)

    def stop(done: int, planned: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        small.run(replicates=30, progress=stop)


def test_other_threads_go_on_while_it_runs() -> None:
    ticks = 0
    over = threading.Event()

    def count() -> None:
        nonlocal ticks
        while not over.is_set():
            ticks += 1
            time.sleep(0.001)

    beside = threading.Thread(target=count)
    beside.start()
    catching.scenario("lecture-hall-yawn").run(replicates=200, threads=1)
    over.set()
    beside.join()
    assert ticks > 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals of other processes are a matter of Unix")
def test_ctrl_c_ends_a_run_that_would_take_hours() -> None:
    code = (
        "import catching, sys\n"
        "scenario = catching.scenario('lecture-hall-yawn')\n"
        "print('begun', flush=True)\n"
        "try:\n    scenario.run(replicates=10_000_000)\n"
        "except KeyboardInterrupt:\n    print('stopped', scenario.run(replicates=1).n_runs, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "begun\n"
    time.sleep(1)
    child.send_signal(signal.SIGINT)
    # Generous: a hang is what this is about.
    out, _ = child.communicate(timeout=120)
    assert (out, child.returncode) == ("stopped 2\n", 0)


def test_exceptions_can_be_sent_to_other_processes() -> None:
    with pytest.raises(catching.ScenarioError) as caught:
        catching.scenario("lecture-hall-yawn").set("ties.closeness", 2)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.errors) == (str(caught.value), caught.value.errors) and again.errors


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, catching; catching.scenario('yawn-ladder'); print(*sorted(m for m in sys.modules if '.' not in m))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pandas", "polars", "pyarrow", "networkx", "igraph", "scipy", "IPython", "json", "asyncio"} & set(out)


def test_a_scenario_is_read_from_a_name_a_path_a_text_and_a_dict(tmp_path: Path) -> None:
    shipped = catching.scenario("yawn-ladder:friends")
    assert shipped.arms == [] and catching.scenario("yawn-ladder").arm("friends").toml == shipped.toml
    of_dict = catching.scenario(CLASS, name="class")
    path = tmp_path / "class.toml"
    path.write_text(of_dict.toml)
    for other in (catching.scenario(path), catching.scenario(str(path)), catching.scenario(of_dict.toml, name="class")):
        assert other.run().csv() == of_dict.run().csv()


def test_a_scenario_file_finds_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("source,target\nAna,Ben\nBen,Cem\n")
    (tmp_path / "more.csv").write_text("source,target\nAna,Ben\nBen,Cem\nCem,Dora\n")
    path = tmp_path / "room.toml"
    path.write_text('duration = "5 min"\nreplicates = 1\n[network]\nfile = "ties.csv"\n[expressions.yawn]\n')
    room = catching.scenario(path)
    assert len(room.run().table("people")) == 3
    assert len(room.set("network.file", "more.csv").run().table("people")) == 4


def test_types_hold(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    # Among other installed packages mypy would take these for modules of the user's.
    shutil.copytree(Path(catching.__file__).parent, tmp_path / "catching")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir", "/dev/null", "-p", "catching"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_stubs_name_what_there_is() -> None:
    """Every class and method of the stub is there, and every one that is there is in the stub."""
    import ast
    import inspect

    from catching import _native

    stub = ast.parse((Path(catching.__file__).parent / "_native.pyi").read_text())
    classes = {node.name: node for node in stub.body if isinstance(node, ast.ClassDef)}
    there = {name for name, value in vars(_native).items() if inspect.isclass(value)}
    assert set(classes) == there
    for name, node in classes.items():
        in_stub = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
        in_class = {item for item in vars(getattr(_native, name)) if not item.startswith("__")}
        in_class |= {item for item in ("__len__", "__getitem__", "__arrow_c_schema__", "__arrow_c_stream__") if item in vars(getattr(_native, name))}
        assert in_stub == in_class, name
    functions = {node.name for node in stub.body if isinstance(node, ast.FunctionDef)}
    assert functions == {name for name, value in vars(_native).items() if inspect.isbuiltin(value)}
