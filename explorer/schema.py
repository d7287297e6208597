"""The OpenAPI schema and its pages. The pages load their script from an address of its own, as the CSP demands."""

from django.urls import path
from drf_spectacular import authentication
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView


class SessionScheme(authentication.SessionScheme):  # type: ignore[no-untyped-call]
    """Describes our session authentication as drf-spectacular does DRF's own."""

    target_class = "explorer.auth.SessionAuthentication"


urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema")),
]
