"""Files of JSON lines: any size, in order, malformed lines named, all or nothing."""

from __future__ import annotations

import gzip
import json
import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compute import lines
from compute.lines import BadLine, FileTrouble, convert, text_field


def parse(record: dict[str, Any]) -> tuple[Any, str]:
    return record["id"], text_field(record, "text")


def work(items: Iterator[tuple[Any, str]]) -> Iterator[dict[str, Any]]:
    return ({"id": name, "text": text.upper()} for name, text in items)


def written(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines()]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_lines_come_out_in_order(tmp_path, suffix) -> None:
    source, target = tmp_path / f"in.jsonl{suffix}", tmp_path / f"out.jsonl{suffix}"
    content = "\ufeff" + "".join(f'{{"id": {n}, "text": "ü{n}"}}\r\n\n' for n in range(500))
    source.write_bytes(gzip.compress(content.encode()) if suffix else content.encode())
    done = convert(source, target, parse=parse, work=work)
    assert (done.written, done.skipped) == (500, 0)
    assert written(target) == [{"id": n, "text": f"Ü{n}"} for n in range(500)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, target.name])
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


BAD = {
    b"no json": "not JSON",
    b"[1]": "not a JSON object",
    b'{"text": "x"}': "`id`",
    b'{"id": true, "text": "x"}': "`id`",
    b'{"id": null, "text": "x"}': "`id`",
    b'{"id": "a"}': "no `text`",
    b'{"id": "a", "text": 7}': "`text` is not text",
    b'{"id": "a", "text": "\xff"}': "UTF-8",
    b'{"id": "a", "text": "\\ud800"}': "surrogate",
    b'{"id": "a", "text": "x", "n": NaN}': "not JSON",
    b"[" * 100_000: "not JSON",
    b'{"id": "a", "text": "' + b"x" * 2000 + b'"}': "longer than",
}


def test_malformed_lines_are_named_and_passed_over(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(lines, "LINE_BYTES", 150_000)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    bad = [*BAD][:-1]
    too_long = b'{"id": "a", "text": "' + b"x" * 400_000 + b'"}'
    good = b'{"id": "good", "text": "x"}'
    source.write_bytes(b"\n".join(line for one in [*bad, too_long] for line in (one, good)))
    done = convert(source, target, parse=parse, work=work)
    assert (done.written, done.skipped) == (len(BAD), len(BAD))
    said = [line for line in capsys.readouterr().err.splitlines() if ", line " in line]
    assert len(said) == len(BAD)
    for number, (line, reason) in enumerate(zip(said, BAD.values(), strict=True)):
        assert f"in.jsonl, line {2 * number + 1}: " in line
        assert reason in line


def test_what_stood_there_stands_until_all_is_written(tmp_path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "text": "x"}\n')
    target.write_text("before")

    def fails(items: Iterator[Any]) -> Iterator[dict[str, Any]]:
        yield {"id": next(items)[0]}
        raise BadLine("stops here")

    with pytest.raises(BadLine):
        convert(source, target, parse=parse, work=fails)
    assert target.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 2
    convert(source, source, parse=parse, work=work)
    assert written(source) == [{"id": 1, "text": "X"}]


def test_trouble_with_files_is_a_sentence(tmp_path) -> None:
    source = tmp_path / "in.jsonl.gz"
    with pytest.raises(FileTrouble, match="No such file"):
        convert(source, tmp_path / "out", parse=parse, work=work)
    whole = gzip.compress(b"".join(b'{"id": %d, "text": "x"}\n' % number for number in range(20_000)))
    source.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileTrouble, match="damaged after line"):
        convert(source, tmp_path / "out", parse=parse, work=work)
    source.write_bytes(gzip.compress(b""))
    with pytest.raises(FileTrouble, match="absent/out cannot be written: No such file or directory"):
        convert(source, tmp_path / "absent" / "out", parse=parse, work=work)
    assert list(tmp_path.iterdir()) == [source]


def test_a_stream_is_written_where_it_is(tmp_path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "x"}\n')
    convert(source, Path(os.devnull), parse=parse, work=work)
    assert not Path(os.devnull).is_file()


def test_a_large_file_is_never_held(tmp_path) -> None:
    source = tmp_path / "in.jsonl"
    with source.open("w") as out:
        for number in range(4_000):
            out.write(json.dumps({"id": number, "text": "word " * 1000}) + "\n")
    tracemalloc.start()
    convert(source, tmp_path / "out.jsonl", parse=parse, work=work)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000 < source.stat().st_size
