"""What the machine has is read rightly, work is counted and timed rightly, and a lone CPU is told plainly."""

import csv
import dataclasses
import json
import math
from typing import Any, ClassVar

import pytest

from compute.experiments.hardware import EXPERIMENT, HardwareParameters
from compute.experiments.hardware_parts import accelerators, benchmark, cases, facts, peaks, report, timing
from tests.compute.experiments.harness import Ran, run_with, small

CPUINFO = """processor\t: 0
model name\t: Example CPU @ 2.00GHz
flags\t\t: fpu sse4_2 avx avx2 fma hypervisor

processor\t: 1
model name\t: Another
flags\t\t: fpu amx_bf16
"""


@pytest.fixture(scope="module")
def ran() -> Ran:
    return small(EXPERIMENT)


def test_a_machine_without_accelerator_says_so(ran: Ran) -> None:
    assert ran.result.verdict.startswith("CPU only")
    assert any(line.startswith("CPU only") for line in ran.log)
    kinds = {row["part"]: row["value"] for row in ran.tables["What is here"] if row["property"].startswith("device")}
    assert set(kinds) >= {"CUDA", "ROCm", "MPS", "XLA"}
    assert all("none" in value for value in kinds.values())


def test_every_case_is_timed_with_its_spread(ran: Ran) -> None:
    rows = ran.tables["Benchmarks: medians and spread"]
    assert {row["operation"] for row in rows} == {"matrix product", "copy", "triad", "convolution", "attention"}
    for row in rows:
        if not row["problem"]:
            assert row["lower quartile ms"] <= row["median ms"] <= row["upper quartile ms"]
            assert 1 <= row["samples"] <= EXPERIMENT.small["repeats"]
            assert row["GB/s"] > 0
    assert sum(not row["problem"] for row in rows) == ran.metrics["cases that ran"]


def test_products_of_every_type_are_right(ran: Ran) -> None:
    checked = ran.tables["Products checked against float64"]
    assert {row["type"] for row in checked} == {"float64", "float32", "bfloat16"}
    assert {row["right"] for row in checked} == {"yes"}
    assert ran.metrics["types multiplied rightly"] == 3


def test_a_lone_cpu_compares_one_thread_with_all(ran: Ran) -> None:
    assert [row["work"] for row in ran.tables["1 thread against all threads"]] == ["matrix product float32 128 x 128"]
    assert "most times faster" in ran.metrics


def test_the_roofline_is_said_to_be_measured_and_holds_every_operation(ran: Ran) -> None:
    chart = ran.charts["Roofline, float32"]
    series = {row["series"] for row in chart.spec["data"]["values"]}
    assert series == {"roof, best measured here", "matrix product", "triad", "convolution", "attention"}
    assert "best measured here" in chart.description


def test_files_hold_the_table_and_the_machine(ran: Ran) -> None:
    rows = list(csv.DictReader((ran.artifacts / "benchmarks.csv").open()))
    assert len(rows) == ran.metrics["cases planned"]
    groups = {one["group"] for one in json.loads((ran.artifacts / "machine.json").read_text())}
    assert {"CPU", "Memory", "Software"} <= groups


def test_without_the_comparison_nothing_is_compared() -> None:
    found = run_with(EXPERIMENT, {**EXPERIMENT.small, "matrix_side": 64, "memory_mib": 1, "compare_cpu": False})
    assert found.tables["1 thread against all threads"] == []
    assert "most times faster" not in found.metrics


def test_flags_and_name_are_those_of_the_first_processor() -> None:
    assert facts.flags_of(CPUINFO) == {"fpu", "sse4_2", "avx", "avx2", "fma", "hypervisor"}
    assert facts.processor_name(CPUINFO) == "Example CPU @ 2.00GHz"
    assert facts.flags_of("Features\t: fp asimd bf16\n") == {"fp", "asimd", "bf16"}
    assert facts.flags_of("") == frozenset()


@pytest.mark.parametrize(
    ("text", "cores"), [("200000 100000\n", "2 cores"), ("max 100000\n", "no limit seen"), ("", "no limit seen")]
)
def test_a_containers_share_of_the_processor_is_read(text: str, cores: str) -> None:
    assert facts.cores_allowed(text) == cores


def test_links_and_partitions_are_read_from_what_nvidia_smi_prints() -> None:
    printed = (
        "GPU 0: NVIDIA H200 (UUID: GPU-1)\n\t Link 0: 26.562 GB/s\n\t Link 1: 26.562 GB/s\n"
        "GPU 1: NVIDIA H200 (UUID: GPU-2)\n\t Link 0: <inactive>\n"
    )
    assert accelerators.links(printed) == [("0", "2 links of 26.562 GB/s"), ("1", "no active link")]
    assert accelerators.links("") == []
    listed = "GPU 0: NVIDIA H200 (UUID: GPU-1)\n  MIG 1g.18gb     Device  0: (UUID: MIG-1)\n"
    assert accelerators.partitions(listed) == ["MIG 1g.18gb     Device  0:"]


