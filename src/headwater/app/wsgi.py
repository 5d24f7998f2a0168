"""The site as a WSGI application, for the workspace in HEADWATER_WORKSPACE."""

import os

from django.core.wsgi import get_wsgi_application

from headwater.app.workspace import open_workspace, publish_assets


# Not through `settings`, which Django can read only once the workspace is known.
open_workspace(os.environ.get("HEADWATER_WORKSPACE", "").strip() or "workspaces/london")
publish_assets()
application = get_wsgi_application()
