"""The compute device: chosen by setting and by what torch sees, told without torch in this process."""

import subprocess
import sys

import psutil
import pytest

from compute import device


def seen(**fields):
    return {"torch": "2.13.0", "cuda": None, "cuda_names": [], "mps": False, **fields}


GPU = seen(cuda="13.0", cuda_names=["NVIDIA H200"])


@pytest.mark.parametrize(
    ("wanted", "there", "chosen", "name"),
    [
        ("auto", seen(), "cpu", None),
        ("auto", GPU, "cuda", "NVIDIA H200"),
        ("auto", seen(mps=True), "mps", "Apple GPU"),
        ("cpu", GPU, "cpu", None),
        ("cuda", GPU, "cuda", "NVIDIA H200"),
    ],
)
def test_the_choice(wanted, there, chosen, name):
    report = device._choose(wanted, there)
    assert (report["device"], report["problem"], report["torch"]) == (chosen, None, "2.13.0")
    assert name is None or report["name"] == name


def test_an_absent_device_is_told_and_replaced_by_the_cpu():
    report = device._choose("cuda", seen())
    assert report["device"] == "cpu"
    assert report["problem"] == "DEVICE=cuda, but torch sees no such device here."


def test_a_torch_that_does_not_load_is_told():
    report = device._choose("auto", "torch does not load: boom")
    assert (report["device"], report["torch"], report["problem"]) == ("cpu", None, "torch does not load: boom")


@pytest.fixture(scope="module")
def probed():
    """What the real torch says; loading it takes seconds."""
    return device._probe()


def test_the_real_torch_is_asked_in_a_process_of_its_own(probed):
    assert not isinstance(probed, str), probed
    assert probed["torch"].startswith("2.13.0")


def test_a_report_loads_no_torch_here():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'explorer.settings'; django.setup();"
        "from compute.device import device_report; assert device_report()['torch'], device_report();"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=120)


def test_a_worker_chooses_the_same_and_uses_its_cores(settings, probed):
    import torch

    settings.DEVICE = "auto"
    assert device.torch_device() == device._choose("auto", probed)["device"]
    # Another test of this process may have asked before, and another library set threads since.
    device.use_all_cores.cache_clear()
    torch.set_num_threads(1)
    device.use_all_cores()
    assert torch.get_num_threads() == len(psutil.Process().cpu_affinity())


def test_rouge_leaves_the_gpu_alone_when_the_cpu_is_asked_for(settings):
    settings.DEVICE = "cpu"
    assert device.counting_device() == "cpu"


def test_the_room_is_imported_without_torch():
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'explorer.settings'; django.setup();"
        "import compute.services, compute.selectors, compute.related, compute.device; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
