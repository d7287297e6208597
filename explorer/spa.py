"""The pages: one HTML file for every address that is no API's, since the browser does the routing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from jobs.rest import missing

NOT_BUILT = "The pages are not built yet: run `make build` (or `make run`), then reload.\n"


@csrf_exempt
def page(request: HttpRequest) -> HttpResponseBase:
    """`index.html` of the built front end, never cached, since it names the hashed files."""
    if request.method not in {"GET", "HEAD"}:
        return missing(request)
    index = settings.FRONTEND_DIST / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(index.read_bytes(), headers={"Cache-Control": "no-cache"})
