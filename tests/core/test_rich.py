"""Light formatting: what a person may write, and that nothing of a stranger's becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from engage.core.rich import ATTRIBUTES, DEEPEST, TAGS, rich, words


def headings(text: str, top: int = 2) -> list[str]:
    return [e.tag for e in html.fragment_fromstring(rich(text, top), "x").iter() if e.tag[0] == "h" and e.tag != "hr"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("**bold** and *stressed*", "<p><strong>bold</strong> and <em>stressed</em></p>"),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener">x</a></p>'),
        ("[x](/guides/leave)", '<p><a href="/guides/leave" rel="noopener">x</a></p>'),
        ("<https://a.example>", '<p><a href="https://a.example" rel="noopener">https://a.example</a></p>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("[x](javascript:y())", "<p>[x](javascript:y())</p>"),
        ("## ", ""),
        ("", ""),
    ],
)
def test_what_a_person_writes_reads_as_they_meant(text: str, made: str) -> None:
    assert rich(text).strip() == made


@pytest.mark.parametrize(
    ("text", "top", "tags"),
    [
        ("# A\n\n## B\n\n### C", 2, ["h2", "h3", "h4"]),
        ("### A\n\n##### B\n\n# C\n\n###### D", 2, ["h2", "h3", "h2", "h3"]),
        ("## A\n\n### B\n\n## C", 2, ["h2", "h3", "h2"]),
        ("## A", 4, ["h4"]),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6", 4, ["h4", "h5", "h6", "h6", "h6", "h6"]),
    ],
)
def test_headings_begin_below_the_page_and_skip_no_level(text: str, top: int, tags: list[str]) -> None:
    assert headings(text, top) == tags


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("## A\n\n**b** [c](https://d.example)\n\n* e\n* f", "A b c e f"),
        ("3 < 5 & so on", "3 < 5 & so on"),
        ("<b>x</b>", "<b>x</b>"),
        ("", ""),
    ],
)
def test_as_plain_words_nothing_of_the_formatting_is_left(text: str, read: str) -> None:
    assert words(text) == read


HOSTILE = ("<script>x()</script>", "<img src=x onerror=y()>", "![p](https://a.example/p.png)", "[z](javascript:z())",
           '[q](https://a.example "onclick=x")', "<style>p{}</style>", "[d](data:text/html,x)", "`<i>`", "&lt;u&gt;",
           "## ",
           "> ", "* ", "\n\n", "    ", "[a]: vbscript:x\n\n[a]", "<a href=//x>", "'\"><svg/onload=x()>")  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=10)), max_size=8).map("".join))
def test_whatever_is_written_only_the_few_tags_come_out_and_links_lead_to_known_schemes(text: str) -> None:
    tree = html.fragment_fromstring(str(rich(text)), create_parent="engage-rich")
    for element in tree.iterdescendants():
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()) | ({"rel"} if element.tag == "a" else set())
        if element.tag == "a" and ":" in element.get("href", "").split("/")[0]:
            assert element.get("href").split(":")[0].lower() in {"https", "http", "mailto", "tel"}


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(2, 4))
def test_no_heading_is_more_than_one_below_the_one_before(levels: list[int], top: int) -> None:
    found = [int(tag[1]) for tag in headings("\n\n".join(f"{'#' * level} x" for level in levels), top)]
    assert len(found) == len(levels)
    assert all(top <= level <= DEEPEST for level in found)
    assert all(after - before <= 1 for before, after in zip([top - 1, *found], found, strict=False))
