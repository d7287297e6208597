"""Topic 9: nothing fails once a dead replica is noticed, updates lose nothing, packages answer where they would run."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import sys
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from compute.experiments.base import ExperimentError
from compute.experiments.replicas import EXPERIMENT
from compute.experiments.replicas_parts import docker, facts, packages, training, validation, ways
from compute.experiments.shared import balancer, servers, standin
from tests.compute.experiments.harness import Ran, small


@pytest.fixture(scope="module")
def ran() -> Ran:
    return small(EXPERIMENT)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return training.train(tmp_path_factory.mktemp("weights") / "weights.npz", seed=1, version=1, steps=20).path


def test_nothing_fails_after_the_dead_replica_was_noticed_nor_in_the_update(ran: Ran) -> None:
    assert ran.metrics["failed after it was noticed"] == 0
    assert ran.metrics["failed in the rolling update"] == 0
    assert ran.metrics["wrong answers"] == 0
    rows = ran.tables["One replica killed under load"]
    assert [row["tried again"] for row in rows] == ["0 times", "1 times"]
    assert rows[1]["failed"] == 0, "a request that is tried again survives its replica"
    assert all(row["requests"] > 10 for row in rows)


def test_both_versions_answer_during_the_update_and_the_second_at_its_end(ran: Ran) -> None:
    rows = ran.charts["Rolling update"].spec["data"]["values"]
    answered = {row["version"]: row["requests"] for row in rows}
    assert sum(row["requests"] for row in rows if row["version"] == "version 1") > 0
    assert answered["version 2"] > 0
    assert answered["version 1"] == 0


def test_every_package_is_sound_and_answers_rightly(ran: Ran) -> None:
    assert ran.metrics["faults in the packages"] == 0
    assert {row["found"] for row in ran.tables["Packages, checked"]} == {"nothing wrong"}
    with zipfile.ZipFile(ran.artifacts / "containers.zip") as archive:
        assert {"Dockerfile", "compose.yaml", "server.py", "balancer.py", "balance.py", "weights.npz"} <= set(
            archive.namelist()
        )
    model = yaml.safe_load((ran.artifacts / "compose.yaml").read_text())["services"]["model"]
    assert model["deploy"]["replicas"] == 2
    assert model["deploy"]["update_config"]["order"] == "start-first"


def test_what_is_wrong_with_a_package_is_named(weights: Path) -> None:
    text = packages.compose(3, 0.02)
    assert validation.compose_faults(text) == []
    assert any("replicass" in one for one in validation.compose_faults(text.replace("replicas: 3", "replicass: 3")))
    assert validation.compose_faults(text.replace("replicas: 3", "replicas: [3]"))[0].startswith(
        "services.model.deploy.replicas"
    )
    space = packages.space(weights)
    assert validation.space_faults(space) == []
    wrong = space["README.md"].replace(b"sdk: docker", b"sdk: dockr").replace(b"colorTo: blue", b"colorTo: teal")
    found = validation.space_faults({**space, "README.md": wrong.replace(b"emoji", b"emojy")})
    assert [one.split(": ")[1].split()[0] for one in found] == ["emojy", "sdk", "colorTo"]
    assert validation.space_faults({**space, "README.md": space["README.md"].replace(b"7860", b"7861")})
    cog = packages.cog(weights)
    assert validation.cog_faults(cog) == []
    found = validation.cog_faults(
        {**cog, "cog.yaml": cog["cog.yaml"].replace(b"predict.py:", b"guess.py:") + b"gpus: 1\n"}
    )
    assert [one for one in found if "gpus" in one]
    assert [one for one in found if "guess.py" in one]


def test_the_balancer_of_the_compose_file_finds_replicas_by_name(weights: Path, tmp_path: Path) -> None:
    """The files as they lie in the image, run as the image runs them; `localhost` stands for the service."""
    folder = packages.unpack(packages.containers(weights, 2, 0.0), tmp_path / "image")

    def model(port: int) -> list[str]:
        return [sys.executable, "server.py", "--host", servers.HOST, "--port", str(port)]

    with servers.running("model", model, scratch=tmp_path, cwd=folder, answers="/healthz") as one:

        def balance(port: int) -> list[str]:
            return [sys.executable, "balance.py", "--port", str(port), "--service", f"{servers.HOST}:{one.port}"]

        def up(port: int) -> bool:
            return servers.port_answers(port) and asyncio.run(_status(port, "GET", "/healthz")) == 200

        with servers.running("balancer", balance, scratch=tmp_path, cwd=folder, answers=up) as front:
            body = json.dumps({"x": [0.0] * training.FEATURES}).encode()
            answer = urllib.request.urlopen(urllib.request.Request(f"{front.url}/predict", body))
            assert json.loads(answer.read())["version"] == 1


async def _status(port: int, method: str, path: str, body: bytes = b"") -> int:
    connection = await balancer.Connection.open(servers.HOST, port)
    try:
        return (await connection.ask(balancer.request(method, path, body))).status
    finally:
        connection.close()


def test_the_server_refuses_nonsense_with_a_sentence(weights: Path, tmp_path: Path) -> None:
    path = Path(packages.HERE / "server.py")

    def command(port: int) -> list[str]:
        return servers.script(path, "--host", servers.HOST, "--port", str(port), "--weights", str(weights))

    with servers.running("model", command, scratch=tmp_path, answers="/healthz") as server:
        for body in (b"", b"[]", b'{"x": [1]}', b'{"x": "many"}', b"{"):
            assert asyncio.run(_status(server.port, "POST", "/predict", body)) == 400
        assert asyncio.run(_status(server.port, "GET", "/nothing")) == 404


def test_without_a_replica_the_balancer_says_so_and_a_post_is_not_repeated_unasked() -> None:
    seen: list[standin.Asked] = []

    def slow_death(asked: standin.Asked) -> standin.Answer:
        seen.append(asked)
        return standin.Answer(b"{}", headers={"content-length": "100", "connection": "close"})

    async def main(url: str) -> list[int]:
        front = balancer.Balancer(interval=60, retries=2)
        port = await front.start()
        statuses = [await _status(port, "POST", "/predict")]
        front.backends = [
            balancer.Backend(name, servers.HOST, int(url.rpartition(":")[2]), healthy=True) for name in "ab"
        ]
        statuses.append(await _status(port, "POST", "/predict"))
        await front.stop()
        return statuses

    with standin.serving(slow_death) as url:
        assert asyncio.run(main(url)) == [503, 502]
    assert len(seen) == 1


def test_a_silent_replica_is_down_after_three_checks_and_a_refusing_one_at_once() -> None:
    async def never(reader: Any, writer: Any) -> None:
        await asyncio.sleep(60)

    async def main() -> list[tuple[bool, bool]]:
        silent = await asyncio.start_server(never, servers.HOST, 0)
        front = balancer.Balancer(patience=0.05)
        ports = (silent.sockets[0].getsockname()[1], servers.free_port())
        one, two = front.backends = [balancer.Backend(str(port), servers.HOST, port, healthy=True) for port in ports]
        seen = []
        for _ in range(3):
            await front.check()
            seen.append((one.healthy, two.healthy))
        silent.close()
        return seen

    assert asyncio.run(main()) == [(True, False), (True, False), (False, False)]


def test_prices_follow_what_is_billed() -> None:
    spaces, public, private = ways.WAYS[2], ways.WAYS[3], ways.WAYS[4]
    assert ways.monthly(spaces, requests_a_day=1, seconds_each=1) == pytest.approx(730 * 0.03)
    assert ways.monthly(public, requests_a_day=24, seconds_each=1) == pytest.approx(730 * 0.0001)
    assert ways.monthly(private, requests_a_day=1, seconds_each=1) == pytest.approx(730 * 0.36)
    assert all(way.price_from for way in ways.WAYS if "own machine" not in way.name)


def test_container_facts_are_read_from_the_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    monkeypatch.delenv("SPACE_ID", raising=False)
    for name, text in {
        "etc/os-release": 'NAME=x\nPRETTY_NAME="Some Linux 1"\n', "sys/fs/cgroup/cpu.max": "150000 100000\n",
        "sys/fs/cgroup/memory.max": "536870912\n", "proc/1/comm": "tini\n", "proc/1/cgroup": "0::/kubepods/x\n",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = {what: value for what, value, _ in facts.facts(tmp_path)}
    assert found["operating system"] == "Some Linux 1"
    assert found["core limit of the container"] == "1.5"
    assert found["memory limit of the container"] == "0.50 GiB"
    assert found["container"] == "kubepods (by its cgroup)"
    assert found["first process"] == "tini"
    (tmp_path / ".dockerenv").touch()
    assert {what: value for what, value, _ in facts.facts(tmp_path)}["container"] == "Docker"


FAKE_DOCKER = """#!/bin/sh
echo "$@" >> {log}
case "$*" in
  *" port "*) echo 127.0.0.1:{port} ;;
  *" ps "*) echo first; echo second ;;
  *" up "*) test ! -e {log}.broken || {{ echo "no space left"; exit 1; }} ;;
