"""Every check of the packages, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compute.experiments.base import Cell, Context, MissingPackage, Table
from compute.experiments.replicas_parts import validation
from compute.experiments.replicas_parts.server import Model
from compute.experiments.replicas_parts.training import Trained
from compute.experiments.shared.servers import ServerFailed

Checks = dict[tuple[str, str], Callable[[], list[str]]]


def table(context: Context, packed: Mapping[str, Mapping[str, bytes]], trained: Trained) -> tuple[Table, int]:
    """What linters, schemas and the platforms' own servers say, and the number of faults."""
    rows: list[list[Cell]] = []
    faults = 0
    for (what, how), check in _checks(context, packed, trained).items():
        context.progress(4, 6, f"{what}: {how}")
        try:
            found = check()
            said = "; ".join(found) or "nothing wrong"
        except MissingPackage as missing:
            found, said = [], f"not checked: {missing.message}"
        except ServerFailed as failed:
            found, said = [failed.message], failed.message
        faults += len(found)
        context.log(f"{what}, {how}: {said}")
        rows.append([what, how, said])
    return Table("Packages, checked", ["what", "by", "found"], rows), faults


def _checks(context: Context, packed: Mapping[str, Mapping[str, bytes]], trained: Trained) -> Checks:
    example = trained.examples[0].tolist()
    expected = Model(str(trained.path)).predict(example)
    containers, space, cog = packed["containers"], packed["space"], packed["cog"]
    return {
        ("Dockerfile", "hadolint"): lambda: _linted(context, containers),
        ("compose.yaml", "schema of the compose specification"): lambda: validation.compose_faults(
            containers["compose.yaml"].decode()
        ),
        ("Space", "keys and values of its header, port and user"): lambda: validation.space_faults(space),
        ("Space's Dockerfile", "hadolint"): lambda: _linted(context, space),
        ("Space", "its own command, asked once"): lambda: validation.same_answer(
            validation.answers_as_space(context, space, example), expected
        ),
        ("Cog package", "keys of cog.yaml, predictor, versions"): lambda: validation.cog_faults(cog),
        ("Cog package", "Cog's own server, asked once"): lambda: validation.same_answer(
            validation.answers_as_cog(context, cog, example), expected
        ),
    }


def _linted(context: Context, files: Mapping[str, bytes]) -> list[str]:
    return validation.dockerfile_faults(files["Dockerfile"].decode(), context.scratch)
