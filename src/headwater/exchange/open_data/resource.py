"""One CSV file and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from headwater.exchange.open_data.shape import Shape


@dataclass(frozen=True)
class Resource:
    """A table as bytes, with its shape. `path` is within the folder of the data."""

    path: str
    shape: Shape
    content: bytes
    rows: int

    @property
    def hash(self) -> str:
        return f"sha256:{sha256(self.content).hexdigest()}"
