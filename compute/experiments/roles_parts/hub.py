"""A stand-in for the Hugging Face hub: the part of its HTTP API that `huggingface_hub` calls, on loopback.

Repositories of models, data sets and Spaces with commits, large files over the git-lfs batch protocol, and downloads.
The shapes are those of https://huggingface.co/docs/hub/api and of huggingface_hub 2.4's own requests.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from compute.experiments.shared.standin import Answer, Asked, serving

# Any other is refused, as the hub refuses a wrong one.
TOKEN = "hf_local"  # noqa: S105  (it opens nothing but this stand-in)
USER = "arboretum"
LARGE = (".safetensors", ".whl", ".onnx", ".parquet", ".npy", ".so")
WHEN = "2025-01-01T00:00:00.000Z"
_KINDS = {"models": "", "datasets": "datasets/", "spaces": "spaces/"}
_ID = r"(?P<id>[\w.-]+/[\w.-]+)"
_API = re.compile(
    rf"/api/(?P<kind>models|datasets|spaces)/{_ID}(?:/(?P<call>\w+)/(?P<revision>[\w.-]+))?(?:/(?P<rest>.*))?"
)
_FILE = re.compile(rf"/(?:(?P<kind>datasets|spaces)/)?{_ID}/resolve/(?P<revision>[\w.-]+)/(?P<path>.+)")
_LFS = re.compile(rf"/(?:(?P<kind>datasets|spaces)/)?{_ID}\.git/info/lfs/objects/batch")


@dataclasses.dataclass
class Repository:
    """Files of the one branch `main`; `sha` is the last commit's."""

    kind: str
    id: str
    sdk: str | None
    files: dict[str, bytes] = dataclasses.field(default_factory=dict)
    large: set[str] = dataclasses.field(default_factory=set)
    commits: list[tuple[str, str]] = dataclasses.field(default_factory=list)

    @property
    def sha(self) -> str:
        """The newest commit."""
        return self.commits[-1][0]

    def commit(self, summary: str) -> str:
        """A commit whose name follows from the files and what came before."""
        digest = hashlib.sha1(json.dumps([self.id, self.commits], default=str).encode(), usedforsecurity=False)
        for path in sorted(self.files):
            digest.update(path.encode() + self.files[path])
        self.commits.append((digest.hexdigest(), summary))
        return self.sha


