"""Django's settings, for the workspace that HEADWATER_WORKSPACE names."""

from __future__ import annotations

from pathlib import Path

from headwater.app.configuration import day, setting, yes
from headwater.app.database import database_settings
from headwater.app.secret import read_secret
from headwater.exchange.limits import LARGEST_FILE


HERE = Path(__file__).parent
WORKSPACE = Path(setting("HEADWATER_WORKSPACE")).absolute()
AS_AT = day("HEADWATER_AS_AT")
DEBUG = yes("HEADWATER_DEBUG")
UPLOADS = yes("HEADWATER_UPLOADS")
BREAKDOWNS = yes("HEADWATER_BREAKDOWNS")
ALLOWED_HOSTS = setting("HEADWATER_HOSTS").split()
SECRET_KEY = read_secret(WORKSPACE)

# No sessions, sign-in or messages yet, so only pages that bring a plan in set a cookie.
INSTALLED_APPS = ["headwater.app.apps.HeadwaterConfig", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "headwater.app.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages hold no secret to be guessed at
    "django.middleware.common.CommonMiddleware",
    "headwater.app.permissions.only_listed_routes",
    # After the permissions: what may not be seen answers alike, form or not.
    "django.middleware.csrf.CsrfViewMiddleware",
    "headwater.app.mending.says_what_to_mend",
]
ROOT_URLCONF = "headwater.app.urls"
WSGI_APPLICATION = "headwater.app.wsgi.application"

DATABASES = {"default": database_settings(WORKSPACE)}
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

CSRF_COOKIE_NAME = "headwater-form"
CSRF_COOKIE_PATH = "/"
CSRF_COOKIE_AGE = None  # until the browser is closed
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "headwater.app.views.uploads.refused"

# An upload is held in memory until it has been looked at, and nothing of it lands in
# a temporary folder. Of a longer request no part is kept at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FILE + 100_000  # with the rest of its form
DATA_UPLOAD_MAX_NUMBER_FILES = 1
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a field for each column of each sheet
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
