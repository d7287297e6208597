"""What every endpoint shares: strict bodies, one error shape, ETags."""

from __future__ import annotations

import inspect
import json

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

import jobs.rest
from jobs import errors
from jobs.parsing import MAX_DEPTH, parse_json
from jobs.rest import ETagMixin, StrictSerializer, read_body, read_query
from jobs.rest.errors import as_app_error

requests = APIRequestFactory(SERVER_NAME="localhost")


class Echo(ETagMixin, APIView):
    """Answers what it was sent."""

    class Body(StrictSerializer):
        class Inner(StrictSerializer):
            deep = serializers.BooleanField()

        name = serializers.CharField(required=False, max_length=20)
        count = serializers.IntegerField(required=False, min_value=0)
        share = serializers.FloatField(required=False)
        ids = serializers.ListField(child=serializers.CharField(), required=False)
        inner = Inner(required=False)

    class Query(StrictSerializer):
        count = serializers.IntegerField(required=False)
        loud = serializers.BooleanField(required=False)

    def get(self, request):
        return Response(read_query(self.Query, request))

    def post(self, request):
        return Response(read_body(self.Body, request))


def post(body: bytes | str):
    return Echo.as_view()(requests.post("/", data=body, content_type="application/json")).render()


def message(answer) -> str:
    body = json.loads(answer.content)
    assert set(body) == {"code", "message", "details"}
    return body["message"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('{"name": 5}', "name: Give text"),
        ('{"name": "n", "nmae": 1}', "nmae: Unknown field"),
        ('{"count": "5"}', "count: Give a whole number"),
        ('{"count": true}', "count: Give a whole number"),
        ('{"count": 5.5}', "count: Give a whole number"),
        ('{"share": "0.5"}', "share: Give a number"),
        ('{"ids": ["a", 1]}', "ids: Give text"),
        ('{"ids": "a"}', "ids"),
        ('{"inner": {"deep": "yes"}}', "inner.deep: Give true or false"),
        ('{"inner": {"deep": true, "x": 1}}', "inner.x: Unknown field"),
        ('{"count": -1}', "count"),
        ('{"name": "' + "n" * 21 + '"}', "name"),
        ("[]", "must be a JSON object"),
        ("null", "must be a JSON object"),
        ("{", "not JSON"),
        ('{"name": "\\u0000"}', "null character"),
        ('{"name": "\\ud800"}', "surrogate"),
        ('{"share": 1e999}', "too large"),
        ('{"share": Infinity}', "not JSON"),
        ('{"count": ' + "9" * 5000 + "}", "not JSON"),
        (b'{"name": "\xff"}', "not JSON"),
        ("[" * 100_000, "nested deeper"),
        ('{"ids": ' + "[" * 70 + "]" * 70 + "}", "nested deeper"),
    ],
)
def test_a_body_that_is_not_understood_is_refused_with_a_sentence(body, word):
    answer = post(body)
    assert answer.status_code == 400
    assert word in message(answer)


def test_a_body_over_the_limit_is_refused():
    answer = post(json.dumps({"name": "n" * (1 << 20)}))
    assert (answer.status_code, answer.data["code"]) == (413, "too_large")


def test_an_empty_body_is_an_empty_object():
    assert post("").data == {}


def test_query_parameters_are_strict_about_names_and_read_numbers():
    assert Echo.as_view()(requests.get("/?count=5&loud=true")).data == {"count": 5, "loud": True}
    answer = Echo.as_view()(requests.get("/?cuont=5")).render()
    assert (answer.status_code, message(answer).split(":")[0]) == (400, "cuont")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def refusal(body: bytes) -> str:
    """The sentence with which a body is refused, "" when it is read."""
    try:
        parse_json(body)
    except errors.Invalid as problem:
        return problem.message
    return ""


@given(json_values)
def test_every_json_value_is_read_as_the_standard_library_does_or_refused(value):
    body = json.dumps(value).encode()
    if refusal(body):
        assert b"\\u0000" in body or b"\\ud" in body
    else:
        assert parse_json(body) == value


@given(st.binary(max_size=200))
def test_no_bytes_are_an_unexpected_error(body):
    assert refusal(body)[-1:] in {"", "."}


def test_depth_is_counted_to_its_limit():
    assert parse_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_a_read_that_did_not_change_is_not_sent_again():
    first = Echo.as_view()(requests.get("/?count=5")).render()
    tag = first.headers["ETag"]
    again = Echo.as_view()(requests.get("/?count=5", HTTP_IF_NONE_MATCH=tag)).render()
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    weak = Echo.as_view()(requests.get("/?count=5", HTTP_IF_NONE_MATCH=f'"other", W/{tag}')).render()
    assert weak.status_code == 304
    other = Echo.as_view()(requests.get("/?count=6", HTTP_IF_NONE_MATCH=tag)).render()
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def every_error() -> list[type[errors.AppError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.AppError)]
    return [kind for kind in found if kind is not errors.AppError]


@pytest.mark.parametrize("kind", every_error())
def test_every_error_of_the_house_has_a_status_and_a_code_of_its_own(kind):
    others = [other for other in every_error() if other is not kind]
    assert 400 <= kind.status <= 503
    assert (kind.status, kind.code) not in {(other.status, other.code) for other in others}
    assert kind.__name__ in errors.__all__
    assert f"+ {kind.__name__} " in errors.__doc__
    assert str(kind.status) in errors.__doc__


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (Http404("x"), 404, "not_found"),
        (exceptions.NotAuthenticated(), 401, "unauthenticated"),
        (exceptions.PermissionDenied(), 403, "forbidden"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "unsupported"),
        (exceptions.Throttled(wait=1.2), 429, "throttled"),
    ],
)
def test_errors_of_the_frameworks_are_translated(raised, status, code):
    known = as_app_error(raised)
    assert (known.status, known.code) == (status, code)


def test_an_unexpected_error_is_left_to_the_log():
    assert as_app_error(ZeroDivisionError()) is None


def test_the_public_names_exist_and_are_sorted():
    assert all(hasattr(jobs.rest, name) for name in jobs.rest.__all__)
