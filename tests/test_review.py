"""The review itself: a sound page passes, and each fault is found."""

from pathlib import Path

import pytest

from tests import review as reviewing
from tests.review import review

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Thanks – Engage</title></head>
<body>
<main id="main">
<h1>Thanks</h1>
<form action="/thanks" method="post" data-hx-post="/thanks" data-hx-target="#list">
<input type="hidden" name="csrf_token" value="t">
<label for="words">Your words</label>
<p id="hint">A sentence is enough</p>
<input type="text" id="words" name="words" aria-describedby="hint">
<button type="submit">Send</button>
</form>
<div id="list"><a href="/thanks/1">The first</a></div>
</main>
</body>
</html>
"""
FRAGMENT = '<div id="list"><a href="/thanks/1" data-hx-get="/thanks/1">The first</a></div>'


def test_a_sound_page_passes() -> None:
    assert review(PAGE, whole=True) == []


def test_a_sound_fragment_passes() -> None:
    assert review(FRAGMENT, whole=False) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (' lang="en"', "", "does not say its language"),
        ("<h1>Thanks</h1>", "<h1>Thanks</h1><h1>Again</h1>", "2 main headings"),
        ("<title>Thanks", "<title>Kudos", "does not begin with"),
        ('<main id="main">', '<main id="main"></main><main>', "2 <main>"),
        ('<div id="list">', '<div id="main">', "the id 'main' stands 2 times"),
        ('for="words"', 'for="word"', "a label is for 'word'"),
        ('<label for="words">Your words</label>', "", "a field without a label"),
        ('<button type="submit">Send</button>', '<button type="submit"></button>', "a control without words"),
        ("<h1>", '<h1 style="color:red">', "inline style"),
        ("<h1>", '<h1 onclick="x()">', "inline onclick"),
        ("</main>", "<script>x()</script></main>", "inline <script> without a nonce"),
        ("</main>", "<style>p {}</style></main>", "inline <style> without a nonce"),
        ("/thanks/1", "javascript:x()", "a script as an address"),
        ("data-hx-post", "hx-post", "hx-post is not allowed"),
        (' action="/thanks"', "", "does nothing without scripts"),
        ('<button type="submit">Send</button>', "", "does nothing without scripts"),
        ('href="/thanks/1"', 'href="#" data-hx-get="/thanks/1"', "does nothing without scripts"),
        (' name="csrf_token"', ' name="token"', "posts without a token"),
        ('aria-describedby="hint"', 'aria-describedby="hints"', "aria-describedby names 'hints'"),
        ('href="/thanks/1"', 'href="#there"', "a link leads to '#there'"),
        ('"#list"', '"#lists"', "an answer would go to '#lists'"),
        ("<h1>Thanks</h1>", "<p><h1>Thanks</h1></p>", "(close-order)"),
    ],
)
def test_a_fault_of_a_page_is_found(right: str, wrong: str, said: str) -> None:
    assert right in PAGE
    assert said in "\n".join(review(PAGE.replace(right, wrong, 1), whole=True))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (' id="list"', "", "root has no id"),
        ("</div>", "</div><p>more</p>", "2 roots"),
        ("<div", "words <div", "roots, not one"),
        ("</a>", "</a><main></main>", "parts of a whole page"),
        (' href="/thanks/1"', "", "does nothing without scripts"),
        ("</div>", "</span>", "(close-order)"),
    ],
)
def test_a_fault_of_a_fragment_is_found(right: str, wrong: str, said: str) -> None:
    assert right in FRAGMENT
    assert said in "\n".join(review(FRAGMENT.replace(right, wrong, 1), whole=False))


def test_the_same_page_with_another_token_is_not_asked_about_again_and_anything_else_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(reviewing, "_told", {})
    monkeypatch.setattr(reviewing, "_all", [])
    monkeypatch.setattr(reviewing, "_ask", lambda source: asked.append(source) or ["a fault"])  # type: ignore[func-returns-value]
    again = PAGE.replace('value="t"', 'value="Ij.A-_9"')
    for source in (PAGE, again, again):
        assert reviewing.validate(source) == ["a fault"]
    assert asked == [PAGE]
    for other in (
        PAGE.replace('value="t"', 'value="<t>"'),
        PAGE.replace('value="t"', 'value=""'),
        PAGE.replace('name="csrf_token" value="t"', 'name="other" value="u"'),
        PAGE.replace('name="csrf_token" value="t"', 'name="other" value="t"'),
        PAGE.replace("Thanks", "Thank you"),
    ):
        reviewing.validate(other)
        assert asked[-1] == other


def test_what_one_worker_was_told_of_a_sound_page_no_other_asks_and_a_fault_each_hears_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def ask(source: str) -> list[str]:
        asked.append(source)
        return ["a fault"] if "wrong" in source else []

    monkeypatch.setattr(reviewing, "_all", [])
    monkeypatch.setattr(reviewing, "_ask", ask)
    for _worker in range(2):
        monkeypatch.setattr(reviewing, "_told", {})
        reviewing.told_by_all(tmp_path / "valid")
        assert [reviewing.validate(source) for source in ("right", "wrong")] == [[], ["a fault"]]
    assert asked == ["right", "wrong", "wrong"]
