"""What every REST endpoint of the house shares: strict input, one error shape, pages, ETags, schema.

An endpoint is a `rest_framework.views.APIView` that owns its serializers:

    class CollectionList(ETagMixin, APIView):
        class Query(StrictSerializer):
            q = serializers.CharField(required=False)

        def get(self, request):
            query = read_query(self.Query, request)
            return keyset_page(request, collections(**query), CollectionOutput)
"""

from jobs.parsing import IMPORT_LIMIT, JSON_LIMIT, JSONParser
from jobs.rest.errors import exception_handler, json_error, missing, server_error
from jobs.rest.etags import ETagMixin
from jobs.rest.pagination import KeysetPagination, RankPagination, page_of
from jobs.rest.schema import ApiSchema, ErrorSerializer, page_parameters
from jobs.rest.serializers import StrictSerializer, read_body, read_query

__all__ = [
    "IMPORT_LIMIT",
    "JSON_LIMIT",
    "ApiSchema",
    "ETagMixin",
    "ErrorSerializer",
    "JSONParser",
    "KeysetPagination",
    "RankPagination",
    "StrictSerializer",
    "exception_handler",
    "json_error",
    "missing",
    "page_of",
    "page_parameters",
    "read_body",
    "read_query",
    "server_error",
]
