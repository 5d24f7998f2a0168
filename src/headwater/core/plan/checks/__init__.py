"""The rules, one module for each principle that they serve."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from headwater.core.plan.checks.rule import REGISTRY, Rule


_MODULES = (
    "goals.prevent",
    "goals.primary_share",
    "goals.drivers",
    "goals.child_first",
    "goals.support",
    "goals.perpetrators",
    "goals.access",
    "goals.skills",
    "ways.partnership",
    "ways.intersection",
    "ways.learning",
    "ways.long_term",
    "methods.sustained",
    "methods.messages",
    "methods.trauma",
    "methods.outreach",
    "methods.monitoring",
    "methods.lifelong",
    "methods.sharing",
    "hygiene.names",
    "hygiene.dates",
    "hygiene.doubles",
)


@cache
def load() -> dict[str, Rule]:
    """Every rule by its code. Imports the rule modules on first use."""
    for module in _MODULES:
        import_module(f"{__name__}.{module}")
    return REGISTRY
