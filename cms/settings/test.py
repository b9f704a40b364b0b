"""Tests: as development, with fast passwords and a file database that browser tests can share."""

from .base import *  # noqa: F403
from .base import DATABASES, VAR_DIR

DEMO = True
SECRET_KEY = "secret-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # The live server's threads open their own connections: an in-memory database would be empty
    # for them.
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# What tests store never meets what a developer keeps.
MEDIA_ROOT = VAR_DIR / "test-media"
