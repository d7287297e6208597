"""Who may do what, and how they say who they are."""

from __future__ import annotations

import json
import stat
import sys
from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from explorer import accounts, throttle
from explorer.asgi import application
from explorer.auth import allows, role_of
from jobs import services
from tests.jobs.sockets import SocketClient

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def required(settings):
    settings.AUTH = "required"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    cache.clear()
    yield settings
    cache.clear()


@pytest.fixture
def http():
    return Client(headers={"Host": "127.0.0.1:8000"}, enforce_csrf_checks=True)


def account(role: str) -> User:
    return accounts.account_set(username=role, role=role, password=PASSWORD)[0]


def post(http: Client, path: str, body: dict | None = None, **headers: str):
    return http.post(path, data=json.dumps(body or {}), content_type="application/json", headers=headers)


def log_in(http: Client, role: str) -> dict[str, str]:
    """Logs in; returns the headers of later writes."""
    answer = post(http, "/api/auth/login/", {"username": role, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return {"X-CSRFToken": http.cookies["csrftoken"].value}


def token(http: Client, role: str) -> dict[str, str]:
    account(role)
    answer = post(http, "/api/auth/token/", {"username": role, "password": PASSWORD})
    return {"Authorization": f"Token {answer.json()['token']}"}


def cancel_path() -> str:
    return f"/api/jobs/{services.enqueue(kind='import', params={}).id}/cancel/"


class TestOpen:
    def test_a_house_on_loopback_asks_nobody(self, http):
        assert http.get("/api/auth/me/").json() == {"mode": "auto", "user": None, "role": "admin"}
        assert post(http, cancel_path()).status_code == 200

    def test_it_says_that_there_is_nothing_to_log_in_to(self, http):
        answer = post(http, "/api/auth/login/", {"username": "a", "password": "b"})
        assert (answer.status_code, answer.json()["code"]) == (409, "no_login")

    def test_a_token_it_does_not_know_is_no_hindrance(self, http):
        assert http.get("/api/jobs/", headers={"Authorization": "Token none"}).status_code == 200


class TestRoles:
    @pytest.mark.parametrize(
        ("role", "read", "write"), [(None, 401, 401), ("viewer", 200, 403), ("editor", 200, 200), ("admin", 200, 200)]
    )
    def test_reads_need_viewer_and_writes_editor(self, required, http, role, read, write):
        headers = token(http, role) if role else {}
        assert http.get("/api/jobs/", headers=headers).status_code == read
        assert post(http, cancel_path(), **headers).status_code == write

    def test_an_account_without_role_may_not_even_read(self, required, http):
        headers = token(http, "viewer")
        User.objects.get(username="viewer").groups.clear()
        answer = http.get("/api/jobs/", headers=headers)
        assert (answer.status_code, answer.json()["message"]) == (403, "This needs the role viewer.")

    def test_a_superuser_is_an_admin_and_a_closed_account_nothing(self, required):
        user = User.objects.create_superuser("root")
        assert role_of(user) == "admin"
        user.is_active = False
        assert role_of(user) is None

    def test_roles_are_ordered(self):
        assert allows("admin", "viewer")
        assert allows("editor", "editor")
        assert not allows("viewer", "editor")
        assert not allows(None, "viewer")

    def test_health_stays_open(self, required, http):
        assert http.get("/healthz").status_code == 200
        assert http.get("/readyz").status_code in {200, 503}
        assert http.get("/api/auth/me/").json() == {"mode": "required", "user": None, "role": None}

    @pytest.mark.parametrize("path", ["/api/system/", "/api/schema/", "/api/papers/", "/api/collections/"])
    def test_everything_else_is_closed(self, required, http, path):
        assert http.get(path).status_code == 401


class TestSession:
    def test_a_browser_logs_in_writes_and_logs_out(self, required, http):
        account("editor")
        headers = log_in(http, "editor")
        assert http.get("/api/auth/me/").json() == {"mode": "required", "user": "editor", "role": "editor"}
        assert post(http, cancel_path(), **headers).status_code == 200
        assert post(http, "/api/auth/logout/", **headers).status_code == 204
        assert http.get("/api/jobs/").status_code == 401

    def test_a_session_without_csrf_token_cannot_write(self, required, http):
        account("editor")
        log_in(http, "editor")
        answer = post(http, cancel_path())
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")

    def test_cookies_are_secure_except_over_plain_http_on_loopback(self, required, http):
        account("viewer")
        log_in(http, "viewer")
        assert {name: bool(cookie["secure"]) for name, cookie in http.cookies.items()} == {
            "sessionid": False,
            "csrftoken": False,
        }
        required.ALLOWED_HOSTS = ["papers.example.com"]
        required.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        far = Client(headers={"Host": "papers.example.com", "X-Forwarded-Proto": "https"})
        log_in(far, "viewer")
        assert all(cookie["secure"] for cookie in far.cookies.values())
        assert far.cookies["sessionid"]["httponly"]

    def test_plain_http_from_afar_is_sent_to_https(self, required):
        required.ALLOWED_HOSTS = ["papers.example.com"]
        answer = Client(headers={"Host": "papers.example.com"}).get("/api/jobs/?kind=import")
        assert (answer.status_code, answer.url) == (301, "https://papers.example.com/api/jobs/?kind=import")

    def test_guessing_is_slowed_down_per_name_and_the_right_password_waits_too(self, required, http):
        account("admin")
        for _ in range(throttle.PER_NAME):
            answer = post(http, "/api/auth/login/", {"username": "admin", "password": "wrong"})
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        answer = post(http, "/api/auth/token/", {"username": "admin", "password": PASSWORD})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
        account("viewer")
        log_in(http, "viewer")

    def test_guessing_many_names_is_slowed_down_per_address(self, required, http):
        for number in range(throttle.PER_ADDRESS):
            post(http, "/api/auth/login/", {"username": f"name{number}", "password": "wrong"})
        assert post(http, "/api/auth/login/", {"username": "other", "password": "wrong"}).status_code == 429

    @pytest.mark.parametrize("body", [{}, {"username": 1, "password": "x"}, {"username": "a", "password": "b", "x": 1}])
    def test_credentials_are_read_strictly(self, required, http, body):
        assert post(http, "/api/auth/login/", body).status_code == 400


@pytest.mark.django_db(transaction=True)
class TestSockets:
    async def code(self, *headers: tuple[bytes, bytes]) -> int:
        client = SocketClient(application, "/ws/jobs/", [(b"host", b"localhost"), *headers])
        await client.connect()
        if await client.is_quiet():
            await client.close()
            return 0
        message = await client.receive()
        assert message["type"] == "error"
        return await client.receive_close()

    async def test_a_socket_needs_a_login_too(self, required):
        assert await self.code() == 4401

    async def test_a_program_shows_its_token(self, required, http):
        headers = await sync_to_async(token)(http, "viewer")
        assert await self.code((b"authorization", headers["Authorization"].encode())) == 0

    async def test_a_browser_shows_its_session(self, required, http):
        await sync_to_async(account)("viewer")
        await sync_to_async(log_in)(http, "viewer")
        assert await self.code((b"cookie", f"sessionid={http.cookies['sessionid'].value}".encode())) == 0

    async def test_an_account_without_role_is_refused(self, required, http):
        headers = await sync_to_async(token)(http, "viewer")
        user = await User.objects.aget(username="viewer")
        await sync_to_async(user.groups.clear)()
        assert await self.code((b"authorization", headers["Authorization"].encode())) == 4403


class TestCommands:
    def test_the_first_admin_gets_a_password_nobody_else_can_read(self, settings, tmp_path, required, http):
        settings.VAR_DIR = tmp_path
        said = StringIO()
        call_command("create_admin", stdout=said)
        path = tmp_path / "secrets" / "admin_password"
        password = path.read_text().strip()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert password not in said.getvalue()
        assert post(http, "/api/auth/login/", {"username": "admin", "password": password}).json()["role"] == "admin"
        call_command("create_admin", stdout=said)
        assert path.read_text().strip() == password
        assert "nothing changed" in said.getvalue()

    def test_an_account_is_made_and_changed(self, required, http):
        said = StringIO()
        call_command("account", "ann", "--role", "viewer", stdout=said)
        password = said.getvalue().rpartition(": ")[2].strip()
        assert post(http, "/api/auth/login/", {"username": "ann", "password": password}).json()["role"] == "viewer"
        call_command("account", "ann", "--role", "editor", "--keep", stdout=said)
        assert http.get("/api/auth/me/").json()["role"] == "editor"

    def test_a_weak_password_is_refused(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", StringIO("password\n"))
        with pytest.raises(CommandError, match="too short"):
            call_command("account", "ann", "--role", "viewer", "--ask")
        assert not User.objects.filter(username="ann").exists()
