"""Any key becomes an address that is safe in a path and a file name, and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.app.keys import from_address, to_address


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_addresses_give_back_their_key(key: str) -> None:
    address = to_address(key)
    assert re.fullmatch(r"[A-Za-z0-9_~-]+", address)
    assert from_address(address) == key


def test_addresses_leave_plain_keys_as_they_are() -> None:
    assert to_address("C05") == "C05"
    assert to_address("2025/26") == "2025~2F26"
    assert to_address("..") == "~2E~2E"


@pytest.mark.parametrize("text", ["C~43", "C~4", "~", "C~ff", "a/b", "~C3"])
def test_addresses_that_we_never_make_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_address(text)
