"""REST of accounts: log in and out, who am I, a token for programs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import AbstractBaseUser, User
from django.middleware.csrf import get_token
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authtoken.models import Token
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from explorer.auth import ROLES, is_required, role_of
from explorer.throttle import check_login, count_failure, forget_failures
from jobs.errors import Conflict, Unauthenticated
from jobs.rest import StrictSerializer, read_body


class CredentialsSerializer(StrictSerializer):
    """A name and a password."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=4096, trim_whitespace=False)


class AccountSerializer(serializers.Serializer[Any]):
    """Who is asking, and whether this house asks for a login."""

    mode = serializers.ChoiceField(["auto", "required", "open"])
    user = serializers.CharField(allow_null=True)
    role = serializers.ChoiceField(ROLES, allow_null=True)


class TokenSerializer(serializers.Serializer[Any]):
    """A token for programs: send it as `Authorization: Token ...`."""

    token = serializers.CharField()


def account(user: AbstractBaseUser | Any) -> dict[str, Any]:
    """The body of `AccountSerializer`."""
    known = is_required() and user is not None and user.is_authenticated
    return {"mode": settings.AUTH, "user": user.get_username() if known else None, "role": role_of(user)}


def _user_of(request: Request) -> User:
    """The user whose credentials the body holds; raises `Conflict`, `Throttled` or `Unauthenticated`."""
    if not is_required():
        raise Conflict("This server asks for no login.", code="no_login")
    given = read_body(CredentialsSerializer, request)
    who = {"address": request.META.get("REMOTE_ADDR") or "", "username": given["username"]}
    check_login(**who)
    user = authenticate(request._request, **given)
    if not isinstance(user, User):
        count_failure(**who)
        raise Unauthenticated("The name or the password is wrong.")
    forget_failures(**who)
    return user


class Login(APIView):
    """Log in with a session."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    @extend_schema(request=CredentialsSerializer, responses=AccountSerializer)
    def post(self, request: Request) -> Response:
        """Starts a session; later writes send the cookie `csrftoken` as the header `X-CSRFToken`."""
        user = _user_of(request)
        login(request._request, user)
        get_token(request._request)
        return Response(account(user))


class Logout(APIView):
    """Log out."""

    role_needed = "viewer"

    @extend_schema(request=None, responses={204: OpenApiResponse(description="The session is over.")})
    def post(self, request: Request) -> Response:
        """Ends the session; does nothing where there is none."""
        if is_required():
            logout(request._request)
        return Response(status=204)


class Me(APIView):
    """Who am I."""

    permission_classes: list[Any] = []

    @extend_schema(responses=AccountSerializer)
    def get(self, request: Request) -> Response:
        """The user and role of this request; `user` is null without a login. Hands out the CSRF cookie."""
        if is_required():
            get_token(request._request)
        return Response(account(request.user))


class TokenCreate(APIView):
    """A token for programs."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    @extend_schema(request=CredentialsSerializer, responses=TokenSerializer)
    def post(self, request: Request) -> Response:
        """The token of this account, made on first use."""
        return Response({"token": Token.objects.get_or_create(user=_user_of(request))[0].key})


urlpatterns = [
    path("login/", Login.as_view()),
    path("logout/", Logout.as_view()),
    path("me/", Me.as_view()),
    path("token/", TokenCreate.as_view()),
]
