"""The guide to a service names every setting, and its files are well formed."""

import configparser
import re
from pathlib import Path

import pytest

from headwater.app.configuration import SETTINGS
from headwater.app.database import OPTIONS
from headwater.cli.parser import make_parser


GUIDE = Path(__file__).parents[2] / "docs/guides/running-a-service.md"
TEXT = GUIDE.read_text(encoding="utf-8")
UNITS = re.findall(r"^```ini\n(.*?)^```$", TEXT, re.S | re.M)
OURS = re.compile(r"-m headwater ([^'\n]+)")


@pytest.mark.parametrize("name", [name for name, _, _ in SETTINGS])
def test_guide_names_the_setting(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("option", OPTIONS)
def test_guide_names_what_an_address_may_say(option: str) -> None:
    assert f"`{option}`" in TEXT


@pytest.mark.parametrize("unit", UNITS)
def test_units_are_well_formed(unit: str) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(unit)
    assert parser.sections()[0] == "Unit"
    assert {"Service", "Timer"} & set(parser.sections())


def test_units_run_commands_that_there_are() -> None:
    commands = [match[1] for unit in UNITS for match in OURS.finditer(unit)]
    assert len(commands) == 3
    for words in commands:
        plain = re.sub(r'"[^"]*\$\$\(.*?\)[^"]*"', "FILE", words).split()
        assert make_parser().parse_args(plain).run
