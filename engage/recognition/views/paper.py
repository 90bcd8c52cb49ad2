"""What the pages of thanks without a screen share: a PDF as an answer, and its QR code."""

import io

import segno
from flask import Response, current_app, make_response

from engage.core import clock, pdf
from engage.core.formatting import day


def answer(name: str, content: bytes, keep: bool = False) -> Response:
    """A PDF to look at, or to keep while the page stays."""
    response = make_response(content)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{name}.pdf"'
    return response


def made(name: str, template: str, title: str, data: dict[str, object], qr: str = "", keep: bool = False) -> Response:
    """The document, with the QR code of an address where it shows one."""
    pictures = {"code.svg": qr_svg(qr)} if qr else {}
    return answer(name, pdf.make(template, title, {"today": day(clock.today()), **data}, pictures), keep)


def qr_svg(address: str) -> bytes:
    """An address as a picture that a phone reads, also where a corner of it is dirty."""
    out = io.BytesIO()
    segno.make(address, error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False, dark="#1b2a2e")
    return out.getvalue()


def address_of(code: str) -> str:
    """What a poster's code leads to."""
    return f"{current_app.extensions['settings'].base_url}/t/{code}"


def typed_address(code: str) -> str:
    """The same as somebody types it."""
    return address_of(code).split("://", 1)[-1]
