"""The Celery application.

celery -A explorer.celery worker -Q default                       long work
celery -A explorer.celery worker -Q experiments,gpu               runs of experiments
celery -A explorer.celery worker -B -Q control -P threads -c 2    the scheduler, the sweeper and the outbox
celery -A explorer.celery worker -Q encode -P solo                vectors of queries, kept free of other work
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "explorer.settings")
app = Celery("arboretum")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["jobs", "compute", "graph", "explorer"])
# Threads of the web server have no current app of their own, and must find this one.
app.set_default()
