"""Categories of recorded crime as the Metropolitan Police has spelled them.

Two lists that are not comparable, as data: met_offences.toml from April 2010 on, and
met_offences_2008.toml for the releases of 2008 to 2018.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from headwater.engines.ingest.source import Dimension, Roll


def offences(list_: str, heading: str, *more: str) -> Dimension:
    """The dimension of offences of one of the two lists, with its major categories."""
    declared = _read(list_)
    return Dimension(
        "offence",
        (heading, *more),
        codes={
            spelling: code
            for code, row in declared.items()
            for spelling in row.get("spelled", [row["words"]])
        },
        labels={code: row["words"] for code, row in declared.items()},
        rolls=(Roll("major", lambda code, label: _major(list_, code)),),
    )


def _major(list_: str, code: str) -> str:
    return str(_read(list_).get(code, {}).get("major", ""))


@cache
def _read(list_: str) -> dict[str, Any]:
    file = files("headwater.engines.ingest.sources") / f"{list_}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
