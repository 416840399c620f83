"""Every setting of the site, read from the environment once and checked at start.

`python3 -m poshmark.dev` sets the variables of the embedded mode; production sets its own, as the
README lists them. A missing or malformed variable stops the start with the variable's name.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured

from poshmark.csp import content_security_policy
from poshmark.files import file_storage, media_origin, media_url
from poshmark.mailing import mail_settings
from poshmark.schedule import beat_schedule

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- The mode -------------------------------------------------------------------------------------

EMBEDDED: bool = env.bool("POSHMARK_EMBEDDED", default=False)
DEBUG: bool = EMBEDDED and env.bool("DEBUG", default=True)
SECRET_KEY: str = env.str("SECRET_KEY")
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = [SITE_URL]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- Applications ---------------------------------------------------------------------------------

SIGN_IN_BY = [n for n in ("GOOGLE", "FACEBOOK") if env.str(f"{n}_CLIENT_ID", default="")]
INSTALLED_APPS = [
    "poshmark.apps.PoshmarkConfig",
    "poshmark.apps.PoshmarkAdminConfig",
    "poshmatch",
    "payments",
    "shipping",
    "social",
    "listings",
    "closets",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name.lower()}" for name in SIGN_IN_BY),
    "allauth.mfa",
    "anymail",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "localflavor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "poshmark.middleware.request_id",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "poshmark.middleware.friendly_errors",
]

if EMBEDDED:  # no web server stands in front that would compress
    MIDDLEWARE.insert(0, "django.middleware.gzip.GZipMiddleware")

ROOT_URLCONF = "poshmark.urls"
WSGI_APPLICATION = "poshmark.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "poshmark.context.site",
            ],
            "builtins": [
                "closets.templatetags.icons",
                "closets.templatetags.money",
                "django_htmx.templatetags.django_htmx",
                "django.templatetags.static",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": 5,
        "options": " ".join(
            f"-c {name}={value}"
            for name, value in {
                "statement_timeout": "15s",
                "jit": "off",
                "lock_timeout": "4s",
                "idle_in_transaction_session_timeout": "60s",
                # A page's row brings 5 to 9 tables by their keys, written in the right order
                # already: trying every order of more than 4 costs more than the whole page.
                "join_collapse_limit": "4",
            }.items()
        ),
    },
}
REDIS_URL: str = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "poshmark.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="poshmark"),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL: str = media_url(env)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": file_storage(env),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 16
PHOTO_MAX_BYTES = 25 * 1024 * 1024
REQUEST_MAX_BYTES = DATA_UPLOAD_MAX_NUMBER_FILES * PHOTO_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
MODEL_DIR = Path(env.str("MODEL_DIR", default=str(VAR_DIR / "models")))

# --- Members --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "closets.User"
AUTHENTICATION_BACKENDS = ["poshmark.accounts.MemberBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_ADAPTER = "poshmark.accounts.AccountAdapter"
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_USERNAME_VALIDATORS = "closets.handles.username_validators"
ACCOUNT_SIGNUP_REDIRECT_URL = "welcome"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    name.lower(): {
        "APPS": [
            {
                "client_id": env.str(f"{name}_CLIENT_ID"),
                "secret": env.str(f"{name}_CLIENT_SECRET"),
                "key": "",
            }
        ]
    }
    for name in SIGN_IN_BY
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED

# --- The community --------------------------------------------------------------------------------

SHARES_A_DAY: int = env.int("SHARES_A_DAY", default=5000)
PARTY_HOURS: int = env.int("PARTY_HOURS", default=2)
PARTIES_A_DAY: int = env.int("PARTIES_A_DAY", default=4)
PARTY_PICKS: int = env.int("PARTY_PICKS", default=50)

# --- Mail -----------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Poshmark <hello@poshmark.test>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
MAIL_PROVIDER = ""
if EMBEDDED:
    EMAIL_BACKEND = "poshmark.outbox.OutboxBackend"
else:
    vars().update(mail_settings(env))
OUTBOX_DIR = VAR_DIR / "mail"

# --- Money ----------------------------------------------------------------------------------------

STRIPE_SECRET_KEY: str = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_PUBLISHABLE_KEY: str = env.str("STRIPE_PUBLISHABLE_KEY", default="")
STRIPE_WEBHOOK_SECRET: str = env.str(
    "STRIPE_WEBHOOK_SECRET", default="" if STRIPE_SECRET_KEY else f"whsec_{SECRET_KEY[:24]}"
)
PAYMENTS_SANDBOX: bool = not STRIPE_SECRET_KEY
if PAYMENTS_SANDBOX and not DEBUG and not env.bool("PAYMENTS_SANDBOX", default=EMBEDDED):
    raise ImproperlyConfigured(
        "STRIPE_SECRET_KEY is not set. Set it, or set PAYMENTS_SANDBOX=1 to run with test payments."
    )
if STRIPE_SECRET_KEY and not (STRIPE_WEBHOOK_SECRET and STRIPE_PUBLISHABLE_KEY):
    raise ImproperlyConfigured(
        "STRIPE_SECRET_KEY needs STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET beside it."
    )
SHIPPING_CARRIER: str = env.str("SHIPPING_CARRIER", default="embedded")
EASYPOST_API_KEY: str = env.str("EASYPOST_API_KEY", default="")
EASYPOST_WEBHOOK_SECRET: str = env.str("EASYPOST_WEBHOOK_SECRET", default="")
if SHIPPING_CARRIER == "easypost" and not (EASYPOST_API_KEY and EASYPOST_WEBHOOK_SECRET):
    raise ImproperlyConfigured(
        "SHIPPING_CARRIER=easypost needs EASYPOST_API_KEY and EASYPOST_WEBHOOK_SECRET beside it."
    )
TAX_PROVIDER: str = env.str("TAX_PROVIDER", default="payments.tax.table.TableTax")
SANDBOX_WEBHOOK_URL: str = env.str(
    "SANDBOX_WEBHOOK_URL", default=f"{SITE_URL}/payments/stripe/webhook"
)
RESERVATION_MINUTES: int = env.int("RESERVATION_MINUTES", default=10)
UNDO_MINUTES: int = env.int("UNDO_MINUTES", default=10)
ACCEPT_HOURS: int = env.int("ACCEPT_HOURS", default=72)
RATING_DAYS: int = env.int("RATING_DAYS", default=30)
RATING_MEND_HOURS: int = env.int("RATING_MEND_HOURS", default=24)
SHIP_REMINDER_DAYS: list[int] = env.list("SHIP_REMINDER_DAYS", cast=int, default=[2, 4, 6])
CASE_ANSWER_HOURS: int = env.int("CASE_ANSWER_HOURS", default=24)
CASE_APPEAL_HOURS: int = env.int("CASE_APPEAL_HOURS", default=24)
CASE_RETURN_DAYS: int = env.int("CASE_RETURN_DAYS", default=5)
CASE_INSPECT_HOURS: int = env.int("CASE_INSPECT_HOURS", default=24)
INSTANT_PAYOUT_CENTS: int = env.int("INSTANT_PAYOUT_CENTS", default=200)
OFFER_HOURS: int = env.int("OFFER_HOURS", default=24)
OFFER_PAY_HOURS: int = env.int("OFFER_PAY_HOURS", default=12)
OFFER_LEAST_PERCENT: int = env.int("OFFER_LEAST_PERCENT", default=40)
LIKERS_OFF_PERCENT: int = env.int("LIKERS_OFF_PERCENT", default=10)
LIKERS_DAYS: int = env.int("LIKERS_DAYS", default=90)
LIKERS_MOST: int = env.int("LIKERS_MOST", default=10_000)
CARRIER_WEBHOOK_SECRET: str = env.str(
    "CARRIER_WEBHOOK_SECRET", default=f"carrier_{SECRET_KEY[:24]}" if EMBEDDED else env.NOTSET
)

# --- Work in the background -----------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 5}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "listings.tasks.photo*": {"queue": "photos"},
    "demo.draw*": {"queue": "photos"},
    "payments.*": {"queue": "money"},
    "poshmatch.tasks.pulse": {"queue": "training"},
    "poshmatch.tasks.train": {"queue": "training"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5.0
CELERY_BEAT_SCHEDULE = beat_schedule(embedded=EMBEDDED or PAYMENTS_SANDBOX)
CELERY_TIMEZONE = "UTC"

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- Security -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = content_security_policy(
    pictures=media_origin(MEDIA_URL), with_stripe=bool(STRIPE_SECRET_KEY)
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
if not EMBEDDED:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# --- Logs -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "poshmark.middleware.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
