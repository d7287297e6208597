"""What the roles write is run and checked; a fault makes a role revise; messages decide what is written."""

import json
import shutil
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from compute.experiments.base import Cancelled, ExperimentError
from compute.experiments.roles import EXPERIMENT
from compute.experiments.roles_parts import data_role, licences, maintainer_role, screens
from compute.experiments.roles_parts.agent import Refused
from compute.experiments.roles_parts.hub import TOKEN, Hub
from compute.experiments.shared import node
from compute.experiments.shared.standin import Answer, Asked, serving
from tests.compute.experiments.harness import Ran, run_with

ROOT = Path(__file__).resolve().parents[3]
NOBODY: dict[str, Any] = {
    "cuda_engineer": False,
    "data_engineer": False,
    "maintainer": False,
    "organization": "none",
    "nanobind": False,
    "papers": 30,
}


def attempts(ran: Ran) -> dict[str, int]:
    return {row["task"]: row["attempts"] for row in ran.tables["Task board"]}


def refusals(ran: Ran) -> list[str]:
    return [row["facts"] for row in ran.tables["Messages"] if row["subject"] == "check failed"]


def written(ran: Ran, name: str) -> str:
    with zipfile.ZipFile(ran.artifacts / "written.zip") as archive:
        return archive.read(name).decode()


def test_the_cuda_engineer_builds_what_the_data_engineer_asks_for_and_mends_a_fault() -> None:
    asked = {"cuda_engineer": True, "data_engineer": True, "measure": "jaccard", "precision": "float64", "tile": 8}
    ran = run_with(EXPERIMENT, {**NOBODY, **asked, "nanobind": True, "fault": "CUDA engineer"})
    assert attempts(ran) == {
        "Describe the knowledge graph": 1,
        "Model it in SQL and Cosmos DB": 1,
        "Ask every database": 1,
        "Wrap the CUDA library for Python": 2,
        "CUDA without nvcc: NVRTC, cudart, cuBLAS": 1,
    }
    assert "differs from numpy" in refusals(ran)[0]
    assert "shared / all" in written(ran, "cuda_engineer/similarity.h")
    assert "* 8 +" in written(ran, "cuda_engineer/kernel.h")
    builds = {row["path"]: row for row in ran.tables["Builds of the library"]}
    assert builds["OpenMP by ctypes"]["largest difference"] < 1e-12
    assert builds["OpenMP by nanobind"]["largest difference"] < 1e-12
    # The similarities that the databases hold are the library's.
    assert not any("no library came" in line for line in ran.log)
    assert ran.metrics["Questions answered alike"] >= 8


@pytest.mark.skipif(shutil.which("nvcc") is None, reason="nvcc is not on this machine")
def test_without_a_gpu_the_cuda_path_reports_its_own_code() -> None:
    if shutil.which("nvidia-smi"):
        pytest.skip("a GPU may be here")
    ran = run_with(EXPERIMENT, {**NOBODY, "cuda_engineer": True})
    cuda = next(row for row in ran.tables["Builds of the library"] if row["path"] == "CUDA by ctypes")
    # cudaErrorInsufficientDriver and cudaErrorNoDevice.
    assert cuda["code"] in (35, 100)
    assert cuda["CUDA says"]
    assert ran.metrics["CUDA error code"] == cuda["code"]
    assert ran.metrics["Builds that agree with numpy"] == 1


def test_a_wrong_query_is_found_by_the_other_databases_and_written_again() -> None:
    ran = run_with(EXPERIMENT, {**NOBODY, "data_engineer": True, "fault": "data engineer"})
    assert attempts(ran)[data_role.ASK] == 2
    assert "recent (relational)" in refusals(ran)[0]
    assert len(ran.tables["Questions and answers"]) >= 8
    assert ran.metrics["Databases compared"] == 3
    assert {row["database"] for row in ran.tables["Queries"]} == {"relational", "jsonb", "cosmos"}
    answers = [row["answer of all"] for row in ran.tables["Questions and answers"]]
    assert answers[0] == "30"
    assert all(answers)


