"""The one way out: protected, attacked, remembered."""

from __future__ import annotations

import json

import numpy as np
import pytest
from invented_contacts import ABOUT, COUNTS, DIMS, RULE

from headwater.core.disclosure.ledger import as_dict, from_dict
from headwater.core.disclosure.released import NotReleased, ReleasedTable
from headwater.core.disclosure.safe import release
from headwater.core.measures.cube import Status


def test_what_leaves_carries_rule_audit_and_id_and_keeps_zero_apart() -> None:
    made = release(ABOUT, COUNTS, DIMS, [["place", "sex"]], RULE)
    (table,) = ReleasedTable.from_ledger(made.entry)
    assert (table.ledger_id, table.profile) == (made.entry.id, RULE)
    assert table.audit["holds"]
    assert "tested" not in table.audit  # it would say how many small counts there are
    by = dict(zip(table.axes[0].codes, table.cube.status, strict=True))
    assert by["D"][table.axes[1].index("M")] == Status.ZERO
    assert by["A"][table.axes[1].index("F")] == Status.WITHHELD
    hidden = table.cube.status == Status.WITHHELD
    assert (table.cube.values[hidden] == 0).all()
    assert hidden.sum() >= 4
    assert np.isnan(table.numbers()[hidden]).all()
    assert table.axes[1].labels[1] == "Female"


def test_an_entry_comes_back_from_plain_data_with_the_same_id() -> None:
    entry = release(ABOUT, COUNTS, DIMS, [["place", "sex"], ["place"]], RULE).entry
    again = from_dict(json.loads(json.dumps(as_dict(entry))))
    assert again.id == entry.id
    assert again.printed == entry.printed


def test_an_entry_that_the_audit_did_not_pass_makes_no_table() -> None:
    entry = release(ABOUT, COUNTS, DIMS, [["place", "sex"]], RULE).entry
    bad = from_dict({**as_dict(entry), "audit": {"holds": False}})
    with pytest.raises(NotReleased):
        ReleasedTable.from_ledger(bad)


def test_a_later_breakdown_is_protected_given_the_first() -> None:
    first = release(ABOUT, COUNTS, DIMS, [["place", "sex"]], RULE)
    later = release(ABOUT, COUNTS, DIMS, [["place", "sex"]], RULE, [first.entry])
    assert later.entry.given == (first.entry.id,)
    assert later.entry.hidden >= first.entry.hidden
