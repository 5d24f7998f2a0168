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
DEMO = yes("HEADWATER_DEMO")
ALLOWED_HOSTS = setting("HEADWATER_HOSTS").split()
SECRET_KEY = read_secret(WORKSPACE)

INSTALLED_APPS = [
    "headwater.app.apps.HeadwaterConfig",
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MIDDLEWARE = [
    "headwater.app.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Nothing can be guessed from sizes: no other site can ask with somebody's cookies.
    "django.middleware.gzip.GZipMiddleware",
    # Read only where a page asks who is there: public pages set and read no cookie.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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

AUTH_USER_MODEL = "headwater.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"

# After a working day, or once the browser was closed, one signs in again.
SESSION_COOKIE_NAME = "headwater-session"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
HTTPS = yes("HEADWATER_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A web server of ours stands in front then. It says how it was asked, and by whom, and
# lets nobody else say so: without it forms would be refused, and all of the world
# would count as one address when sign-in slows guessing down.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What sign-in counts is shared by all workers, so it is kept in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "headwater_cache",
    }
}

ACCOUNT_ADAPTER = "headwater.app.signing_in.Account"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nothing is sent by e-mail
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# By name and address together, so that nobody can lock a colleague out; and by
# address, so that nobody can try one password on everybody.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "headwater.app.signing_in.SecondFactor"
MFA_SUPPORTED_TYPES = ["webauthn", "totp"]  # a lost key is replaced by two people
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False

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
