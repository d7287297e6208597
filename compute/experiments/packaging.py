"""Topic 1, Python: from a minimal torch model to a wheel that somebody else installs and runs without torch."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from compute.experiments.base import App, Context, Experiment, Package, Parameters, Reference, Result
from compute.experiments.packaging_parts import fresh, report, wheels
from compute.experiments.packaging_parts.front_ends import demos, versions
from compute.experiments.packaging_parts.project import Project, Trained, grid, train, write
from compute.experiments.packaging_parts.tools import Step, run_step

STAGES = 8


class PackagingParameters(Parameters):
    name: str = Field(
        "spiral-arms", title="Name", description="What the library is called: small letters, digits, single hyphens.",
        min_length=3, max_length=30, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    )  # fmt: skip
    version: str = Field(
        "0.1.0", title="Version", description="Three numbers with dots.", max_length=11,
        pattern=r"^(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$",
    )  # fmt: skip
    arms: int = Field(3, ge=2, le=6, title="Arms", description="How many classes the spiral has.")
    samples: int = Field(800, ge=100, le=5000, title="Points", description="Points drawn; a quarter is held out.")
    noise: float = Field(0.15, ge=0, le=1, title="Noise", description="Spread of a point's angle, in radians.")
    hidden: int = Field(32, ge=4, le=128, title="Hidden units", description="Width of both hidden layers.")
    epochs: int = Field(400, ge=10, le=3000, title="Epochs", description="Passes over the training points.")
    front_ends: Literal["both", "gradio", "streamlit", "none"] = Field(
        "both", title="Demos", description="Which of the library's two demos to run over the wheel that was built."
    )


def run(context: Context) -> Result:
    """Writes, trains, builds, inspects, uploads, installs, asks and compares."""
    given: PackagingParameters = context.parameters
    for package, module in (("build", "build"), ("hatchling", "hatchling"), ("twine", "twine"), ("pip", "pip")):
        context.require(package, module, "make install")
    project = Project(context.scratch / "library", given.name, given.version, given.arms)
    trained, training = _trained(context, project)
    steps = [training, _built(context, project, "dist", "build")]
    wheel_path, sdist_path = (_only(project.folder / "dist", ending) for ending in ("*.whl", "*.tar.gz"))
    again = _built(context, project, "again", "build again")
    same = all(
        path.read_bytes() == (project.folder / "again" / path.name).read_bytes() for path in (wheel_path, sdist_path)
    )
    context.progress(4, STAGES, "Uploading to an index on loopback")
    with fresh.index(context) as index:
        steps += [again, *fresh.upload(context, project, [wheel_path, sdist_path], index)]
        numpy = wheels.repack("numpy", index.folder)
        context.log(f"numpy is in the index too, packed again from what is installed here: {numpy.name}")
        context.progress(5, STAGES, "Installing into a fresh environment")
        python, installing, fetched = fresh.install(context, project, index)
    context.progress(6, STAGES, "Asking the installed library")
    answer, asking = fresh.ask(context, project, python, grid())
    context.progress(7, STAGES, "Running the demos")
    shown = demos(context, project, wheel_path, given.front_ends)
    steps += [*installing, *asking, *(demo.step for demo in shown if demo.step)]
    disk = {"wheel": wheel_path.stat().st_size, **{name: wheels.installed_bytes(name) for name in ("numpy", "torch")}}
    story = report.Story(
        project, trained, steps, wheel_path, wheels.wheel(wheel_path), sdist_path, wheels.sdist(sdist_path), same,
        fetched, answer, shown, versions(), disk,
    )  # fmt: skip
    return _told(context, story)


def _trained(context: Context, project: Project) -> tuple[Trained, Step]:
    given: PackagingParameters = context.parameters
    context.progress(0, STAGES, "Writing the library")
    write(project)
    context.progress(1, STAGES, "Training its model")
    every = max(1, given.epochs // 20)

    def tell(epoch: int, loss: float) -> None:
        if epoch % every == 0:
            context.check_cancelled()
            context.metric("loss", loss, step=epoch)

    trained = train(
        project, tell=tell, seed=context.seed, samples=given.samples, noise=given.noise, hidden=given.hidden,
        epochs=given.epochs,
    )  # fmt: skip
    context.log(f"{given.epochs} epochs, accuracy on held-out points {trained.accuracy:.3f}")
    return trained, Step("train", f"{project.package}.training.train(...)", trained.seconds, "")


def _built(context: Context, project: Project, folder: str, name: str) -> Step:
    context.progress(2 + (name != "build"), STAGES, "Building sdist and wheel")
    # Without isolation the back end of this environment builds, so nothing is fetched.
    return run_step(
        context, name, ["-m", "build", "--no-isolation", "--outdir", folder, "."],
        shown=f"python -m build --no-isolation --outdir {folder}", cwd=project.folder,
    )  # fmt: skip


def _only(folder: Path, pattern: str) -> Path:
    return next(iter(folder.glob(pattern)))


def _told(context: Context, story: report.Story) -> Result:
    """Keeps the archives, the tree and the next step as artifacts."""
    for path in (story.wheel_path, story.sdist_path):
        context.artifact(path.name, path)
    context.artifact("tree.txt", report.tree(story.project))
    context.artifact("pyproject.toml", story.project.folder / "pyproject.toml")
    context.artifact("publish.yml", story.project.folder / ".github" / "workflows" / "publish.yml")
    context.progress(STAGES, STAGES, "Done")
    return Result(report.verdict(story), report.metrics(story), report.tables(story), report.charts_of(story))


EXPERIMENT = Experiment(
    key="packaging",
    topic=1,
    title="A model as a Python package",
    summary=(
        "Writes a small library around a minimal torch model and trains it, builds sdist and wheel, looks inside, "
        "uploads them to a package index of its own, installs from there into a fresh environment that holds numpy "
        "alone, and compares what the installed wheel predicts with torch."
    ),
    parameters=PackagingParameters,
    run=run,
    references=(
        Reference("Packaging Python projects", "https://packaging.python.org/en/latest/tutorials/packaging-projects/",
                  "The tutorial that this run goes through, without leaving the machine."),
        Reference("PEP 517: build back ends", "https://peps.python.org/pep-0517/", "How `build` calls hatchling."),
        Reference("PEP 621: project metadata in pyproject.toml", "https://peps.python.org/pep-0621/",
                  "The fields of pyproject.toml."),
        Reference("PEP 427: the wheel format", "https://peps.python.org/pep-0427/", "What a wheel holds, and RECORD."),
        Reference("PEP 503: simple repository API", "https://peps.python.org/pep-0503/", "What an index answers pip."),
        Reference("PyPI: trusted publishers", "https://docs.pypi.org/trusted-publishers/",
                  "The step to the public index."),
        Reference("safetensors", "https://huggingface.co/docs/safetensors/index",
                  "The format of the weights: numpy reads it in a few lines, and loading runs no code."),
        Reference("PyTorch: An Imperative Style, High-Performance Deep Learning Library",
                  "https://arxiv.org/abs/1912.01703", "What the model is built and trained with."),
    ),
    terms=(
        "Python library", "open source software package", "software packaging",
        "reproducible machine learning software", "deep learning framework",
    ),
    small={"samples": 300, "epochs": 200, "front_ends": "none"},
    requirements=(
        Package("torch", "torch", "make install"),
        Package("transformers", "transformers", "make install"),
        Package("huggingface-hub", "huggingface_hub", "make install"),
        Package("build", "build", "make install"),
        Package("hatchling", "hatchling", "make install"),
        Package("twine", "twine", "make install"),
        Package("pypiserver", "pypiserver", "make install"),
        Package("gradio", "gradio", part="the Gradio demo"),
        Package("streamlit", "streamlit", part="the Streamlit demo"),
    ),
    app=App(
        packages=(
            "streamlit", "gradio", "transformers", "torch", "huggingface-hub", "safetensors", "numpy", "build",
            "hatchling", "twine", "pypiserver", "pip",
        ),
    ),
    seconds=900,
    megabytes=4096,
)  # fmt: skip
