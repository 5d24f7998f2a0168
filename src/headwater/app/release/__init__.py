"""The public site as files that open from a folder, without a server or a script."""

from headwater.app.release.release import Released, release_site


__all__ = ["Released", "release_site"]
