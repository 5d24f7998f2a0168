"""Attacker A0: adding and subtracting printed figures, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


PRIMES = (2_147_483_647, 2_147_483_629)  # the two largest below 2^31
Sparse = dict[int, int]


def recoverable(printed: Any, wanted: Any) -> list[bool]:
    """Whether each row of `wanted` is a combination of the rows of `printed`.

    Both are CSR of whole numbers with the same columns. A row counts as recoverable
    when it is one modulo each of two primes near 2^31.
    """
    found = [True] * wanted.shape[0]
    for prime in PRIMES:
        basis = _basis(_lines(printed), prime)
        for at, line in enumerate(_lines(wanted)):
            found[at] = found[at] and not _rest(line, basis, prime)
    return found


def _lines(matrix: Any) -> Iterable[Sparse]:
    for row in range(matrix.shape[0]):
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        yield {
            int(c): int(v)
            for c, v in zip(matrix.indices[part], matrix.data[part], strict=True)
        }


def _basis(lines: Iterable[Sparse], prime: int) -> dict[int, Sparse]:
    """Rows by their first column, where they have a 1; short rows first."""
    basis: dict[int, Sparse] = {}
    for line in sorted(lines, key=len):
        rest = _rest(line, basis, prime)
        if rest:
            first = min(rest)
            inverse = pow(rest[first], -1, prime)
            basis[first] = {c: v * inverse % prime for c, v in rest.items()}
    return basis


def _rest(line: Sparse, basis: dict[int, Sparse], prime: int) -> Sparse:
    """What is left of a row when the basis has taken away what it can."""
    line = {c: v % prime for c, v in line.items()}
    kept: Sparse = {}
    while line:
        first = min(line)
        row = basis.get(first)
        if row is None:
            kept[first] = line.pop(first)
            continue
        times = line[first]
        for column, value in row.items():
            new = (line.get(column, 0) - times * value) % prime
            if new:
                line[column] = new
            else:
                line.pop(column, None)
    return kept
