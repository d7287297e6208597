"""Addresses of experiments, runs and uploads, under /api/."""

from django.urls import path

from compute.apis import experiments, runs, uploads

urlpatterns = [
    path("experiments/", experiments.ExperimentList.as_view(), name="experiment-list"),
    path("experiments/<slug:key>/", experiments.ExperimentDetail.as_view(), name="experiment-detail"),
    path("experiments/<slug:key>/history/", experiments.ExperimentHistory.as_view(), name="experiment-history"),
    path("runs/", runs.RunList.as_view(), name="run-list"),
    path("runs/<uuid:run_id>/", runs.RunDetail.as_view(), name="run-detail"),
    path("runs/<uuid:run_id>/links/", runs.RunLinks.as_view(), name="run-links"),
    # The one address without a slash at its end: it is a file.
    path("runs/<uuid:run_id>/artifacts/<str:name>", runs.RunArtifact.as_view(), name="run-artifact"),
    path("uploads/", uploads.Uploads.as_view(), name="upload-list"),
]
