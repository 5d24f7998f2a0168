"""Draw the pictures of docs/guides/did-it-work.md, and write there what they show:
python scripts/make_guide_pictures.py [check]"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))  # where the demonstration is built
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from guide_pictures import build_demonstration, charts, drawn, with_words  # noqa: E402


GUIDE = ROOT / "docs/guides/did-it-work.md"
IMAGES = ROOT / "docs/images"


def made() -> dict[Path, bytes]:
    """The files as they should be."""
    guide, files = GUIDE.read_text(encoding="utf-8"), {}
    with TemporaryDirectory() as folder:
        build_demonstration(Path(folder) / "demonstration")
        for name, chart in charts().items():
            files[IMAGES / name] = drawn(chart)
            guide = with_words(guide, name, chart)
    return files | {GUIDE: guide.encode()}


def main() -> None:
    check, late = sys.argv[1:] == ["check"], []
    for path, content in made().items():
        if not path.exists() or path.read_bytes() != content:
            late.append(path.name)
            if not check:
                path.write_bytes(content)
    if check and late:
        sys.exit(f"{', '.join(late)}: run python scripts/make_guide_pictures.py")


if __name__ == "__main__":
    main()
