from datetime import date

import pytest

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import CheckResult, check_plan
from headwater.exchange.intake import read_plan
from headwater.exchange.sample import sample_folder


@pytest.fixture(scope="session")
def sample() -> CheckResult:
    """The London sample, checked on a fixed day."""
    framework = load_framework("london")
    plan = read_plan(sample_folder("london"), framework).plan
    assert plan is not None
    return check_plan(plan, framework, date(2026, 11, 1))
