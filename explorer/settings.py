"""Django settings, all derived from `explorer.env` and the engines that run (`explorer.engines`)."""

import os
from pathlib import Path

from explorer import env
from explorer.addresses import Addresses, secret
from graph.topics import TOPICS as GRAPH_TOPICS

BASE_DIR = env.BASE_DIR
ENV = env.load(os.environ)
VAR_DIR: Path = ENV["VAR_DIR"].resolve()
ADDRESSES = Addresses.resolve(ENV)

SECRET_KEY = ENV["SECRET_KEY"] or secret(VAR_DIR, "secret_key")
DEBUG = ENV["DEBUG"]
HOST = ENV["HOST"]
AUTH = ENV["AUTH"]
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK_HOSTS, *ENV["ALLOWED_HOSTS"]]

# Where logins are required the cookies and HSTS assume HTTPS, except on loopback (explorer.middleware).
HTTPS = ENV["HTTPS"] == "on" or (ENV["HTTPS"] == "auto" and AUTH == "required")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV["TRUST_PROXY"] else None
CSRF_FAILURE_VIEW = "explorer.middleware.csrf_failure"
# The redirect to HTTPS is our own middleware's, which leaves loopback alone.
SILENCED_SYSTEM_CHECKS = ["security.W008"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "jobs",
    "papers",
    "compute",
    "synthesis",
    "graph",
    "explorer",
]
MIDDLEWARE = [
    "explorer.middleware.SecurityMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
ROOT_URLCONF = "explorer.urls"
ASGI_APPLICATION = "explorer.asgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"

DATABASES = {"default": ADDRESSES.django_database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ADDRESSES.redis(1)}}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [ADDRESSES.redis(2)], "prefix": ADDRESSES.channel_prefix(2)},
    }
}

CELERY_BROKER_URL = ADDRESSES.redis(0)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# In memory: what is due is decided by rows in the database, so a schedule on disk has nothing to remember.
CELERY_BEAT_SCHEDULER = "celery.beat.Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "jobs.tasks.sweep", "schedule": 5.0, "options": {"queue": "control", "expires": 10}},
    "drain": {"task": "jobs.tasks.drain", "schedule": 2.0, "options": {"queue": "control", "expires": 10}},
    "saved_searches": {"task": "explorer.tasks.saved_searches", "schedule": 300.0, "options": {"queue": "control"}},
    "concepts": {"task": "explorer.tasks.concepts", "schedule": 5.0, "options": {"queue": "control", "expires": 10}},
    "graph": {"task": "graph.tasks.watch", "schedule": 15.0, "options": {"queue": "control", "expires": 10}},
    "experiments": {
        "task": "explorer.tasks.experiments",
        "schedule": 30.0,
        "options": {"queue": "control", "expires": 60},
    },
    "forget_runs": {"task": "explorer.tasks.forget_runs", "schedule": 3600.0, "options": {"queue": "control"}},
    "forget_texts": {"task": "explorer.tasks.forget_texts", "schedule": 3600.0, "options": {"queue": "control"}},
    "forget_steps": {"task": "jobs.tasks.forget_steps", "schedule": 3600.0, "options": {"queue": "control"}},
}

# kind of job -> dotted path of its handler, so that `jobs` need not import the rooms above it.
JOB_HANDLERS = {
    "import": "explorer.workflows.run_import",
    "synthesis": "explorer.workflows.run_synthesis",
    "extract": "explorer.workflows.run_extraction",
    "breeding": "explorer.breeding.run_breeding",
    "concepts": "explorer.concepts.run_concepts",
    "graph": "graph.rebuild.run_rebuild",
    "rewriting": "explorer.rewriting.run_rewriting",
    "run": "explorer.experiments.run_experiment",
    "saved_search": "papers.saved_searches.run_saved_search",
}
# What the papers room asks of the rooms above it; `papers.hooks` says what each is.
PAPER_DEPENDENTS = "explorer.deletion.paper_dependents"
PAPER_WITHDRAW = "explorer.deletion.paper_withdraw"
PAPER_TERMS = "compute.selectors.readings"
PAPER_READING = "compute.selectors.reading"
PAPER_NEAR_DUPLICATES = "compute.selectors.near_duplicates"
PAPERS_RELATED = "compute.related.related"
PAPER_MARKDOWN = "synthesis.reports.paper_markdown"
COLLECTION_REPORT = "synthesis.reports.collection_report"
QUERY_VECTOR = "compute.queries.query_vector"
COLLECTION_SYNTHESES = "synthesis.selectors.collection_syntheses"
# topic of an outbox row -> dotted path of what receives it.
OUTBOX_SINKS = dict.fromkeys(GRAPH_TOPICS, "graph.sinks.project")

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "jobs.rest.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "jobs.rest.ApiSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["jobs.parsing.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["explorer.auth.TokenAuthentication", "explorer.auth.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["explorer.auth.RolePermission"],
    "DEFAULT_METADATA_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Arboretum",
    "DESCRIPTION": "Papers, trees of ideas, merged diagrams and jobs.",
    "VERSION": "0.1.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "JobState": "jobs.models.Job.State",
        "JobEventType": "jobs.models.JobEvent.Type",
        "TreeKind": "synthesis.models.Tree.Kind",
        "BreedingOperator": "synthesis.core.breeding.OPERATORS",
        "GraphNodeType": "graph.apis.shapes.KINDS",
        "GraphEdgeType": "graph.apis.shapes.EDGE_TYPES",
    },
    "SERVE_PERMISSIONS": ["explorer.auth.RolePermission"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV["LOG_LEVEL"]},
    "loggers": {
        # The driver logs as errors what it raises anyway, every try while a server starts included.
        "neo4j": {"level": "CRITICAL"},
        # The clients of a language model tell of every request, at the lowest level with what it holds.
        **{name: {"level": "WARNING"} for name in ("openai", "httpx2", "httpcore2")},
    },
}

STATIC_URL = "/static/"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+-[\w-]{8,}\.\w+$"

ARXIV_API_URL = ENV["ARXIV_API_URL"]
ARXIV_INTERVAL = ENV["ARXIV_INTERVAL"]
ARXIV_TIMEOUT = ENV["ARXIV_TIMEOUT"]
DEVICE = ENV["DEVICE"]
ENCODER = ENV["ENCODER"]
ROUGE_BACKEND = ENV["ROUGE_BACKEND"]
HUB_MODELS = ENV["HUB_MODELS"]
REAL_CLOUDS = ENV["REAL_CLOUDS"]
LLM_BASE_URL = ENV["LLM_BASE_URL"]
LLM_MODEL = ENV["LLM_MODEL"]
LLM_API_KEY = ENV["LLM_API_KEY"]
LLM_TIMEOUT = ENV["LLM_TIMEOUT"]
STARTER_LIBRARY = ENV["STARTER_LIBRARY"]
GRAPH = ADDRESSES.graph()
GRAPH_READER = ADDRESSES.graph_reader()
GRAPH_QUERY_SECONDS = ENV["GRAPH_QUERY_SECONDS"]
GRAPH_QUERY_ROWS = ENV["GRAPH_QUERY_ROWS"]
GRAPH_QUERY_MEGABYTES = ENV["GRAPH_QUERY_MEGABYTES"]
