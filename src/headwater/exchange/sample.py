"""Plans that come with Headwater, as folders of CSV files."""

from __future__ import annotations

from pathlib import Path

from headwater.errors import UserError


_SAMPLES = Path(__file__).parent / "samples"


def sample_folder(name: str = "london") -> Path:
    """The folder of a packaged sample; SOURCES.md in it says where it is from."""
    if name not in sample_names():
        raise UserError(
            f"There is no sample called {name!r}.",
            fix=f"Choose one of: {', '.join(sample_names())}.",
        )
    return _SAMPLES / name


def sample_names() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in _SAMPLES.iterdir() if path.is_dir()))
