"""Development: what `make run` uses. Demo accounts and a fixed secret work here only."""

from .base import *  # noqa: F403
from .base import VAR_DIR

VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = True
DEMO = True
SECRET_KEY = "demo-secret-for-development-only"  # noqa: S105 - refused by production
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
