"""Import this before what needs Django's settings, such as the types of selectors.

Settings name a workspace, so there is one, empty, until a test opens its own.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile

from django.apps import apps

from headwater.app.workspace import create_workspace


if not apps.ready:
    folder = tempfile.mkdtemp(prefix="headwater-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create_workspace(folder)
