"""Settings. Everything that differs between machines comes from the environment (.env.example)."""

import os
import sys
from pathlib import Path

import structlog

from afterschool import environment

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
# --- secrets and hosts -------------------------------------------------------------------------
DEBUG = environment.flag("DEBUG")
DEVELOPMENT = DEBUG or TESTING or environment.flag("DEVELOPMENT")
DEVELOPMENT_KEY = "development-only-key-never-used-in-production"


def secret(name: str) -> str:
    """A secret of the environment; a fixed stand-in only for development and tests."""
    value = os.environ.get(name, "")
    if not value and DEVELOPMENT:
        return DEVELOPMENT_KEY
    if not value:
        raise RuntimeError(f"{name} is not set: production needs a secret of its own (see .env.example)")
    return value


SECRET_KEY = secret("SECRET_KEY")
FIELD_KEYS = [secret("FIELD_KEY"), *environment.words("FIELD_KEYS_RETIRED")]  # newest first: crypto.py
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver" if DEVELOPMENT else "")
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")  # printed on documents, behind the QR code
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
# --- applications ------------------------------------------------------------------------------
FLOORS = [  # ground first: each imports only from those before it (pyproject.toml, docs/architecture.md)
    "afterschool.values",
    "afterschool.tenancy",
    "afterschool.papers",
    "afterschool.pages",
    "audit",
    "bureaus.tree",
    "bureaus.policies",
    "bureaus.terms",
    "bureaus.inbox",
    "bureaus.notifications",
    "bureaus.documents",
    "bureaus.reviews",
    "accounts",
    "schools.register",
    "schools.pupils",
    "schools.families",
    "schools.staff",
    "schools.imports",
    "schools.surveys",
    "providers.register",
    "schools.plans",
    "billing.ledger",
    "billing.standards",
    "enrollment.admissions",
    "enrollment.agreements",
    "enrollment.attendance",
    "billing.charges",
    "billing.payments",
    "billing.disclosure",
    "rectification.campaigns",
    "rectification.returns",
    "rectification.indicators",
]
DEVELOPMENT_APPS = ["rehearsal", "devkit.documentation"] if DEVELOPMENT else []
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "axes",
    "django_filters",
    "django_htmx",
    "template_partials",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    *FLOORS,
    "afterschool",
    *DEVELOPMENT_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "afterschool.pages.middleware.RequestLog",
    "afterschool.pages.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.BureauScope",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "afterschool.pages.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "afterschool.urls"
WSGI_APPLICATION = "afterschool.wsgi.application"
FORM_RENDERER = "afterschool.pages.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# --- database: the application connects as a role that row-level security binds -----------------
APP_DATABASE_URL = os.environ.get("DATABASE_URL", "postgres://afterschool_app@127.0.0.1:5432/afterschool")
OWNER_DATABASE_URL = os.environ.get("DATABASE_OWNER_URL", APP_DATABASE_URL)
DATABASE_ROLE = os.environ.get("DATABASE_ROLE", "app")
DATABASES = {
    "default": environment.database(OWNER_DATABASE_URL if DATABASE_ROLE == "owner" else APP_DATABASE_URL)
    | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # a pooler in transaction mode may stand in between
    }
}
APP_ROLE = environment.database(APP_DATABASE_URL)["USER"]
APP_ROLE_PASSWORD = environment.database(APP_DATABASE_URL)["PASSWORD"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# --- Redis: broker, cache, sessions --------------------------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("HTTPS", default=not DEVELOPMENT)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True  # a killed worker gives its message back
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 15 * 60,  # seconds until a message that nobody acknowledged is given to another worker
    "socket_connect_timeout": 2,  # a broker that is away must not hold up a request: the outbox keeps the order
    "max_retries": 1,
    "interval_start": 0,
    "socket_timeout": 10,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ALWAYS_EAGER = TESTING
CELERY_TASK_EAGER_PROPAGATES = TESTING
# --- people --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "afterschool.values.hashers.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/memberships/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
MESSAGING_CHANNEL = os.environ.get("MESSAGING_CHANNEL", "development" if DEVELOPMENT else "sms")
ONE_TIME_CODE_MINUTES = 5
ONE_TIME_CODES_PER_HOUR = 5
# --- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
# --- files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".local" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if DEVELOPMENT  # compressing takes 17 s of a first start
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
PRIVATE_ROOT = Path(os.environ.get("PRIVATE_ROOT", BASE_DIR / ".local" / "private"))
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_MAX_BYTES = 8 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# --- API -----------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "afterschool API",
    "VERSION": "1",
    "DESCRIPTION": "Read-only figures and registers of one bureau.",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {"WeekdayEnum": "afterschool.values.vocabulary.Weekday"},
}
# --- logs: structured, without personal data -------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.format_exc_info,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING" if TESTING else "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=not TESTING,
)
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W021"]  # TLS ends at the proxy