def test_the_maintainer_takes_code_out_of_a_wheel_and_the_hub_gives_back_what_was_pushed() -> None:
    ran = run_with(EXPERIMENT, {**NOBODY, "maintainer": True, "fault": "open-source maintainer", "licence": "MIT"})
    assert attempts(ran)[maintainer_role.PACK] == 2
    assert "_core.pyx" in refusals(ran)[0]
    assert ran.metrics["Files of code in the wheel"] == 0
    files = [row["file"] for row in ran.tables["Files in the wheel"]]
    assert any("_core." in name and name.endswith((".so", ".pyd")) for name in files)
    assert any(name.endswith("licenses/LICENSE") for name in files)
    assert not any(name.endswith(("NOTICE", ".pyx", ".c")) for name in files)
    readable = {row["wheel"]: row for row in ran.tables["What a reader finds in a wheel"]}
    assert readable[".pyc"]["instructions"] > 10
    assert readable["compiled"]["instructions"] == 0
    asked = {(row["method"], row["path"].split("/")[-1]) for row in ran.tables["What the hub was asked"]}
    assert ("POST", "create") in asked
    assert "license: mit" in (ran.artifacts / "model-card.md").read_text()


def test_the_organizations_parts_run_in_a_folder_with_a_long_name_too(tmp_path: Path) -> None:
    home = tmp_path / "/".join(["a-house-in-a-folder-far-down"] * 3)
    ran = run_with(EXPERIMENT, {**NOBODY, "organization": "all", "batch_rows": 20_000}, home=home)
    assert set(attempts(ran).values()) == {1}
    assert ran.metrics["Groups that differ between C++ and SQL"] == 0
    assert ran.metrics["Rows of the batch job"] == 20_000
    assert ran.metrics["Back ends that agree"] == 2
    pushed = {row["kind"] for row in ran.tables["Data set and Space on the hub"]}
    assert pushed == {"dataset", "space"}
    # The seed is odd, so the first press went astray and was seen to have.
    looks = ran.tables["Computer use"]
    assert [row["action"] for row in looks].count("press") == 2
    assert looks[-1]["the page shows"] == f"{ran.metrics['Papers the component shows']} papers"
    page = (ran.artifacts / "component.html").read_text()
    assert 'sandbox="allow-scripts"' in page
    assert "default-src &#x27;none&#x27;" in page


RIGHT = """BOTH inline real similarity(const real* a, const real* b, int dims) {
  real ab = 0, aa = 0, bb = 0;
  for (int i = 0; i < dims; ++i) { ab += a[i] * b[i]; aa += a[i] * a[i]; bb += b[i] * b[i]; }
  return aa * bb > 0 ? ab / sqrt(aa * bb) : 0;
}"""
HOSTILE = (
    '#include <cstdlib>\nBOTH inline real similarity(const real* a, const real* b, int d) { system("id"); return 0; }'
)


