"""Who may do what. Only `AUTH=required` asks: reads need viewer, writes editor, and what a view marks needs admin.

Roles are Django groups; a superuser is an admin. Browsers hold a session (with CSRF token), programs a token.
"""

from __future__ import annotations

from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, User
from rest_framework import authentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from jobs.errors import Forbidden, Unauthenticated

Role = Literal["viewer", "editor", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "editor", "admin")


def is_required() -> bool:
    """Whether this house asks for a login."""
    return bool(settings.AUTH == "required")


def role_of(user: AbstractBaseUser | AnonymousUser | None) -> Role | None:
    """The highest role of a user, None without any. Where no login is asked for, everybody is admin."""
    if not is_required():
        return "admin"
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_superuser:
        return "admin"
    names = set(user.groups.values_list("name", flat=True))
    return next((role for role in reversed(ROLES) if role in names), None)


def allows(role: Role | None, needed: Role) -> bool:
    """Whether a role is enough: viewer < editor < admin."""
    return role is not None and ROLES.index(role) >= ROLES.index(needed)


def give_role(*, user: User, role: Role) -> None:
    """Makes this the user's one role."""
    user.groups.set([Group.objects.get_or_create(name=role)[0]])


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token ...`, looked at only where a login is required."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """The user and token, or None."""
        return super().authenticate(request) if is_required() else None


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of a browser, with its CSRF token, looked at only where a login is required."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """The user, or None."""
        return super().authenticate(request) if is_required() else None


class RolePermission(BasePermission):
    """Reads need viewer, writes editor. A view that needs more says `role_needed = "admin"`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """True, or raises `Unauthenticated` or `Forbidden` with a sentence."""
        if not is_required():
            return True
        usual: Role = "viewer" if request.method in SAFE_METHODS else "editor"
        needed: Role = getattr(view, "role_needed", usual)
        if not request.user or not request.user.is_authenticated:
            raise Unauthenticated("Log in first.")
        if not allows(role_of(request.user), needed):
            raise Forbidden(f"This needs the role {needed}.")
        return True
