"""ETags on reads: the hash of what would be sent; `If-None-Match` gets 304."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_cache_control, set_response_etag
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response


def _matches(etag: str, wanted: str) -> bool:
    candidates = parse_etags(wanted)
    return "*" in candidates or etag in {candidate.removeprefix("W/") for candidate in candidates}


class ETagMixin:
    """Put before `APIView`: every 200 to GET or HEAD carries an ETag, and 304 answers a matching `If-None-Match`."""

    has_etag = True

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """DRF's last step; the hash is taken once the body is rendered."""
        final: Any = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if request.method not in {"GET", "HEAD"} or final.status_code != 200:
            return final
        wanted = request.headers.get("If-None-Match", "")

        def tag(rendered: HttpResponseBase) -> HttpResponseBase | None:
            set_response_etag(rendered)
            patch_cache_control(rendered, private=True, no_cache=True)
            if not _matches(rendered.headers["ETag"], wanted):
                return None
            unchanged = HttpResponseNotModified()
            for name in ("ETag", "Cache-Control", "Vary"):
                if name in rendered.headers:
                    unchanged.headers[name] = rendered.headers[name]
            return unchanged

        if not isinstance(final, Response):
            # A file is a plain response, whole from the start.
            return tag(final) or final
        final.add_post_render_callback(tag)
        return final
