"""Styles, scripts and the font: found by name in the built manifest, served fingerprinted for ever."""

import json
import re
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

BUILD = Path(__file__).resolve().parent.parent.parent / "static" / "build"
PREFIX = "/static/build/"
FINGERPRINT = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


class AssetsMissing(RuntimeError):
    """The pages cannot be shown before their assets are built; its text is one plain line."""


@cache
def _manifest(build: Path) -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssetsMissing("The styles and scripts are not built yet: run `make setup`.") from None
    return names


def asset(name: str) -> str:
    """The address of a built file by its plain name: asset("app.css")."""
    names = _manifest(BUILD)
    if name not in names:
        raise AssetsMissing(f"No asset is called {name}: there are {', '.join(sorted(names))}.")
    return PREFIX + names[name]


def asset_if_built(name: str) -> str:
    """The same, or nothing where nothing is built: for the error page, which must not fail."""
    try:
        return asset(name)
    except AssetsMissing:
        return ""


def init_app(app: Flask) -> None:
    """Give templates `asset`, and serve the build before the application is asked."""
    app.jinja_env.globals.update(asset=asset, asset_if_built=asset_if_built)
    if not BUILD.is_dir():
        return
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=BUILD,
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=_is_fingerprinted,
        add_headers_function=_add_headers,
    )


def _is_fingerprinted(path: str, url: str) -> bool:
    return FINGERPRINT.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
