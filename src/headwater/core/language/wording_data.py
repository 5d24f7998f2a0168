"""What wording.toml holds: the rules, the titles, and who may be speaking."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wording_data() -> dict[str, Any]:
    """The tables of wording.toml; read once."""
    source = files("headwater.core.language") / "wording.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
