"""What a file is by its content, whatever its name says.

`puremagic` knows the first bytes of hundreds of kinds, but takes every zip archive for a Word
document and tells text from nothing (measured with version 1.30), so archives are looked into and
text is decoded. Nothing is ever unpacked but the few bytes in which an OpenDocument says its type.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

import puremagic

from contracts.errors import Conflict, Invalid, NotFound

LONGEST_NAME = 100
LARGEST_TYPE = 200

TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
ENDINGS = {**{kind: kind for kind in TYPES}, "jpg": "jpeg"}
TEXTS = ("csv", "txt")
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
MACROS = ("vbaproject.bin", "vbadata.xml")
OPEN_DOCUMENTS = {TYPES[kind]: kind for kind in ("odt", "ods")}
UNSHOWN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]')
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
ALLOWED = "PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or TXT"


class NoSuchFile(NotFound):
    code = "no-such-file"
    message = "There is no such file here."


class TooManyFiles(Conflict):
    code = "too-many-files"
    message = "There may be 5 files. Remove one first."


@dataclass(frozen=True)
class Known:
    """A file's clean name and its media type."""

    name: str
    type: str


def known(name: str, content: bytes) -> Known:
    """What a file is.

    Raises:
        Invalid: it is empty, of a kind that isn't taken, or not what its name says.
    """
    clean = clean_name(name)
    said = ENDINGS.get(clean.rpartition(".")[2].lower()) if "." in clean else None
    if said is None:
        raise Invalid(details={"name": [f"Must be a file of the kind {ALLOWED}."]})
    if not content:
        raise Invalid(details={"content": ["Must not be empty."]})
    if not is_a(said, content):
        found = kind_of(content)
        what = f"The content is {found.upper()}" if found else "The content is something else"
        raise Invalid(details={"content": [f"Must be what its name says. {what}."]})
    return Known(clean, TYPES[said])


def clean_name(name: str) -> str:
    """The last part of the name, without what a file system or a header could take for its own."""
    last = PurePosixPath(PureWindowsPath(unicodedata.normalize("NFC", name)).name).name
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cf", "Cs", "Co"))
    clean = " ".join(UNSHOWN.sub(" ", seen).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem.strip()[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and stem else clean


def is_a(kind: str, content: bytes) -> bool:
    return is_text(content) if kind in TEXTS else kind_of(content) == kind


def kind_of(content: bytes) -> str | None:
    """What the content is, None where that is no kind that is taken."""
    if content.startswith(b"PK"):
        return _archive(content)
    endings = _endings(content)
    if "pdf" in endings:
        return "pdf"
    if "png" in endings:
        return "png"
    if "jpeg" in endings:
        return "jpeg"
    return "txt" if is_text(content) else None


def is_text(content: bytes) -> bool:
    """Whether it is words alone: readable, and none of the kinds that are text inside but more to
    a program, such as HTML."""
    if _endings(content) & {"html", "htm", "svg", "xml", "rtf", "ps", "eps", "pdf", "php"}:
        return False
    text = _decoded(content)
    return text is not None and not CONTROL.search(text)


def _decoded(content: bytes) -> str | None:
    """As spreadsheets and editors write it: UTF-8, UTF-16 with its mark, or Windows' own."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _endings(content: bytes) -> set[str]:
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return set()
    return {each.extension.lstrip(".") for each in found}


def _archive(content: bytes) -> str | None:
    """Which office document an archive is; None for any other, and for one with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith(MACROS) for name in names):
                return None
            if "mimetype" in names:
                return OPEN_DOCUMENTS.get(_says_it_is(archive))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in PARTS.items() if part in names), None)


def _says_it_is(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as first:
        return first.read(LARGEST_TYPE).decode("ascii", "replace").strip()