class Hub:
    """The repositories, and what was asked for: `asked` holds (method, path, status)."""

    def __init__(self) -> None:
        self.repositories: dict[tuple[str, str], Repository] = {}
        self.asked: list[tuple[str, str, int]] = []
        self._objects: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self.url = ""

    def handle(self, asked: Asked) -> Answer:
        """The answer to a request; the token is wanted for everything but downloads."""
        with self._lock:
            answer = self._answer(asked)
            self.asked.append((asked.method, asked.path, answer.status))
        return answer

    def _answer(self, asked: Asked) -> Answer:
        if match := _FILE.fullmatch(asked.path):
            return self._download(match)
        if asked.path.startswith("/lfs/") and asked.method == "PUT":
            return self._keep(asked.path.removeprefix("/lfs/"), asked.body)
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Answer({"error": "Invalid username or password."}, 401)
        if asked.path == "/api/whoami-v2":
            return Answer({"type": "user", "name": USER, "auth": {"accessToken": {"role": "write"}}, "orgs": []})
        if asked.path == "/api/repos/create":
            return self._create(asked.json())
        if asked.path == "/api/validate-yaml":
            return Answer({"errors": [], "warnings": []})
        if match := _LFS.fullmatch(asked.path):
            return self._batch(asked.json())
        if match := _API.fullmatch(asked.path):
            return self._repository(match, asked)
        return Answer({"error": "Not found"}, 404)

    def _create(self, wanted: dict[str, Any]) -> Answer:
        kind = f"{wanted.get('type') or 'model'}s"
        id_ = f"{wanted.get('organization') or USER}/{wanted['name']}"
        body = {"url": f"{self.url}/{_KINDS[kind]}{id_}", "name": id_}
        if (kind, id_) in self.repositories:
            return Answer({"error": "You already created this repo", **body}, 409)
        repository = Repository(kind, id_, wanted.get("sdk"))
        repository.commit("initial commit")
        self.repositories[kind, id_] = repository
        return Answer(body)

    def _repository(self, match: re.Match[str], asked: Asked) -> Answer:
        repository = self.repositories.get((match["kind"], match["id"]))
        if repository is None:
            return Answer({"error": "Repository not found"}, 404, {"x-error-code": "RepoNotFound"})
        call = match["call"]
        if call in (None, "revision"):
            return Answer(_info(repository))
        if call == "preupload":
            return Answer({"files": [_mode(one["path"]) for one in asked.json()["files"]]})
        if call == "commit":
            return self._commit(repository, asked.body)
        if call == "tree":
            return Answer([_entry(repository, path) for path in sorted(repository.files)])
        return Answer({"error": "Not found"}, 404)

    def _commit(self, repository: Repository, body: bytes) -> Answer:
        summary = ""
        for line in body.splitlines():
            step = json.loads(line)
            key, value = step["key"], step["value"]
            if key == "header":
                summary = value["summary"]
            elif key == "file":
                repository.files[value["path"]] = base64.b64decode(value["content"])
                repository.large.discard(value["path"])
            elif key == "lfsFile":
                if value["oid"] not in self._objects:
                    return Answer({"error": f"{value['path']} was not uploaded"}, 400)
                repository.files[value["path"]] = self._objects[value["oid"]]
                repository.large.add(value["path"])
            elif key == "deletedFile":
                repository.files.pop(value["path"], None)
        oid = repository.commit(summary)
        url = f"{self.url}/{_KINDS[repository.kind]}{repository.id}/commit/{oid}"
        return Answer({"success": True, "commitOid": oid, "commitUrl": url})

    def _batch(self, wanted: dict[str, Any]) -> Answer:
        def one(asked: dict[str, Any]) -> dict[str, Any]:
            known = {"oid": asked["oid"], "size": asked["size"]}
            if asked["oid"] in self._objects:
                return known
            return {**known, "actions": {"upload": {"href": f"{self.url}/lfs/{asked['oid']}", "header": {}}}}

        return Answer({"transfer": "basic", "objects": [one(asked) for asked in wanted["objects"]]})

    def _keep(self, oid: str, body: bytes) -> Answer:
        if hashlib.sha256(body).hexdigest() != oid:
            return Answer({"error": "The content does not match its name"}, 400)
        self._objects[oid] = body
        return Answer({})

    def _download(self, match: re.Match[str]) -> Answer:
        repository = self.repositories.get((match["kind"] or "models", match["id"]))
        if repository is None:
            return Answer({"error": "Repository not found"}, 404, {"x-error-code": "RepoNotFound"})
        content = repository.files.get(match["path"])
        if content is None:
            return Answer({"error": "Entry not found"}, 404, {"x-error-code": "EntryNotFound"})
        headers = {"x-repo-commit": repository.sha, "etag": f'"{_oid(repository, match["path"])}"'}
        return Answer(content, headers=headers)


@contextlib.contextmanager
def hub() -> Iterator[Hub]:
    """The hub, answering at its `url` until the block ends."""
    one = Hub()
    with serving(one.handle) as url:
        one.url = url
        yield one


def _mode(path: str) -> dict[str, Any]:
    large = PurePosixPath(path).suffix in LARGE
    return {"path": path, "uploadMode": "lfs" if large else "regular", "shouldIgnore": False}


def _oid(repository: Repository, path: str) -> str:
    content = repository.files[path]
    if path in repository.large:
        return hashlib.sha256(content).hexdigest()
    # As git names the content of a file.
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _entry(repository: Repository, path: str) -> dict[str, Any]:
    size, oid = len(repository.files[path]), _oid(repository, path)
    lfs = {"lfs": {"oid": oid, "size": size, "pointerSize": 134}} if path in repository.large else {}
    return {"type": "file", "path": path, "size": size, "oid": oid, **lfs}


def _info(repository: Repository) -> dict[str, Any]:
    siblings = [
        {"rfilename": path, "size": len(content), "blobId": _oid(repository, path)}
        for path, content in sorted(repository.files.items())
    ]
    info = {
        "_id": repository.sha[:24], "id": repository.id, "modelId": repository.id, "author": USER,
        "sha": repository.sha, "lastModified": WHEN, "createdAt": WHEN, "private": False, "gated": False,
        "disabled": False, "downloads": 0, "likes": 0, "tags": [], "siblings": siblings,
    }  # fmt: skip
    return {**info, "sdk": repository.sdk} if repository.sdk else info
