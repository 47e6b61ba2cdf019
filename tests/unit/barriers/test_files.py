"""A file is what its content says; one whose name says something else is refused."""

import base64
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import Invalid
from services.barriers.evidence import TYPES, clean_name, kind_of, known

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x01" + bytes(40) + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def archive(**parts: str) -> bytes:
    """An office document as far as its names go; __ stands for / in them, _ for ."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as written:
        for name, text in parts.items():
            written.writestr(name.replace("__", "/").replace("_", "."), text)
    return kept.getvalue()


def office(part: str, **more: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as written:
        for name, text in {"[Content_Types].xml": "<x/>", part: "<x/>", **more}.items():
            written.writestr(name, text)
    return kept.getvalue()


DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")
ODT, ODS = archive(mimetype=TYPES["odt"]), archive(mimetype=TYPES["ods"])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("A.PNG", PNG, "png"),
        ("a.jpg", JPEG, "jpeg"),
        ("a.jpeg", JPEG, "jpeg"),
        ("a.docx", DOCX, "docx"),
        ("a.xlsx", XLSX, "xlsx"),
        ("a.odt", ODT, "odt"),
        ("a.ods", ODS, "ods"),
        ("a.csv", "council,£\nDUR,1\n".encode("cp1252"), "csv"),
        ("a.csv", "cyngor,tŷ\n".encode("utf-16"), "csv"),
        ("a.txt", "Tŷ’r cyngor\n".encode(), "txt"),
    ],
)
def test_what_is_taken(name: str, content: bytes, kind: str) -> None:
    assert known(name, content).type == TYPES[kind]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PNG),
        ("a.pdf", b"MZ" + bytes(100)),
        ("a.png", PDF),
        ("a.docx", XLSX),
        ("a.xlsx", DOCX),
        ("a.docx", ODT),
        ("a.docx", archive(a_exe="MZ")),
        ("a.docx", office("word/document.xml", **{"word/vbaProject.bin": "x"})),
        ("a.docx", b"PK\x03\x04" + bytes(20)),
        ("a.odt", archive(mimetype="application/java-archive")),
        ("a.txt", PNG),
        ("a.txt", b"<html><script>alert(1)</script>"),
        ("a.csv", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.txt", b"a\x00b"),
        ("a.exe", b"MZ" + bytes(100)),
        ("a.html", b"<p>"),
        ("pdf", PDF),
        ("a.pdf.exe", PDF),
        ("a.pdf", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        known(name, content)
    assert set(refused.value.details) <= {"name", "content"}


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("C:\\Users\\jo\\a.pdf", "a.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('a";\r\nSet-Cookie: x.pdf', "a ; Set-Cookie x.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("  .hidden.pdf", "hidden.pdf"),
        ("Tŷ’r cyngor.pdf", "Tŷ’r cyngor.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_cleaned(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\x89PNG"]))
def test_whatever_is_sent_is_a_kind_or_none(content: bytes, start: bytes) -> None:
    assert kind_of(start + content) in (*TYPES, None)
