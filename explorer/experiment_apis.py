"""REST of exported apps: they carry papers and a piece of the graph, which other rooms have."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from compute.services.runs import experiment_named
from explorer.exporting import app_zip
from jobs.rest import read_query
from papers.apis.exports import file_attachment
from papers.apis.fields import NothingSerializer


class ExperimentApp(APIView):
    """The experiment as an app of its own."""

    @extend_schema(operation_id="experiments_app_retrieve", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, key: str) -> HttpResponse:
        """A zip with `app.py`, `requirements.txt` and `README.md`; it runs without Arboretum."""
        read_query(NothingSerializer, request)
        found = experiment_named(key)
        return file_attachment(app_zip(experiment=found), "application/zip", f"arboretum-{found.key}.zip")
