"""The import contracts fail when they are broken, and heavy libraries load late."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
# file to plant in, what to plant, the contract that must break
PLANTS = [
    ("core/time.py", "import django", "Core is pure"),
    ("core/__init__.py", "import headwater.exchange", "The stairs go one way"),
    ("reports/__init__.py", "import headwater.engines", "The stairs go one way"),
    ("core/signals/__init__.py", "import headwater.core.plan", "Every room of core"),
    ("core/measures/__init__.py", "import headwater.core.language", "core.measures"),
    ("app/views/__init__.py", "import headwater.app.models", "Pages use actions"),
    ("app/views/show.py", "import headwater.core.measures.cube", "Pages, charts"),
    ("reports/board.py", "import headwater.core.measures.cube", "Pages, charts"),
    (
        "app/views/show.py",
        "import headwater.core.disclosure.safe",
        "Pages, charts, reports and files",
    ),
    (
        "reports/board.py",
        "import headwater.core.disclosure.tables",
        "Pages, charts, reports and files",
    ),
    ("core/voice/__init__.py", "import headwater.core.sharing", "core.systems and"),
    ("core/returns/form.py", "import headwater.core.signals", "core.returns"),
    ("core/returns/form.py", "import openpyxl", "Core is pure"),
]
HEAVY = ["django", "openpyxl", "weasyprint", "rich", "jinja2", "xlsxwriter"]
DRAWING = ["altair", "vl_convert", "pandas"]


@pytest.mark.slow
def test_planted_imports_break_their_contracts(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src")
    for file, line, _ in PLANTS:
        with (tmp_path / "src/headwater" / file).open("a") as module:
            module.write(f"\n{line}\n")
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 1
    broken = re.findall(r"^(.*) BROKEN", linted.stdout, re.MULTILINE)
    for _, line, contract in PLANTS:
        assert any(b.startswith(contract) for b in broken), f"{line}: {linted.stdout}"


@pytest.mark.parametrize(
    "module", sorted((ROOT / "src/headwater/core").rglob("*.py")), ids=lambda p: p.name
)
def test_core_opens_no_files(module: Path) -> None:
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    assert not [c for c in calls if isinstance(c, ast.Name) and c.id == "open"]


@pytest.mark.slow
def test_help_loads_no_heavy_library() -> None:
    code = f"""if True:
        import atexit, sys
        atexit.register(lambda: print(
            "HEAVY", [n for n in {HEAVY} if n in sys.modules], file=sys.stderr))
        from headwater.cli import main
        sys.exit(main(["--help"]))
    """
    helped = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert helped.returncode == 0, helped.stderr
    assert helped.stderr.splitlines()[-1] == "HEAVY []"


@pytest.mark.slow
def test_site_loads_what_draws_charts_only_for_a_chart(tmp_path: Path) -> None:
    code = f"""if True:
        import sys
        from headwater.app.workspace import create_workspace
        create_workspace({str(tmp_path)!r})
        import headwater.app.urls, headwater.app.release, headwater.app.pages
        print([n for n in {DRAWING} if n in sys.modules])
    """
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert loaded.stdout.splitlines()[-1:] == ["[]"], loaded.stderr
