"""The rules that no linter knows: each takes a file's name and text, and answers its faults."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import html

ROOT = Path(__file__).resolve().parent.parent
LINES = {"engage": 300, "bench": 300, "tests": 300, "templates": 150}
FUNCTION_LINES = 40
SIX = ("models", "rules", "queries", "actions", "forms", "views")
# What shows features together has nothing of its own to store: empty files would say nothing.
OVERVIEWS, OVERVIEW = ("home", "admin"), ("queries", "views")
NO_FEATURE = {"core", "disclosure", "ballots", "demo", "operation"}
RULES_BELOW = "engage.directory.rules"
FOR_RULES = {"numpy", "scipy"} | set(sys.stdlib_module_names)

COMMIT = re.compile(r"\.commit\(")
CLOCK = re.compile(
    r"\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(|\btime\.(time|time_ns|localtime|gmtime|strftime)\("
    r"|\bfrom time import .*\btime\b|\bfunc\.(now|current_timestamp|current_date|localtime)\(|\.utcnow\("
)
UNSAFE_PYTHON = re.compile(r"\brender_template_string\b|\bfrom_string\(")
UNSAFE_TEMPLATE = {
    "a text marked as safe": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape"),
    "an inline style": re.compile(r"\sstyle\s*="),
    "a script in an attribute": re.compile(r"\bhx-on|\son[a-z]+\s*=\s*[\"']|javascript:"),
    "htmx without data-": re.compile(r"(?<!data-)\bhx-[a-z]+\s*="),
    "htmx by evaluated script": re.compile(r"data-hx-(vals|headers)\s*=\s*[\"']\s*js:|data-hx-trigger=[\"'][^\"']*\["),
}
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")
TYPED = re.compile(r"<[a-z]+(\([^)]*\))?:[a-z_]+>")
UNTYPED_OK = {"<code>", "<token>"}
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|unpkg\.com|jsdelivr\.net|cdnjs\.|deb\.debian\.org|crates\.io"
)
MACHINE = re.compile(r"(?<![\w.:/-])/(work|tmp|root)/\w")
FOREIGN = re.compile(
    r"/\*!|@licen[cs]e\b|copyright \(c\)|©.{0,40}\ball rights\b|^\s*/[/*]# sourceMappingURL", re.IGNORECASE
)
FOREIGN_NAME = re.compile(r"(^|/)(node_modules|vendor|third[-_]party)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|map)$")
TEXT_BYTES = 400_000
LONG_LINE = 1500


def too_long(name: str, source: str) -> Iterator[str]:
    """A file that nobody wants to open."""
    allowed, lines = LINES.get(PurePosixPath(name).parts[0]), source.count("\n")
    if allowed and lines > allowed:
        yield f"{lines} lines, of at most {allowed}: make it a folder"


def long_functions(_name: str, source: str) -> Iterator[str]:
    """A function that does not fit on a screen."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines, of at most {FUNCTION_LINES}"


def commits(name: str, source: str) -> Iterator[str]:
    """A commit anywhere but at the one boundary."""
    if name != "engage/core/db.py":
        yield from (f"line {n} commits: the request does" for n in _lines(COMMIT, source))


def reads_the_clock(name: str, source: str) -> Iterator[str]:
    """The time taken from anywhere but core/clock.py."""
    if name != "engage/core/clock.py":
        yield from (f"line {n} reads the clock: core.clock does" for n in _lines(CLOCK, source))


def renders_strings(_name: str, source: str) -> Iterator[str]:
    """A template made of text at run time."""
    yield from (f"line {n} renders a string as a template" for n in _lines(UNSAFE_PYTHON, source))


def impure_rules(name: str, source: str) -> Iterator[str]:
    """A rule that knows more than the standard library, numpy, scipy, its fellow rules and the directory's.

    The directory lies below every feature, and its rules (months, working days) keep to this rule themselves.
    """
    parts = PurePosixPath(name).with_suffix("").parts
    if len(parts) < 3 or parts[2] != "rules":
        return
    known = (f"{'.'.join(parts[:3])}.", f"{RULES_BELOW}.")
    for node in ast.walk(ast.parse(source)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if node.level == 0 else []
        for found in names:
            if found.split(".")[0] not in FOR_RULES and not f"{found}.".startswith(known):
                yield f"line {node.lineno} imports {found}: rules are pure"


def unsafe_markup(_name: str, source: str) -> Iterator[str]:
    """What the content security policy forbids, or what lets a stranger's text through."""
    for what, pattern in UNSAFE_TEMPLATE.items():
        yield from (f"line {n}: {what}" for n in _lines(pattern, source))


def wrong_fragment_root(name: str, source: str) -> Iterator[str]:
    """A fragment file whose one root does not carry the file's name as its id."""
    file = PurePosixPath(name)
    if not file.name.startswith("_"):
        return
    wanted = file.stem.lstrip("_").replace("_", "-")
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    plain = re.sub(r"\{\{.*?\}\}", "x", plain, flags=re.DOTALL)
    tree = html.fragment_fromstring(plain, create_parent="engage-fragment")
    roots = [e for e in tree if isinstance(e.tag, str) and not e.get("data-hx-swap-oob")]
    if [e.get("id") for e in roots] != [wanted]:
        yield f"its roots have the ids {[e.get('id') for e in roots]}, not one with {wanted!r}"


def wrong_address(rule: str) -> Iterator[str]:
    """An address that is not kebab-case with typed ids."""
    for segment in filter(None, rule.split("/")):
        if "<" in segment:
            for part in re.findall(r"<[^>]*>", segment):
                if not TYPED.fullmatch(part) and part not in UNTYPED_OK:
                    yield f"{rule}: {part} has no type"
            segment = re.sub(r"-?<[^>]*>-?", "", segment) or "x"
        if not SEGMENT.fullmatch(segment.removeprefix(".")):
            yield f"{rule}: {segment!r} is not kebab-case"


def incomplete_feature(name: str, has: set[str], features: tuple[str, ...]) -> Iterator[str]:
    """A feature's folder without its six files, or that nobody registered."""
    if name in NO_FEATURE:
        return
    if name not in features:
        yield f"engage/{name} is not in FEATURES"
    needed = OVERVIEW if name in OVERVIEWS else SIX
    yield from (f"engage/{name} has no {part}" for part in needed if part not in has)


def not_our_own(name: str, content: bytes) -> Iterator[str]:
    """A registry's address, a path of one machine, or somebody else's code in a tracked file."""
    if FOREIGN_NAME.search(name):
        yield "is somebody else's, or made from something: it does not belong here"
    if b"\0" in content[:4000]:
        return
    if len(content) > TEXT_BYTES:
        yield f"{len(content)} bytes of text"
    source = content.decode("utf-8", errors="replace")
    yield from (f"line {n} names a registry" for n in _lines(REGISTRY, source))
    yield from (f"line {n} names a path of one machine" for n in _lines(MACHINE, source))
    if name.endswith((".js", ".mjs", ".css", ".scss", ".py", ".html")):
        yield from (f"line {n} reads like somebody else's code" for n in _lines(FOREIGN, source))
        if any(len(line) > LONG_LINE for line in source.splitlines()):
            yield "has a line as long as a minifier's"


def _lines(pattern: re.Pattern[str], source: str) -> Iterator[int]:
    return (n for n, line in enumerate(source.splitlines(), 1) if pattern.search(line))
