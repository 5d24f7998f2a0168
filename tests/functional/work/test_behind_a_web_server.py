"""Signing in by https, through a web server that stands in front."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


# The settings are read once in a process, so each case has a process of its own.
CODE = """if True:
    import sys
    from headwater.app.workspace import create_workspace, publish_assets
    create_workspace(sys.argv[1])
    publish_assets()
    import re
    from django.test import Client
    from allauth.core.internal.httpkit import get_client_ip
    browser = Client(enforce_csrf_checks=True)
    told = {"Host": "localhost", "X-Forwarded-Proto": "https"}
    told["X-Forwarded-For"] = "203.0.113.7"
    page = browser.get("/sign-in/", headers=told).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\\w+)"', page)
    form = {"csrfmiddlewaretoken": token[1], "login": "nobody", "password": "nothing"}
    answer = browser.post("/sign-in/", form, headers=told | {"Origin": sys.argv[2]})
    print(answer.status_code, get_client_ip(answer.wsgi_request))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("https", "origin", "said"),
    [
        ("yes", "https://localhost", "200 203.0.113.7"),
        ("yes", "https://elsewhere.example", "403 203.0.113.7"),
        ("no", "http://localhost", "200 127.0.0.1"),  # and nobody's word is believed
    ],
)
def test_forms_know_how_they_were_sent(
    tmp_path: Path, built: Path, https: str, origin: str, said: str
) -> None:
    answered = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), origin],
        env=os.environ | {"HEADWATER_HTTPS": https},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.stdout.splitlines()[-1:] == [said], answered.stderr
