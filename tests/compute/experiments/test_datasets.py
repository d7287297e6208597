"""Data sets: faults by row and column, encodings, limits, sets of known difficulty, distillation, what is lacking."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
import torch
from safetensors.torch import load_file
from torch.nn import functional

from compute.experiments.base import BadParameters, Cancelled, ExperimentError
from compute.experiments.datasets import EXPERIMENT, TEMPLATE
from compute.experiments.datasets_parts import cells, learning, work
from compute.experiments.datasets_parts.making import make
from compute.experiments.datasets_parts.schema import faults_of
from tests.compute.experiments.harness import Ran, run_with

QUICK = {"epochs": 3, "repeats": 1, "teacher_width": 16}
Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def faults(path: Path) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.problem) for one in faults_of(cells.read_cells(path, "auto"), "label")]


def test_the_template_runs_as_it_is(write: Write) -> None:
    ran = run_with(EXPERIMENT, {"data": "x", "left_out": 1, **QUICK}, files={"data": write(TEMPLATE)})
    assert {row["column"] for row in ran.tables["Columns that the models see"]} == {
        "length", "width", "colour = red", "colour = blue", "colour = green",
    }  # fmt: skip
    assert "What the data lacks: large" in ran.tables


def test_csv_faults_have_their_row_and_column(write: Write) -> None:
    text = 'a,b,label\n1,2,x\n1,,x\n"1,5",2,y\nword,2,y\n1,2\n1,nan,y\n1,2,\n'
    assert faults(write(text)) == [
        (3, "b", "empty"),
        (4, "a", "not a number: write the decimal point as ."),
        (5, "a", "not a number"),
        (6, "", "2 cells where the header has 3"),
        (7, "b", "not finite"),
        (8, "label", "no class"),
    ]


def test_a_row_counts_the_lines_of_quoted_cells(write: Write) -> None:
    assert faults(write('a,b,label\n1,2,"x\ny"\n1,z,x\n')) == [(4, "b", "not a number")]


def test_a_quote_that_never_ends_is_a_fault(write: Write) -> None:
    assert faults(write('a,label\n1,x\n2,"y\n'))[0][:2] == (3, "")


def test_jsonl_faults_have_their_row_and_column(write: Write) -> None:
    rows = [
        '{"a": 1, "label": "x"}',
        '{"a": 1,',
        "[1]",
        '{"label": "x"}',
        '{"a": 1, "b": 2, "label": "x"}',
        '{"a": [1], "label": "x"}',
    ]
    assert [one[:2] for one in faults(write("\n".join(rows)))] == [
        (2, "character 9"), (3, ""), (4, "a"), (5, "b"), (6, "a"),
    ]  # fmt: skip


def test_numbers_that_no_float_holds_are_not_finite(write: Write) -> None:
    text = "".join(f'{{"a": {one}, "label": "x"}}\n' for one in ("1" + "0" * 400, "1e300", "NaN", "2"))
    assert faults(write(text)) == [(1, "a", "not finite"), (2, "a", "not finite"), (3, "a", "empty")]


def test_a_parquet_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    words = pyarrow.array(["x" * 100_000] * 5000).dictionary_encode()
    pyarrow.parquet.write_table(pyarrow.table({"a": words, "label": ["x"] * 5000}), path)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ExperimentError, match="unpacks") as refused:
        cells.read_cells(path, "auto")
    assert refused.value.code == "too_large"


def test_parquet_is_read_and_its_empty_cells_found(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    table = pyarrow.table({"a": [1.0, None, 3.0], "b": [True, False, True], "label": ["x", "y", None]})
    pyarrow.parquet.write_table(table, path)
    assert faults(path) == [(2, "a", "empty"), (3, "label", "no class")]


def test_a_broken_parquet_file_gets_a_sentence(write: Write) -> None:
    with pytest.raises(ExperimentError, match="no Parquet file"):
        cells.read_cells(write(b"PAR1 and nothing of the kind PAR1"), "auto")


def test_faults_refuse_the_file_and_are_listed(write: Write) -> None:
    text = TEMPLATE + "5.0,wide,red,small\n"
    path = write(text)
    with pytest.raises(ExperimentError, match=r"row 17, column width: not a number \(found 'wide'\)") as refused:
        run_with(EXPERIMENT, {"data": "x", **QUICK}, files={"data": path})
    assert refused.value.code == "faults"
    ran = run_with(EXPERIMENT, {"data": "x", "faulty_rows": "skip", **QUICK}, files={"data": path})
    assert ran.tables["Rows left out for faults"] == [
        {"row": 17, "column": "width", "problem": "not a number", "found": "'wide'"}
    ]
    assert "faults.csv" in ran.files
    assert any("row 17" in line for line in ran.log)


def test_another_encoding_is_named_with_its_place_and_can_be_chosen(write: Write) -> None:
    text = TEMPLATE.replace("red", "très")
    path = write(text.encode("cp1252"))
    with pytest.raises(ExperimentError, match=r"Row 2, byte 11 .*0xe8.* is not utf-8.* 'è'"):
        cells.read_cells(path, "auto")
    assert cells.read_cells(path, "cp1252").rows[0][1]["colour"] == "très"
    for codec in ("utf-8-sig", "utf-16"):
        assert cells.read_cells(write(text.encode(codec)), "auto").rows[0][1]["colour"] == "très"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_rows"),
        (b"a,a,label\n1,2,x\n", "header"),
        (b"a,,label\n1,2,x\n", "header"),
        (b"a,label\n" + b"1,x\n" * (cells.MOST_ROWS + 1), "too_large"),
        (",".join(f"c{at}" for at in range(200)).encode() + b"\n", "too_large"),
        (b"a,label\n\0,x\n", "encoding"),
        (b'[{"a": 1, "label": "x"}]', "no_table"),
        (b"x" * (cells.MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_cannot_be_read_gets_its_code(write: Write, content: bytes, code: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        cells.read_cells(write(content), "auto")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,b\n1,2\n", "no_label"),
        ("label\nx\n", "no_features"),
        ("a,label\n" + "1,x\n" * 9, "classes"),
        ("a,label\n" + "1,x\n" * 9 + "1,y\n" * 4, "classes"),
        ("a,label\n" + "".join(f"1,c{at}\n" for at in range(30)), "classes"),
        ("a,label\n" + "".join(f"w{at},x\n" for at in range(30)), "faults"),
    ],
)
def test_a_file_that_cannot_teach_is_refused(write: Write, text: str, code: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        run_with(EXPERIMENT, {"data": "x", **QUICK}, files={"data": write(text)})
    assert refused.value.code == code


def test_the_best_possible_accuracy_follows_from_the_separability() -> None:
    for apart in (1.0, 2.0, 4.0):
        data = make(rows=20_000, classes=2, columns=5, clusters=1, separability=apart, noise=0.0, seed=3)
        assert data.best is not None
        normal = (1 + math.erf(apart / 2 / math.sqrt(2))) / 2
        assert np.mean(data.best == data.labels) == pytest.approx(normal, abs=0.01)


def test_noise_is_the_share_of_wrong_labels() -> None:
    data = make(rows=20_000, classes=4, columns=3, clusters=2, separability=2.0, noise=0.3, seed=3)
    assert np.mean(data.labels != data.clean) == pytest.approx(0.3, abs=0.01)
    assert np.bincount(data.clean).tolist() == [5000] * 4


def test_the_loss_of_distillation() -> None:
    student, teacher = torch.tensor([[1.0, 0.0, -1.0]]), torch.tensor([[0.0, 2.0, 0.0]])
    labels = torch.tensor([1])
    hard = functional.cross_entropy(student, labels)
    assert learning.loss_of(student, labels, teacher, 3.0, 0.0) == pytest.approx(float(hard))
    assert float(learning.loss_of(student, labels, student, 3.0, 1.0)) == pytest.approx(0.0, abs=1e-6)
    p, q = (teacher / 2).softmax(1), (student / 2).softmax(1)
    soft = 4 * float((p * (p / q).log()).sum())
    mixed = learning.loss_of(student, labels, teacher, 2.0, 0.75)
    assert float(mixed) == pytest.approx(0.75 * soft + 0.25 * float(hard), rel=1e-5)


@pytest.fixture(scope="module")
def ran() -> Ran:
    return run_with(EXPERIMENT, {"rows": 1200, "epochs": 20, "repeats": 1, "left_out": 2})


def test_models_learn_and_none_beats_the_law_of_the_data(ran: Ran) -> None:
    best = ran.metrics["accuracy: best possible"]
    for name in ("teacher", "student alone", "student distilled"):
        assert 0.6 < ran.metrics[f"accuracy: {name}"] <= best + 0.02


def test_a_teacher_helps_students_that_see_few_rows() -> None:
    ran = run_with(EXPERIMENT, {"left_out": 0, "repeats": 2, "rows": 1200})
    assert ran.metrics["gain by distillation"] > 0
    assert ran.metrics["accuracy: student distilled"] < ran.metrics["accuracy: teacher"]
    assert "The students learn from 181 of 900 rows, 149 times over." in ran.log


def test_students_get_their_share_of_each_class_and_ten_rows_of_it_where_there_are() -> None:
    labels = torch.tensor([0] * 200 + [1] * 20 + [2] * 4)
    whole = learning.Split(torch.arange(224.0)[:, None], labels, torch.zeros(1, 1), torch.zeros(1))
    few = work.fewer(whole, 0.2, seed=1)
    assert few.y.bincount().tolist() == [40, 10, 4]
    assert torch.equal(labels[few.x[:, 0].long()], few.y)
    assert torch.equal(work.fewer(whole, 0.2, seed=1).x, few.x)
    assert not torch.equal(work.fewer(whole, 0.2, seed=2).x, few.x)
    assert len(work.fewer(whole, 1.0, seed=1).y) == 224


def test_a_class_that_the_data_lacks_is_never_found_but_a_teacher_can_tell_of_it(ran: Ran) -> None:
    assert ran.metrics["left-out class: found by the blind teacher"] == 0
    assert ran.metrics["left-out class: found by the student told of it"] > 0
    grid = ran.charts["Confusion of the blind teacher"].spec["data"]["values"]
    assert all(row["rows"] == 0 for row in grid if row["told"] == "class 2")


def test_the_chain_from_data_to_student_is_kept(ran: Ran) -> None:
    chain = json.loads((ran.artifacts / "lineage.json").read_text())
    assert chain["dataset"]["rows"] == 1200
    teachers = {one["name"]: one["teacher"] for one in chain["models"]}
    assert teachers["teacher"] is None
    assert teachers["student distilled"] == "teacher"
    ids = {one["id"] for one in chain["nodes"]}
    assert all({one["source"], one["target"]} <= ids for one in chain["edges"])
    assert sum(one["type"] == "TAUGHT" for one in chain["edges"]) == 2
    assert {"from": "teacher", "how": "taught (soft answers)", "to": "student distilled"} in ran.tables[
        "From data to student"
    ]


def test_the_kept_student_answers_rows_of_the_kept_set(ran: Ran) -> None:
    weights = load_file(ran.artifacts / "student.safetensors")
    scaling = json.loads((ran.artifacts / "scaling.json").read_text())
    lines = [line.split(",") for line in (ran.artifacts / "dataset.csv").read_text().splitlines()[1:]]
    x = torch.tensor([[float(cell) for cell in row[:-1]] for row in lines])
    x = (x - torch.tensor(scaling["mean"])) / torch.tensor(scaling["deviation"])
    hidden = functional.relu(x @ weights["0.weight"].T + weights["0.bias"])
    told = (hidden @ weights["2.weight"].T + weights["2.bias"]).argmax(1).tolist()
    assert np.mean([scaling["classes"][at] == row[-1] for at, row in zip(told, lines, strict=True)]) > 0.6


def test_two_classes_leave_nothing_to_leave_out() -> None:
    ran = run_with(EXPERIMENT, {"rows": 100, "classes": 2, **QUICK})
    assert not any(title.startswith("What the data lacks") for title in ran.tables)
    assert any("two classes" in line for line in ran.log)


def test_parameters_that_do_not_fit_each_other_are_refused() -> None:
    for given in ({"classes": 3, "left_out": 4}, {"rows": 100, "classes": 8}):
        with pytest.raises(BadParameters):
            EXPERIMENT.read(given)


def test_a_cancelled_run_stops_between_two_passes() -> None:
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        run_with(EXPERIMENT, {"rows": 200, "classes": 2, **QUICK}, cancelled=lambda: next(asked) > 4)
    assert next(asked) < 10
