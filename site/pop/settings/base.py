"""What every way of running POP has in common. Nothing here is a secret and nothing opens a door."""

from pathlib import Path

import dj_database_url

from pop.settings import environment

ROOT = Path(__file__).resolve().parents[3]
DATA = environment.folder("POP_DATA_DIR", ROOT / "var")

DEBUG = False
ROOT_URLCONF = "pop.urls"
WSGI_APPLICATION = "pop.wsgi.application"
ASGI_APPLICATION = "pop.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # POP's own areas, from the top of the house to the ground (docs/architecture.md)
    "pop.api",
    "pop.insights",
    "pop.pages",
    "innovations",
    "peer_circles",
    "pop.support",
    "moderation",
    "pop.realtime",
    "pop.accounts",
    "pop.audit",
    "pop.core",
    "frontend",
    # Wagtail
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "pop.pages.wagtail_users.PopUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # Accounts: second factors
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # What is kept for everybody is the whole answer, so this is first
    "frontend.public_pages.PublicPagesMiddleware",
    # Headers first: files, redirects and refusals of everything below pass through these two
    "csp.middleware.CSPMiddleware",
    "frontend.middleware.PageHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontend.steady.SteadyFormsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "frontend.middleware.UnfinishedLeavingMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pop.accounts.middleware.ActorMiddleware",
    "pop.accounts.middleware.StaffPagesMiddleware",
    "pop.audit.middleware.LooksMiddleware",
    "pop.core.doors.DomainErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pop.accounts.context_processors.actor",
                "frontend.display.context",
            ],
        },
    }
]

# --- Database: SQLite in this folder unless DATABASE_URL says otherwise -------------------------

DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL") or f"sqlite:///{DATA / 'pop.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: no "database is locked" in the middle of a transaction.
    # For the same reason ATOMIC_REQUESTS stays off: every page view would take that lock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;"
            " PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # Statements that come again and again are planned once by a connection (pop.core.prepared), and not anew for each
    # values: that cost more than answering. Behind a PgBouncer that shares connections it must be 1.21 or newer.
    _theirs = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {
        **_theirs,
        "prepare_threshold": 5,
        "options": f"-c plan_cache_mode=force_generic_plan {_theirs.get('options', '')}".strip(),
    }

# A PostgreSQL that may lose what it confirmed is refused at start-up (SEC-05). pop.settings.test alone says yes: what
# its databases hold need not outlive the tests.
POP_MAY_LOSE_DATA = False

# --- Redis: only when there is one; POP is complete without it ----------------------------------

REDIS_URL = environment.text("REDIS_URL")
if REDIS_URL:
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    _REDIS = {
        "BACKEND": "pop.core.redis_cache.Cache",
        "LOCATION": REDIS_URL,
        # Nobody waits for a cache that is away: whoever asks it goes on without (SEC-06). The first to find out waits
        # for a second, and nobody after them (pop.core.breaker).
        "OPTIONS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 1, "socket_timeout": 1},
    }
    CACHES = {"default": _REDIS, "pages": {**_REDIS, "KEY_PREFIX": "pages"}}
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # nobody pushes another's counter out
        },
        # Apart from the default, where limits are counted: pages may push each other out, but no counter.
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Busy tables of which no public page shows a word (held by a test): writing there leaves kept pages as they are.
POP_UNSHOWN_TABLES = frozenset(
    {
        "accounts_hiddenperson",
        "accounts_notice",
        "accounts_recoverycode",
        "accounts_unwantednotices",
        "audit_auditentry",
        "django_session",
        "mfa_authenticator",
        "moderation_decision",
        "moderation_exposure",
        "moderation_flag",
        "moderation_lexiconterm",
        "moderation_lexiconversion",
        "moderation_opinion",
        "moderation_passedon",
        "moderation_queueitem",
        "moderation_shift",
        "moderation_summaryalways",
        "moderation_sanction",
        "peer_circles_aside",
        "peer_circles_asidemessage",
        "peer_circles_invitation",
        "peer_circles_message",
        "peer_circles_reaction",
        "peer_circles_sessionreminder",
        "peer_circles_turn",
        "realtime_room",
        "realtime_roomevent",
        "support_chosencountry",
        "wagtailadmin_editingsession",
        "wagtailadmin_formstate",
    }
)

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
]
# Under-13s read and get help freely. Publishing and joining need a recorded consent ("consent", the default),
# stay shut ("closed"), or are open where local law allows it ("open"). SG-43.
POP_UNDER_13_GATE = environment.text("POP_UNDER_13_GATE", "consent")

# --- What happens by itself, and what never does ---------------------------------------------------

# No e-mail leaves the site, ever: notices wait inside it. A library that tried to send one would send nothing.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Servers do their chores themselves (pop.core.chores): clocks of the queue, the end of the audit log. "no": the
# machine's scheduler runs the commands of docs/operations.md.
POP_CHORES = environment.switch("POP_CHORES", True)
# Where this machine's servers note what time it is, to know a clock that leapt (pop.core.leaps).
POP_CLOCK_FILE: Path | None = Path(environment.text("POP_CLOCK_FILE") or DATA / "clock")
# Where the end of the audit log is written down, outside the database; best where its administrators cannot write.
POP_AUDIT_HEADS = Path(environment.text("POP_AUDIT_HEADS") or DATA / "audit-heads.jsonl")
# Whether people may keep a country's help page on their device. "no" takes kept pages off devices as they come by.
POP_KEEP_HELP = environment.switch("POP_KEEP_HELP", True)

# --- Words ------------------------------------------------------------------------------------------

# The one place that lists the languages: each by its BCP 47 code, named in itself, in the order people see. A further
# one is a line here and a catalogue in frontend/locale (docs/how-to-add-a-language.md).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "frontend" / "locale"]
FORMAT_MODULE_PATH = "frontend.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# --- Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What only a view hands out, after asking who may see it: never under /media/.
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "private"}},
    "staticfiles": {"BACKEND": "frontend.static_files.CompressedHashedNames"},
}

# --- By subject: Wagtail, how long and how many, signing in, walls between POP and the rest of the web -----

from pop.settings.editorial import *  # noqa: E402, F403
from pop.settings.figures import *  # noqa: E402, F403
from pop.settings.people import *  # noqa: E402, F403
from pop.settings.walls import *  # noqa: E402, F403

# --- Extras a way of running may switch on -------------------------------------------------------------

POP_GRAPHIQL = False  # the GraphQL explorer and introspection for everyone
POP_DEMO_DOOR = False  # the cast's way in without a second factor; pop.settings.demo alone opens it