class Author:
    """A model that gives prepared answers in turn, and keeps what it was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = deque(answers), list[dict[str, Any]]()

    def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked.json())
        text = f"Here it is:\n```cpp\n{self.answers.popleft()}\n```"
        return Answer({"choices": [{"message": {"role": "assistant", "content": text}}]})


@pytest.fixture
def author() -> Iterator[tuple[Author, dict[str, str]]]:
    one = Author(RIGHT.replace("ab / sqrt(aa * bb)", "ab"), RIGHT)
    with serving(one) as url:
        yield one, {"LLM_BASE_URL": f"{url}/v1", "LLM_MODEL": "local", "LLM_API_KEY": ""}


def test_a_model_writes_the_function_and_reads_why_it_was_refused(
    author: tuple[Author, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The CUDA build has its own test; here only who wrote the function matters.
    monkeypatch.setattr("compute.experiments.roles_parts.cuda_role.find_nvcc", lambda: None)
    model, options = author
    ran = run_with(EXPERIMENT, {**NOBODY, "cuda_engineer": True}, options=options)
    assert attempts(ran)["Wrap the CUDA library for Python"] == 2
    assert ran.metrics["Pieces written by the model"] == 2
    assert "differs from numpy" in model.asked[1]["messages"][1]["content"]
    assert "aa * bb > 0" in written(ran, "cuda_engineer/similarity.h")


def test_a_model_s_code_that_the_screen_refuses_is_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.experiments.roles_parts.cuda_role.find_nvcc", lambda: None)
    with serving(Author(HOSTILE)) as url:
        options = {"LLM_BASE_URL": url, "LLM_MODEL": "local"}
        ran = run_with(EXPERIMENT, {**NOBODY, "cuda_engineer": True}, options=options)
    assert ran.metrics["Pieces written by the model"] == 0
    assert "system" not in written(ran, "cuda_engineer/similarity.h")
    assert any("the model's code is not used" in line for line in ran.log)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT p.id FROM paper p; DROP TABLE paper",
        "DELETE FROM paper",
        "SELECT usename FROM pg_user",
        "SELECT p.id FROM paper p -- x",
    ],
)
def test_a_query_that_does_more_than_ask_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        screens.query(text, data_role.WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "def scores(w, b, f): return open('x')",
        "def scores(w, b, f): return b.__class__",
        "def scores(w, b, f): return __import__('os')",
        "def scores(",
    ],
)
def test_python_that_does_more_than_reckon_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        screens.python_function(text)


def test_our_own_templates_pass_the_screens() -> None:
    from compute.experiments.roles_parts.questions import QUESTIONS
    from compute.experiments.roles_parts.writing import filled

    assert screens.python_function(filled("scores.py.tmpl"))
    for measure in ("cosine", "jaccard"):
        assert screens.c_function(filled(f"function_{measure}.tmpl"))
    for one in QUESTIONS:
        for form in data_role.FORMS:
            assert screens.query(getattr(one, form), data_role.WORDS)


def test_a_check_that_never_passes_ends_the_run_with_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_role.DataEngineer, "_counts_right", lambda self, found: "One paper is missing.")
    with pytest.raises(ExperimentError, match="in 2 attempts: One paper is missing"):
        run_with(EXPERIMENT, {**NOBODY, "data_engineer": True, "revisions": 1})


def test_what_a_machine_lacks_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run_with(EXPERIMENT, {**NOBODY, "cuda_engineer": True, "organization": "NVIDIA and OpenAI"})
    board = {row["task"]: row for row in ran.tables["Task board"]}
    assert board["Wrap the CUDA library for Python"]["state"] == "left out"
    assert "compiler" in board["Wrap the CUDA library for Python"]["note"]
    assert "could not be done on this machine" in ran.result.verdict


def test_a_cancelled_run_leaves_no_server_behind() -> None:
    before = set(psutil.Process().children(recursive=True))
    told: list[str] = []

    def cancelled() -> bool:
        told.append("")
        return len(told) > 60

    with pytest.raises(Cancelled):
        run_with(EXPERIMENT, {**NOBODY, "data_engineer": True}, cancelled=cancelled)
    left = set(psutil.Process().children(recursive=True)) - before
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []


def test_the_hub_refuses_what_the_real_one_refuses() -> None:
    hub = Hub()
    bearer = {"authorization": f"Bearer {TOKEN}"}

    def ask(method: str, path: str, body: object = b"", headers: dict[str, str] = bearer) -> Answer:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return hub.handle(Asked(method, path, {}, headers, content))

    assert ask("GET", "/api/whoami-v2", headers={}).status == 401
    assert ask("GET", "/api/models/arboretum/none").headers["x-error-code"] == "RepoNotFound"
    assert ask("POST", "/api/repos/create", {"name": "one"}).status == 200
    assert ask("POST", "/api/repos/create", {"name": "one"}).status == 409
    assert ask("PUT", f"/lfs/{'0' * 64}", b"other").status == 400
    large = {"key": "lfsFile", "value": {"path": "a.npy", "oid": "0" * 64, "algo": "sha256", "size": 5}}
    assert ask("POST", "/api/models/arboretum/one/commit/main", large).status == 400
    assert ask("GET", "/arboretum/one/resolve/main/none").headers["x-error-code"] == "EntryNotFound"


def test_licence_files_that_lack_their_text_are_refused() -> None:
    for licence in ("MIT", "Apache-2.0"):
        assert licences.faults(licence, licences.files(licence, "one")) == ""
    assert "NOTICE" in licences.faults("Apache-2.0", {"LICENSE": licences.files("Apache-2.0", "one")["LICENSE"]})
    assert licences.faults("MIT", licences.files("Apache-2.0", "one"))


def test_node_packages_are_pinned_as_make_extras_installs_them() -> None:
    named = json.loads((ROOT / "extras" / "package.json").read_text())["dependencies"]
    assert named == node.PINNED
    assert node.command("@vercel/cosmosdb-server", "cosmosdb-server")[0].endswith("node")