esac
"""


def test_containers_are_built_loaded_killed_and_taken_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: Path
) -> None:
    """The order of the commands, over a `docker` that only writes them down; the load itself is real."""
    log = tmp_path / "calls"

    def answer(asked: standin.Asked) -> standin.Answer:
        return standin.Answer({"label": 0, "version": 1, "replica": 1})

    with standin.serving(answer) as url:
        tool = tmp_path / "docker"
        tool.write_text(FAKE_DOCKER.format(log=log, port=url.rpartition(":")[2]))
        tool.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        assert facts.docker_answers()
        folder = packages.unpack(packages.containers(weights, 2, 0.0), tmp_path / "containers")
        context: Any = _Context(tmp_path)
        found = docker.run(context, folder, [[0.0] * 8], clients=2, seconds=0.1)
        assert {one.status for one in found.seen} == {200}
        log.with_name("calls.broken").touch()
        with pytest.raises(ExperimentError, match="up failed: no space left"):
            docker.run(context, folder, [[0.0] * 8], clients=2, seconds=0.1)
    said = [line.split(" ", 3)[-1] if line.startswith("compose") else line for line in log.read_text().splitlines()]
    assert said == [
        "info", "up --detach --build", "port balancer 8080", "ps --quiet model", "kill first",
        "down --volumes --timeout 1", "up --detach --build", "down --volumes --timeout 1",
    ]  # fmt: skip


class _Context:
    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch

    def check_cancelled(self) -> None:
        """Never."""


@pytest.mark.skipif(shutil.which("docker") is None or not facts.docker_answers(), reason="no docker engine answers")
def test_real_containers_answer() -> None:
    ran = small(EXPERIMENT)
    (row,) = ran.tables["The same with docker compose"]
    assert row["requests"] > row["failed, one killed"]


def test_archives_are_the_same_for_the_same_files(weights: Path) -> None:
    one, two = (packages.zipped(packages.space(weights)) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.testzip() is None
