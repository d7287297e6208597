"""Every address of the house. What none of them serves is the front end's (`GET`) or a 404 in JSON."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from explorer import apis, experiment_apis, extraction_apis, health, schema, spa
from jobs.rest import missing

api: list[URLPattern | URLResolver] = [
    path("", include("jobs.urls")),
    path("", include("papers.urls")),
    path("", include("compute.urls")),
    path("", include("synthesis.urls")),
    path("", include("graph.demand.urls")),
    path("graph/", include("graph.urls")),
    path("imports/", apis.Imports.as_view(), name="imports"),
    path("extractions/", extraction_apis.Extractions.as_view(), name="extractions"),
    path("experiments/<slug:key>/app/", experiment_apis.ExperimentApp.as_view(), name="experiment-app"),
    path("auth/", include("explorer.auth_apis")),
    path("system/", health.System.as_view()),
    *schema.urlpatterns,
]

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("api/", include(api)),
    re_path(r"^(?:api|assets|static|ws)(?:/|$)", missing),
    re_path(r"", spa.page),
]

handler404 = "jobs.rest.missing"
handler500 = "jobs.rest.server_error"
