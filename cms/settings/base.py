"""Settings that every environment shares. What differs is in dev, test and production."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf.locale import LANG_INFO

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("ATELIER_VAR", BASE_DIR / "var"))

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "modeltranslation",
    "cms.apps.CmsConfig",
    "banks.apps.BanksConfig",
    "challenges.apps.ChallengesConfig",
    "referentiel.apps.ReferentielConfig",
    "tutorials.apps.TutorialsConfig",
    "localisation.apps.LocalisationConfig",
    "content.apps.ContentConfig",
    "runner.apps.RunnerConfig",
    "ninja",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.RefuseNul",
    "cms.middleware.ApiErrorsAreProblems",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# -- Database ---------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": dj_database_url.config(  # type: ignore[dict-item]
        default=f"sqlite:///{VAR_DIR / 'atelier.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Autosave writes beside the preview: without an immediate lock and a wait, SQLite answers
    # "database is locked" (WAGTAIL.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Languages --------------------------------------------------------------------------------
# Django bundles no language information for fr-be: without it get_language_info() raises.
LANG_INFO.setdefault(
    "fr-be",
    {"bidi": False, "code": "fr-be", "name": "Belgian French", "name_local": "français (Belgique)"},
)
LANGUAGES = [
    ("fr", "français"),
    ("fr-be", "français (Belgique)"),
    ("nl", "néerlandais"),
    ("en", "anglais"),
    ("de", "allemand"),
]
LANGUAGE_CODE = "fr"
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
# A framework that was imported in English only is read in English until somebody translates it.
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("fr", "en", "nl", "de"), "fr-be": ("fr",)}
FORMAT_MODULE_PATH = ["localisation.formats"]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# -- Accounts ---------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "cms.refusals.forged"
# Accounts that only development may have; production refuses to start while one exists.
DEMO_ACCOUNTS = (
    "lecteur", "concepteur", "relecteur", "traducteur", "editeur", "referent", "admin",
)  # fmt: skip

# -- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# The most bytes of a file of a challenge, by its role, and the most pixels of a picture.
ATELIER_MEDIA_LIMITS = {"illustration": 5 * 10**6, "download": 20 * 10**6, "simulator": 20 * 10**6}
ATELIER_MEDIA_MAX_PIXELS = 40 * 10**6
# How long the address of a draft's file is good for.
ATELIER_MEDIA_ADDRESS_SECONDS = 2 * 3600
# Requests longer than this keep no file, whoever sends them and wherever (the longest that a room
# accepts is a framework's file).
ATELIER_UPLOAD_MAX_BYTES = 60 * 10**6
FILE_UPLOAD_HANDLERS = [
    "content.media.uploads.CeilingUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# How links are checked: seconds for one, how many at once; private networks that may be visited
# (a town's intranet), and hosts that are taken for good without a visit.
ATELIER_LINKS_SECONDS = 20
ATELIER_LINKS_POLITENESS: dict[str, Any] = {"threads": 32, "per_host": 2, "pause": 0.5}
ATELIER_LINKS_ALLOWED_NETWORKS = (
    os.environ.get("ATELIER_LINKS_ALLOWED_NETWORKS", "").replace(",", " ").split()
)
ATELIER_LINKS_TRUSTED = os.environ.get("ATELIER_LINKS_TRUSTED", "").replace(",", " ").split()
# Whose simulators may be shown by their address: exact origins such as https://epreuves.example.org.
ATELIER_EMBED_ORIGINS = os.environ.get("ATELIER_EMBED_ORIGINS", "").replace(",", " ").split()

# -- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Atelier"
WAGTAILADMIN_BASE_URL = os.environ.get("ATELIER_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "français"), ("en", "English")]
WAGTAIL_WORKFLOW_ENABLED = True
# What was approved goes live, not whatever draft is the latest; a later edit is approved anew.
WAGTAIL_FINISH_WORKFLOW_ACTION = "content.review.finishing.publish_approved"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# A mail server that does not answer must not hold a worker.
EMAIL_TIMEOUT = 10
WAGTAILADMIN_USER_LOGIN_FORM = "cms.forms.LoginForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# -- Referential ------------------------------------------------------------------------------
# The largest file that describes a framework; a bigger one is refused before it is read.
REFERENTIEL_IMPORT_MAX_BYTES = 50 * 10**6

# -- Challenges -------------------------------------------------------------------------------
# Whether every saved draft is looked at by schema and rules, so that lists can say what is to mend.
CHALLENGES_CHECK_DRAFTS = True
# How many validated challenges a competence needs at a level before the map calls it covered.
CHALLENGES_WANTED_PER_CELL = 3

# -- Runner -----------------------------------------------------------------------------------
# Where the runner reads releases from (a runner.releases.ReleaseSource), and which engine
# chooses the next challenge: named here because the runner knows no room above it.
RUNNER_RELEASE_SOURCE = "banks.sources.StoredReleaseSource"
RUNNER_SESSION_HOURS = 24

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin's preview panel frames our own pages
