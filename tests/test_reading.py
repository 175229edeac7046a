"""Reading inputs: encodings, gzip, JSON Lines, folders; one bad file is one line."""

import gzip
import io
import json

import pytest

from aiinfra_nlp.errors import InputError
from aiinfra_nlp.reading import decode, expand, parse_date, read_inputs

TEXT = (
    "青葉電力は10日、浜風データに50億円を出資すると発表した。\r\n"
    "　データセンターの増設に充てる。カタカナもある。😀"
)


def read(*sources, **options):
    return list(read_inputs([str(s) for s in sources], **options))


def test_text_is_read_exactly(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    (item,) = read(path)
    assert (item.id, item.text, item.error) == (str(path), TEXT, None)
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode("utf-8"))
    assert read(path)[0].text == TEXT, "without the byte order mark"
    path.write_bytes(b"")
    assert read(path)[0].text == ""


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"])
def test_japanese_encodings_are_detected(tmp_path, encoding):
    text = TEXT.replace("😀", "") * 3
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (item,) = read(tmp_path / "a.txt")
    assert item.text == text
    assert item.encoding


def test_broken_utf8_names_file_byte_and_offset(tmp_path):
    data = TEXT.encode("utf-8")
    (tmp_path / "a.txt").write_bytes(data[:9] + b"\xff" + data[9:])
    (item,) = read(tmp_path / "a.txt")
    assert item.text is None
    assert item.error.startswith(f"{tmp_path / 'a.txt'}: not UTF-8: byte 0xff at offset 9")
    assert "\n" not in item.error
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 4)
    assert "not UTF-8: byte 0x80 at offset 128" in read(tmp_path / "b.txt")[0].error


def test_utf16_without_a_mark():
    kana = "かな だけの、みじかい しごとです。\n"
    for name in ("utf_16_le", "utf_16_be"):
        assert kana.encode(name).decode("utf-8"), "valid UTF-8, and yet none"
        assert decode(kana.encode(name)) == (kana, name)
    # NULs alone make no UTF-16
    for text in ("かな\0だけ", "\0\0", "a\0b\0", "\0青葉\0"):
        assert decode(text.encode("utf-8")) == (text, None)
    with pytest.raises(InputError, match="such as --encoding utf-16-le or utf-16-be"):
        decode("漢字\n漢字".encode("utf-16-le") + b"\xff")


def test_named_encoding_is_used_and_checked():
    assert decode("青葉".encode("cp932"), "cp932") == ("青葉", None)
    with pytest.raises(InputError, match="not utf-8: byte 0x90 at offset 0"):
        decode("青葉".encode("cp932"), "utf-8")
    with pytest.raises(InputError, match="unknown encoding 'no-such'"):
        decode(b"a", "no-such")


def test_json_lines(tmp_path):
    lines = [
        json.dumps({"id": 7, "text": "一", "date": "2025-09-10T08:00:00Z"}),
        "",
        json.dumps({"text": "二"}),
        "{broken",
        json.dumps({"body": "三"}),
        json.dumps(["四"]),
        json.dumps({"text": "五", "date": "昨日"}),
        "[" * 100_000,
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    items = read(path)
    assert [(i.id, i.text, i.date) for i in items[:2]] == [
        ("7", "一", "2025-09-10"),
        (f"{path}:3", "二", None),
    ]
    assert f"{path}:4: invalid JSON" in items[2].error
    assert f"{path}:5: no text under the key 'text'" in items[3].error
    assert f"{path}:6: no text" in items[4].error
    assert f"{path}:7: date: '昨日' is no date" in items[5].error
    assert f"{path}:8: invalid JSON" in items[6].error
    assert read(path, text_field="body")[3].text == "三"


def test_a_wrong_key_is_said_once(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": f"r{i}", "text": "一", "n": i}) for i in range(1000)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (item,) = read(path, text_field="body")
    assert item.error == (
        f"{path}: no text under the key 'body' in its first 10 records, so it was not read on; "
        "the keys are 'id', 'text', 'n'; name the right one with --text-field"
    )
    assert [bool(i.error) for i in read(path)] == [False] * 1000
    path.write_text("\n".join(["no json"] * 1000), encoding="utf-8")
    (item,) = read(path)
    assert item.error.startswith(f"{path}: its first 10 lines are no JSON records")
    wide = json.dumps({f"key {i}\n": "x" * 99 for i in range(1000)})
    path.write_text("\n".join([wide] * 20), encoding="utf-8")
    (item,) = read(path)
    assert len(item.error) < 500
    assert "\n" not in item.error


def test_a_record_without_text_is_named_by_its_id_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [{"id": "t", "text": "一"}, {"id": "no", "body": "二"}, {"id": "u", "text": "三"}]
    # an empty text at the head, be it ever so often, is no wrong key
    lines = [{"id": "null", "text": None}] * 30 + lines
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    *nulls, first, missing, last = read(path)
    assert (first.text, last.text) == ("一", "三")
    assert f"{path}:32: record 'no': no text under the key 'text'; the keys are 'id', 'body'" in missing.error
    assert len(nulls) == 30
    assert f"{path}:1: record 'null': no text" in nulls[0].error


def test_gzip_and_damaged_gzip(tmp_path):
    packed = gzip.compress(TEXT.encode("utf-8"))
    (tmp_path / "a.txt.gz").write_bytes(packed)
    assert read(tmp_path / "a.txt.gz")[0].text == TEXT
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert read(tmp_path / "b.jsonl.gz")[0].text == TEXT
    (tmp_path / "c.txt.gz").write_bytes(packed[:-20])
    assert "c.txt.gz: cannot be unpacked" in read(tmp_path / "c.txt.gz")[0].error
    (tmp_path / "d.jsonl.gz").write_bytes(b"\x1f\x8b" + b"\x00" * 30)
    assert "d.jsonl.gz: cannot be unpacked" in read(tmp_path / "d.jsonl.gz")[0].error


def test_standard_input():
    assert read("-", stdin=io.BytesIO(TEXT.encode()))[0].text == TEXT
    assert read("-", stdin=io.BytesIO(gzip.compress(TEXT.encode())))[0].text == TEXT
    lines = io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')
    assert [(i.id, i.text) for i in read("-", stdin=lines, text_field="text")] == [("-:1", "a"), ("-:2", "b")]


def test_folders_and_globs(tmp_path):
    for name in ("b.txt", "a.md", "deep/c.txt.gz", "picture.png", "deep/d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [p.name for p in expand(str(tmp_path))] == ["a.md", "b.txt", "c.txt.gz", "d.jsonl"]
    assert [p.name for p in expand(str(tmp_path / "*.png"))] == ["picture.png"]
    assert [p.name for p in expand(str(tmp_path / "**" / "*.txt"))] == ["b.txt"]
    (tmp_path / "odd[1].txt").write_bytes(b"x")
    assert [p.name for p in expand(str(tmp_path / "odd[1].txt"))] == ["odd[1].txt"]


def test_one_bad_input_does_not_stop_the_rest(tmp_path):
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    items = read(tmp_path / "none.txt", tmp_path / "*.gif", tmp_path / "empty", tmp_path / "a.txt")
    assert [bool(i.error) for i in items] == [True, True, True, False]
    assert all("no such file or folder" in i.error for i in items[:3])


def test_dates():
    assert parse_date("2025-09-10") == "2025-09-10"
    for wrong in ("2025-02-30", "10.9.2025", "", "2025-9-1"):
        with pytest.raises(InputError, match="is no date"):
            parse_date(wrong)