def test_fields_of_nvidia_smi_keep_their_device() -> None:
    line = (
        "1, NVIDIA H200, 570.1, 96.0, Disabled, Enabled, Default, 5, 16, 700 W, 1980 MHz, 3201 MHz, 143771 MiB, 30, 0 %"
    )
    rows = accelerators.smi_rows(line)
    assert ("1", "mig.mode.current", "Disabled") in rows
    assert rows[-1] == ("1", "utilization.gpu", "0 %")
    assert len(rows) == len(accelerators.SMI)


def test_every_public_property_of_a_device_is_listed() -> None:
    class Given:
        name = "Example"
        total_memory = 3 * 2**30
        warp_size = 32
        _hidden = 1

        def method(self) -> None:
            """Not a property."""

    assert accelerators.properties(Given()) == [
        ("name", "Example"),
        ("total memory", "3.00 GiB"),
        ("warp size", "32"),
    ]


def test_the_drivers_attributes_are_numbered_as_in_its_header() -> None:
    codes = accelerators.attribute_codes()
    assert (codes["max_threads_per_block"], codes["warp_size"], codes["multiprocessor_count"]) == (1, 10, 16)
    assert (codes["compute_capability_major"], codes["l2_cache_size"]) == (75, 38)
    assert len(set(codes.values())) == len(codes)


def test_work_is_counted_by_its_formula() -> None:
    product = cases.matrix("cpu", "bfloat16", 100, 1)
    assert (product.flops, product.bytes) == (2e6, 6e4)
    triad = cases.triad("cpu", 4)
    assert (triad.flops, triad.bytes) == (2 * 2**20, 3 * 4 * 2**20)
    convolved = cases.convolution("cpu", "float32", 2, 3, 8, 1)
    assert convolved.flops == 2 * 2 * 3 * 3 * 9 * 64
    attended = cases.attention("cpu", "float32", 8, 100, 64, 1)
    assert attended.flops == 4 * 8 * 100 * 100 * 64


def test_timing_warms_up_and_keeps_the_spread() -> None:
    calls: list[str] = []
    taken = timing.timed(lambda: calls.append("work"), lambda: calls.append("wait"), warmup=2, repeats=5, seconds=60)
    assert calls == ["work", "wait"] * 7
    assert len(taken.seconds) == 5
    known = timing.Timing((1.0, 2.0, 3.0, 4.0, 5.0))
    assert (known.median, known.quartiles) == (3.0, (2.0, 4.0))
    assert known.spread == pytest.approx(2 / 3)
    assert timing.Timing((1.0,)).quartiles == (1.0, 1.0)


def test_slow_work_still_gets_one_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def work() -> None:
        now[0] += 10

    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])
    taken = timing.timed(work, lambda: None, warmup=5, repeats=5, seconds=1)
    assert taken.seconds == (10.0,)
    assert now[0] == 20


def test_what_a_device_refuses_is_a_problem_and_no_end() -> None:
    given = HardwareParameters(**EXPERIMENT.small)
    refused = cases.matrix("meta2", "float32", 64, 1)
    found = benchmark.measure(refused, given, _Quiet())  # type: ignore[arg-type]
    assert found.timing is None
    assert found.problem
    row = report.benchmark_table([found], None).rows[0]
    assert len(row) == len(report.COLUMNS)
    assert row[-1] == found.problem


class _Quiet:
    def check_cancelled(self) -> None:
        """Goes on."""


def measured(
    operation: str, dtype: str, *, flops: float, moved: float, seconds: float, size: int
) -> benchmark.Measured:
    case = cases.Case(operation, dtype, str(size), "cuda", flops, moved, cases.matrix("cpu", dtype, 2, 1).setup, size)
    return benchmark.Measured(case, timing.Timing((seconds,)))


@pytest.mark.parametrize(
    ("name", "bandwidth"),
    [
        ("NVIDIA H200", 4800),
        ("NVIDIA GH200 480GB", 4000),
        ("NVIDIA H100 80GB HBM3", 3350),
        ("NVIDIA H100 PCIe", 2000),
        ("NVIDIA A100-SXM4-80GB", 2039),
        ("NVIDIA A10", 600),
        ("NVIDIA L4", 300),
        ("NVIDIA L40S", 864),
        ("Tesla T4", 320),
        ("AMD Instinct MI300X", 5300),
    ],
)
def test_devices_are_known_by_the_names_of_their_drivers(name: str, bandwidth: float) -> None:
    found = peaks.peaks_of(name)
    assert found is not None
    assert found.gb_s == bandwidth
    assert found.source.startswith("https://")


def test_an_unknown_device_has_no_published_peak() -> None:
    assert peaks.peaks_of("NVIDIA GeForce GTX 480") is None
    assert peaks.peaks_of("NVIDIA GeForce RTX 4090 Laptop GPU") is None
    assert peaks.peaks_of("NVIDIA A100X") is None


