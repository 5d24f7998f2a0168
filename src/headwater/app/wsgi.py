"""The site as a WSGI application, for the workspace in HEADWATER_WORKSPACE."""

from django.core.wsgi import get_wsgi_application

from headwater.app.configuration import setting
from headwater.app.workspace import open_workspace, publish_assets


# Not through `settings`, which Django can read only once the workspace is known.
open_workspace(setting("HEADWATER_WORKSPACE"))
publish_assets()
application = get_wsgi_application()
