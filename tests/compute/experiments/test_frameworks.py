"""Both libraries on the same job: parity, the same losses, the user's input, and the half that runs alone."""

import importlib.util
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from compute.experiments.base import BadParameters, Cancelled, ExperimentError
from compute.experiments.frameworks import EXPERIMENT
from compute.experiments.frameworks_parts import data, sources
from compute.experiments.frameworks_parts.rows import numbers
from tests.compute.experiments.harness import Ran, run_with


def without_tensorflow(patch: pytest.MonkeyPatch) -> None:
    """Makes this process find no TensorFlow, as where the extras were not installed."""
    found = importlib.util.find_spec
    patch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "tensorflow" else found(name, *rest))


@pytest.fixture(scope="module")
def digit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zero drawn in dark ink on white paper, off the middle."""
    image = Image.new("RGB", (300, 260), "white")
    ImageDraw.Draw(image).ellipse((120, 60, 200, 210), outline=(20, 20, 120), width=22)
    path = tmp_path_factory.mktemp("drawn") / "zero.png"
    image.save(path)
    return path


@pytest.fixture(scope="module")
def digits(digit: Path) -> Ran:
    """Both libraries on the digits, asked about the drawing."""
    return run_with(EXPERIMENT, {"task": "digits", "epochs": 8}, files={"drawing": digit})


def test_one_forward_pass_from_the_same_weights_agrees(digits: Ran) -> None:
    assert digits.metrics["parity"] < 1e-4
    assert digits.metrics["parity_trained"] < 1e-4
    bounds = {row["what"]: row["float32 allows about"] for row in digits.tables["Numeric parity"]}
    assert set(bounds.values()) == {1e-4, None}


def test_the_same_data_weights_and_order_give_the_same_losses_and_both_learn(digits: Ran) -> None:
    assert digits.metrics["loss_gap"] < 0.01
    assert digits.metrics["pytorch_accuracy"] > 0.9
    assert digits.metrics["tensorflow_accuracy"] > 0.9
    assert digits.metrics["same_answers"] > 0.97
    curves = digits.charts["Loss"].spec["data"]["values"]
    for library in ("PyTorch", "TensorFlow"):
        losses = [row["loss"] for row in curves if row["library"] == library]
        assert len(losses) == 8
        assert losses[-1] < losses[0] / 3


def test_both_answer_the_drawing_side_by_side(digits: Ran) -> None:
    *shares, answers = digits.tables["Your input"]
    assert answers["class"] == "answer to the drawing"
    assert answers["PyTorch"].startswith("0 (")
    assert answers["TensorFlow"].startswith("0 (")
    for library in ("PyTorch", "TensorFlow"):
        assert sum(row[library] for row in shares) == pytest.approx(1, abs=2e-3)


def test_time_memory_and_exports_are_measured_in_each_librarys_own_process(digits: Ran) -> None:
    for library in ("pytorch", "tensorflow"):
        for figure in ("step", "first_step", "predict", "import", "memory", "export_size"):
            assert digits.metrics[f"{library}_{figure}"] > 0
            assert f"{library}_{figure}" not in digits.steady
    # The first step traces the graph.
    assert digits.metrics["tensorflow_first_step"] > digits.metrics["tensorflow_step"]
    sizes = {row["file"]: row["bytes"] for row in digits.tables["Exports"]}
    assert {name: (digits.artifacts / name).stat().st_size for name in sizes} == sizes
    assert zipfile.ZipFile(digits.artifacts / "tensorflow_saved_model.zip").testzip() is None


def test_the_saved_weights_are_the_model_that_answered(digits: Ran) -> None:
    from safetensors.numpy import load_file

    import compute.experiments.frameworks_parts.torch_side as side

    made = data.load("digits", 7)
    first = data.first_weights(made, 32, 7)
    settings = {"threads": 1, "seed": 7, "device": "cpu", "learning_rate": 0.1, "optimizer": "sgd"}
    model = side.Side(first, settings)
    state = load_file(digits.artifacts / "torch.safetensors")
    turn = {1: (0,), 2: (1, 0), 4: (2, 3, 1, 0)}
    model.load({name: one.transpose(turn[one.ndim]) for name, one in state.items()})
    right = (model.logits(made.test_x).argmax(1) == made.test_y).mean()
    assert right == pytest.approx(digits.metrics["pytorch_accuracy"], abs=1e-6)


def test_the_code_shown_is_the_code_that_ran(digits: Ran) -> None:
    shown = (digits.artifacts / "side_by_side.md").read_text()
    for part, torch, tensorflow in sources.parts("digits"):
        assert part.capitalize() in shown
        assert torch in shown
        assert tensorflow in shown
    assert "class Picture(nn.Module)" in shown
    assert "class Table(nn.Module)" in sources.page("flowers")
    assert "tape.gradient" in shown
    assert (digits.artifacts / "torch_side.py").read_text() == (sources.HERE / "torch_side.py").read_text()


def test_without_tensorflow_the_half_of_pytorch_runs_and_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tensorflow(monkeypatch)
    assert [one.name for one in EXPERIMENT.missing()] == ["TensorFlow"]
    ran = run_with(EXPERIMENT, {"task": "flowers", "epochs": 10, "row": "4.0, 3.5, 1.2, 0.2"})
    assert "`make extras` adds it" in ran.result.verdict
    assert any("`make extras` adds it" in line for line in ran.log)
    assert {row["TensorFlow"] for row in ran.tables["Side by side"]} == {"not installed: make extras"}
    assert ran.metrics["pytorch_accuracy"] > 0.8
    assert "parity" not in ran.metrics
    assert ran.tables["Your input"][-1]["PyTorch"].startswith("setosa")
    # No sepal of the data is as short as 4 cm.
    assert any("outside of what the models saw" in line for line in ran.log)


def test_the_sliders_ask_about_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tensorflow(monkeypatch)
    given = {"task": "spirals", "epochs": 30, "optimizer": "adam", "learning_rate": 0.01, "x": -0.2, "y": 0.5}
    ran = run_with(EXPERIMENT, given)
    assert ran.metrics["pytorch_accuracy"] > 0.9
    assert ran.tables["Your input"][-1]["class"] == "answer to the point (-0.2, 0.5)"
    assert [row["class"] for row in ran.tables["Your input"][:-1]] == ["arm 1", "arm 2", "arm 3"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("", "here are 0 cells"),
        ("5.1,3.5,1.4", "here are 3 cells"),
        ("5.1,3.5,1.4,0.2,9", "here are 5 cells"),
        ("5.1,wide,1.4,0.2", "sepal width is 'wide'"),
        ("5.1,3.5,nan,0.2", "petal length is 'nan'"),
        ("5.1,3.5,1.4,-1", "petal width is '-1'"),
        ("1e999,3.5,1.4,1", "sepal length is '1e999'"),
    ],
)
def test_a_row_that_is_none_is_refused_beside_its_field(row: str, said: str) -> None:
    with pytest.raises(BadParameters) as refused:
        EXPERIMENT.read({"row": row})
    assert said in " ".join(refused.value.problems["row"])


def test_a_row_is_read_with_its_spaces() -> None:
    assert numbers(" 5.1, 3.5 ,1.4,0.2\n") == [5.1, 3.5, 1.4, 0.2]


def test_a_drawing_comes_out_as_the_data_set_holds_digits(digit: Path, tmp_path: Path) -> None:
    made = data.drawing(digit)
    assert made.shape == (1, 8, 8, 1)
    assert made.dtype == np.float32
    assert made[0, :, 0].max() == made[0, :, 7].max() == 0
    # Hollow in the middle, full at its left side.
    assert made[0, 3:5, 3].max() == 0
    assert made[0, 3:5, 2].min() == 1
    assert made[0, 0].max() > 0
    # Light on dark, and smaller, is the same digit.
    image = Image.open(digit).convert("L").point(lambda value: 255 - value)
    image.save(tmp_path / "light.png")
    assert np.abs(data.drawing(tmp_path / "light.png") - made).max() < 0.1


def test_a_blank_or_broken_drawing_gets_a_clear_answer(tmp_path: Path) -> None:
    path = tmp_path / "drawn.png"
    Image.new("L", (50, 50), 255).save(path)
    with pytest.raises(ExperimentError, match="shows nothing"):
        data.drawing(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(ExperimentError, match=r"no PNG|damaged"):
        data.drawing(path)


@pytest.mark.parametrize(("task", "rows", "classes"), [("digits", 1797, 10), ("flowers", 150, 3), ("spirals", 720, 3)])
def test_the_data_is_split_once_and_whole(task: str, rows: int, classes: int) -> None:
    made = data.load(task, 3)
    assert len(made.train_x) + len(made.test_x) == rows
    assert len(made.classes) == classes
    assert set(made.train_y) == set(range(classes))
    assert len(made.test_x) == round(rows / 4)
    again = data.load(task, 3)
    assert np.array_equal(made.train_x, again.train_x)
    assert not np.array_equal(made.train_x, data.load(task, 4).train_x)


def test_a_side_that_fails_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    with pytest.raises(ExperimentError, match="PyTorch ended early"):
        run_with(EXPERIMENT, {"task": "flowers", "epochs": 1})


def test_a_run_stops_when_asked_and_leaves_no_process() -> None:
    import psutil

    asked = iter([False] * 4)
    with pytest.raises(Cancelled):
        run_with(EXPERIMENT, {"task": "flowers"}, cancelled=lambda: next(asked, True))
    assert not [one for one in psutil.Process().children(recursive=True) if "side" in " ".join(one.cmdline())]
