"""A whole workspace as one archive, and back. Works while the workspace is in use."""

from headwater.app.backup.manifest import Manifest
from headwater.app.backup.restore import Restored, rehearse, restore
from headwater.app.backup.write import back_up


__all__ = ["Manifest", "Restored", "back_up", "rehearse", "restore"]
