"""Django's settings, for the workspace that HEADWATER_WORKSPACE names."""

from __future__ import annotations

from pathlib import Path

from headwater.app.configuration import day, setting, yes
from headwater.app.secret import read_secret


HERE = Path(__file__).parent
WORKSPACE = Path(setting("HEADWATER_WORKSPACE")).absolute()
AS_AT = day("HEADWATER_AS_AT")
DEBUG = yes("HEADWATER_DEBUG")
ALLOWED_HOSTS = setting("HEADWATER_HOSTS").split()
SECRET_KEY = read_secret(WORKSPACE)

# No sessions, sign-in or messages yet, so pages set no cookies.
INSTALLED_APPS = ["headwater.app.apps.HeadwaterConfig", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "headwater.app.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages hold no secret to be guessed at
    "django.middleware.common.CommonMiddleware",
    "headwater.app.permissions.only_listed_routes",
]
ROOT_URLCONF = "headwater.app.urls"
WSGI_APPLICATION = "headwater.app.wsgi.application"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WORKSPACE / "headwater.db",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # two writers wait, and neither fails
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA busy_timeout=10000;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"environment": "headwater.app.pages.environment"},
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = WORKSPACE / "static"  # copies with hashed names, made by `assets`
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

WHITENOISE_ALLOW_ALL_ORIGINS = False  # our assets are for our pages

LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True

X_FRAME_OPTIONS = "DENY"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
