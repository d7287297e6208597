"""3D computer vision: a PNG becomes a watertight body by its brightness, and an agent learns to walk on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compute.experiments.base import App, Context, Experiment, Package, Parameters, Reference, Result, upload

MAX_IMAGE_BYTES = 16 * 1024 * 1024


class ExtrusionParameters(Parameters):
    """What to extrude, how, and how long an agent learns on it."""

    image: str = upload(
        title="Image",
        description="A PNG of at most 16 MiB and 4,096 x 4,096 pixels: the brighter, the higher. Transparent is black.",
        accept=(".png",),
        max_bytes=MAX_IMAGE_BYTES,
    )
    pattern: Literal["island", "rings", "letters"] = Field(
        default="island", title="Pattern", description="What is drawn when no image is given."
    )
    black: Literal["flat plane", "cut-out"] = Field(
        default="flat plane",
        title="Black is",
        description="Black carries no raised geometry: it is the flat plane itself, or it is cut out of the plane.",
    )
    threshold: int = Field(
        default=12,
        ge=0,
        le=254,
        title="Black threshold",
        description="A sample of this brightness (of 255) or less counts as black.",
    )
    height: float = Field(
        default=0.15,
        ge=0.01,
        le=1.0,
        title="Height",
        description="Height of white above the plane; the longer side of the image is 1.",
    )
    base: float = Field(
        default=0.03, ge=0.005, le=0.2, title="Plane thickness", description="Thickness of the plane, same unit."
    )
    smoothing: float = Field(
        default=1.0,
        ge=0.0,
        le=8.0,
        title="Smoothing",
        description="Standard deviation, in samples, of the Gaussian that smooths heights; black is left out of it.",
    )
    resolution: int = Field(
        default=128,
        ge=8,
        le=512,
        title="Resolution",
        description="Samples along the longer side, before simplification; a smaller image keeps its own.",
    )
    simplify: float = Field(
        default=0.001,
        ge=0.0,
        le=0.02,
        title="Simplification",
        description="How far the surface may move while triangles are merged, same unit as the height; 0 merges none.",
    )
    relief: Literal["brightness", "depth"] = Field(
        default="brightness",
        title="Heights from",
        description="Brightness, or the depth that a transformers model sees (when the operator names one).",
    )
    depth_model: str = Field(
        default="",
        max_length=200,
        title="Depth model",
        description="Id of a depth model among the setting HUB_MODELS; only read when heights come from depth.",
    )
    episodes: int = Field(
        default=400,
        ge=0,
        le=2000,
        title="Episodes",
        description="Walks by which the agent learns to reach the summit; 0 leaves the agent out.",
    )
    cells: int = Field(
        default=16, ge=4, le=32, title="Cells of the map", description="Cells along the longer side of the agent's map."
    )
    slope: float = Field(
        default=0.5,
        ge=0.0,
        le=5.0,
        title="Price of a slope",
        description="What a change of height costs the agent; crossing the map on the flat costs 0.5.",
    )
    learning_rate: float = Field(
        default=0.002, ge=0.0001, le=0.02, title="Learning rate", description="Step size of the agent's optimizer."
    )


def run(context: Context) -> Result:
    """Extrudes the image, checks and saves the body, and trains the agent; see the parameters.

    Raises `ExperimentError` for an image that cannot be read or leaves nothing, and for a depth model that is not
    allowed.
    """
    from compute.experiments.extrusion_parts.work import work

    return work(context)


EXPERIMENT = Experiment(
    key="extrusion",
    topic=10,
    title="From a PNG to a 3D model",
    summary="Raises a picture by its brightness into a watertight body, with black flat or cut out, as GLB, OBJ and "
    "OpenUSD; then an agent learns by deep reinforcement learning to walk to its summit.",
    parameters=ExtrusionParameters,
    run=run,
    references=(
        Reference(
            "glTF 2.0 specification",
            "https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html",
            "the GLB container, shading without normals, animation",
        ),
        Reference("OpenUSD", "https://openusd.org/release/index.html", "the stage, its up axis and its unit"),
        Reference("Manifold", "https://github.com/elalish/manifold", "what a manifold mesh is; simplification"),
        Reference(
            "Vision Transformers for Dense Prediction",
            "https://arxiv.org/abs/2103.13413",
            "the depth models that can take the place of brightness",
        ),
        Reference(
            "Magic3D: High-Resolution Text-to-3D Content Creation",
            "https://arxiv.org/abs/2211.10440",
            "the line of work that the notes name for NVIDIA",
        ),
        Reference(
            "Gymnasium: A Standard Interface for Reinforcement Learning Environments",
            "https://arxiv.org/abs/2407.17032",
            "the interface of the terrain",
        ),
        Reference(
            "Deep Reinforcement Learning with Double Q-learning",
            "https://arxiv.org/abs/1509.06461",
            "how the agent learns",
        ),
    ),
    terms=("3D computer vision", "depth estimation", "3D mesh generation", "3D shape", "deep reinforcement learning"),
    small={"resolution": 32, "episodes": 80, "cells": 8},
    requirements=(
        Package("Manifold", "manifold3d", "make install"),
        Package("trimesh", "trimesh", "make install"),
        Package("OpenUSD", "pxr", "make install", "the OpenUSD file"),
        Package("Gymnasium", "gymnasium", "make install", "the agent"),
    ),
    app=App(
        packages=("torch", "transformers", "numpy", "pillow", "manifold3d", "trimesh", "usd-core", "gymnasium"),
    ),
    gpu=True,
)