def test_shares_of_the_published_peak_are_of_the_right_ceiling() -> None:
    h200 = peaks.peaks_of("NVIDIA H200")
    product = measured("matrix product", "bfloat16", flops=791.6e12, moved=1e9, seconds=1, size=8192)
    assert peaks.share(product, h200) == pytest.approx(0.8)
    triad = measured("triad", "float32", flops=1e9, moved=2.4e12, seconds=1, size=1024)
    assert peaks.share(triad, h200) == pytest.approx(0.5)
    assert peaks.share(triad, None) is None
    names = {one.name: one.value for one in report.metrics([product, triad], "cuda", h200, {}, [])}
    assert names["share of published peak, bfloat16"] == 80.0
    assert names["memory bandwidth"] == 2400


def test_a_roof_bends_at_its_ridge() -> None:
    roof = peaks.Roof(1000.0, 100.0, True)
    assert roof.ridge == 10
    assert roof.at(1) == 100
    assert roof.at(10) == 1000
    assert roof.at(50) == 1000


def test_the_measured_roof_takes_the_memory_and_not_a_cache() -> None:
    rows = [
        measured("matrix product", "float32", flops=500e9, moved=1e9, seconds=1, size=512),
        measured("triad", "float32", flops=1, moved=90e9, seconds=1, size=1),
        measured("triad", "float32", flops=1, moved=10e9, seconds=1, size=128),
        measured("copy", "float32", flops=0, moved=12e9, seconds=1, size=128),
    ]
    roof = peaks.roof(rows, "float32", None)
    assert roof == peaks.Roof(500.0, 12.0, False)
    assert peaks.roof(rows, "float16", None) is None


def test_speed_ups_pair_the_same_work_on_cpu_and_device() -> None:
    fast = measured("matrix product", "float32", flops=1, moved=1, seconds=0.001, size=64)
    slow = benchmark.Measured(
        cases.Case("matrix product", "float32", "64", "cpu", 1, 1, fast.case.setup, 64), timing.Timing((0.05,))
    )
    pairs = report.speedups([slow, fast], "cuda")
    assert pairs == [("matrix product float32 64", 50.0, 1.0)]
    table, drawn = report.comparison(pairs, "CPU", "cuda")
    assert table.rows[0][3] == 50
    assert len(drawn) == 1


def test_a_gpu_is_planned_with_copies_and_a_cpu_beside_it() -> None:
    given = HardwareParameters(matrix_side=256, memory_mib=64)
    plan = benchmark.planned("cuda", given, 1)
    ways = {one.operation for one in plan if " to " in one.operation}
    assert len(ways) == 4
    assert {one.dtype for one in plan if one.operation == "matrix product"} == set(benchmark.dtypes("cuda"))
    beside = benchmark.beside("cuda", given, 1)
    assert {(one.device, one.dtype) for one in beside} == {("cpu", "float32")}
    assert not [one for one in benchmark.planned("cpu", given, 1) if " to " in one.operation]


def test_sides_double_up_to_the_largest() -> None:
    assert benchmark.sides(64) == [64]
    assert benchmark.sides(300) == [128, 256, 300]
    assert all(math.log2(side).is_integer() for side in benchmark.sides(4096))


class Driver:
    """Answers as the CUDA driver of one device that knows three attributes (there is none on this machine)."""

    known: ClassVar = {1: 1024, 10: 32, 75: 9}

    def cuInit(self, flags: int) -> int:
        return 0

    def cuDeviceGet(self, device: Any, number: int) -> int:
        return 0 if number == 0 else 101

    def cuDeviceGetAttribute(self, value: Any, code: int, device: Any) -> int:
        if code not in self.known:
            return 1
        value._obj.value = self.known[code]
        return 0


def test_attributes_that_a_driver_refuses_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accelerators, "_driver", Driver)
    told = {"max_threads_per_block": 1024, "warp_size": 32, "compute_capability_major": 9}
    assert dict(accelerators.attributes(0)) == told
    assert accelerators.attributes(7) == []
    monkeypatch.setattr(accelerators, "_driver", lambda: None)
    assert accelerators.attributes(0) == []


def test_spreads_over_a_tenth_are_called_noisy() -> None:
    calm = measured("copy", "float32", flops=0, moved=1e9, seconds=1, size=1)
    loud = dataclasses.replace(calm, timing=timing.Timing((1.0, 1.0, 1.5, 2.0, 2.0)))
    assert report.noisy([calm, loud]) == [loud]


def test_bytes_are_told_for_what_moves_them() -> None:
    assert benchmark.rate(measured("triad", "float32", flops=1e9, moved=2e9, seconds=1, size=1)) == "2.00 GB/s"
    product = measured("matrix product", "float32", flops=3e9, moved=2e9, seconds=1, size=1)
    assert benchmark.rate(product) == "3.0 GFLOP/s"


def test_a_point_above_the_roof_is_explained() -> None:
    rows = [
        measured("matrix product", "float32", flops=500e9, moved=400e9, seconds=1, size=64),
        measured("triad", "float32", flops=1e9, moved=10e9, seconds=1, size=128),
    ]
    chart = report.roofline(rows, "cuda", "float32", None)
    assert chart is not None
    assert "matrix product reaches 4000% of it, since its data fit a cache" in chart.description
    assert report.roofline(rows, "cuda", "float16", None) is None
