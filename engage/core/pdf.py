"""Printed things: accessible PDFs (PDF/UA-1) out of a template in templates/pdf/ and plain values."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from flask import current_app

from engage.config import ROOT

TEMPLATES = ROOT / "templates" / "pdf"


def make(template: str, title: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document as PDF/UA-1. Words travel as values and never become markup.

    template: a file of templates/pdf/; it reads `sys.inputs.title` and `json(bytes(sys.inputs.data))`. pictures:
    files it may show, by name (logo.png, code.svg). Raises typst.TypstError where the template itself is wrong.
    """
    with TemporaryDirectory() as folder:
        room = Path(folder)
        for each in TEMPLATES.glob("*.typ"):
            (room / each.name).write_bytes(each.read_bytes())
        for name, content in (pictures or {}).items():
            (room / Path(name).name).write_bytes(content)
        organisation = current_app.extensions["settings"].organisation
        made: bytes = typst.compile(
            str(room / template), root=str(room), ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"],
            sys_inputs={"title": title, "organisation": organisation, "data": json.dumps(data)},
        )  # fmt: skip
        return made
