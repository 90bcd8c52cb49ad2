"""Tables by a characteristic and what goes along with the index in PDFs and the pack: all of the release, no more."""

import csv
import io
import itertools
import re
from dataclasses import replace

import lxml.html
import pytest

from engage.surveys.formats import group_sheet, pack_out
from engage.surveys.queries import results
from engage.surveys.rules import importance
from engage.surveys.rules.published import CellFigures, GroupFigure, ItemFigure, SplitMeta, TableFigures
from tests.review import review
from tests.surveys import attacks, crawled_pdf, packed, tagged, waves_made
from tests.surveys.crawled import labels
from tests.surveys.waves_made import Wave

IMPORTANCE = " (importance)"


@pytest.fixture
def wave(people):
    attacks.council(waves_made.SIZES)
    return waves_made.published(1)


def files_of(found, tables=None):
    figures = results.all_figures(found.release_id)
    tables = results.all_tables(found.release_id) if tables is None else tables
    return packed.opened(pack_out.to_publish(found, figures, tables))


def pdf_of(found, code, tables=None):
    by_code = {each.code: each for each in results.all_figures(found.release_id)}
    tables = results.tables_of(found.release_id, code) if tables is None else tables
    block = found.head.block(code)
    return group_sheet.pdf_of(found, block, by_code[code], by_code[found.head.blocks[0].code], tables)


def released(wave: Wave, group: str):
    """What the release's own rows tell of a group's cells and of importance: [c] where it is not told."""
    for row in wave.rows:
        place = (group, row["split by"], row["answer"])
        if row["group"] != group or (not row["split by"] and row["kind"] != "driver") or not row["wording"]:
            continue
        if row["kind"] == "people":
            yield (*place, crawled_pdf.PEOPLE), row["answers"]
        elif row["kind"] == "driver":
            yield (*place, row["wording"] + IMPORTANCE), row["importance"]
        elif row["spread"] and not row["percent positive"]:
            for option, share in (each.rsplit(" ", 1) for each in row["spread"].split("; ")):
                yield (*place, f"{row['wording']}: {option}"), share
        else:
            yield (*place, row["wording"]), row["percent positive"] or row["score"]


def printed(content: bytes):
    """The same out of a PDF."""
    return {(key, str(value)) for key, value in crawled_pdf.told(content) if key[1] or key[3].endswith(IMPORTANCE)}


def on_page(tree, group: str):
    """The same out of the page, with [c]."""
    (section,) = (each.getparent() for each in tree.cssselect("h2") if each.text_content() == group)
    for table in section.cssselect("table"):
        caption, heads = table.cssselect("caption")[0].text_content(), table.cssselect("thead th")
        if ", by: " not in caption and "importance" not in caption:
            continue
        meta = caption.partition(", by: ")[2]
        for row in table.cssselect("tbody tr"):
            name = row.cssselect("th[scope=row]")[0].text_content()
            if not meta:
                yield (group, "", "", name + IMPORTANCE), row.cssselect("td")[0].text_content().rstrip("%")
                continue
            for head, cell in zip(heads, row.cssselect("td"), strict=True):
                assert head.get("scope") == "col"
                yield (group, meta, head.text, name), cell.text.rstrip("%")
        for head in heads if meta else ():
            people = re.findall(r"about (\d+) people", head.text_content())
            yield from (((group, meta, head.text, crawled_pdf.PEOPLE), number) for number in people)


def test_a_pdf_holds_every_cell_and_importance_that_the_release_tells_of_its_group_and_no_other(wave):
    seen = 0
    for block in wave.found.head.blocks:
        told = {(key, value) for key, value in released(wave, block.name) if value != "[c]"}
        assert printed(pdf_of(wave.found, block.code)) == told
        seen += bool(told)
    assert 3 <= seen < len(wave.found.head.blocks)


def test_the_page_to_publish_holds_the_same_and_what_is_not_shown_is_marked(wave):
    page = files_of(wave.found)["results.html"].decode()
    tree = lxml.html.fromstring(page)
    assert review(page, whole=True) == ["inline <style> without a nonce"]
    hidden = 0
    for block in wave.found.head.blocks:
        told = list(released(wave, block.name))
        assert set(on_page(tree, block.name)) == set(told)
        hidden += sum(value == "[c]" for _, value in told)
    assert hidden > 10
    assert set(re.findall(r'href="([^"]+)"', page)) == set(re.findall(r'href="(#[^"]+)"', page))
    assert {each.get("href")[1:] for each in tree.cssselect("a")} <= {each.get("id") for each in tree.cssselect("[id]")}


def test_below_the_minimum_the_refusal_stands_where_importance_is_looked_for_and_nowhere_else(wave):
    head = wave.found.head
    refusal = f"[c]: {importance.refused(head)}"
    assert "at least 100 people" in refusal
    tree = lxml.html.fromstring(files_of(wave.found)["results.html"].decode())
    lines = {row["group"] for row in wave.rows if row["note"] == refusal}
    assert lines == {"Place", "People team"}
    for block in head.blocks:
        (section,) = (each.getparent() for each in tree.cssselect("h2") if each.text_content() == block.name)
        text, words = " ".join(section.text_content().split()), packed.words(pdf_of(wave.found, block.code))
        assert (refusal in text) == (refusal in words) == (block.name in lines)
        assert (importance.TITLE in text) == (importance.TITLE in words) == (block.depth <= 1)


def test_a_table_that_is_withheld_is_said_to_be_in_every_file(wave):
    found = wave.found
    (root, *_), tables = found.head.blocks, results.all_tables(found.release_id)
    metas = tuple(replace(each, withheld=each.withheld or each.block == root.code) for each in found.head.tables)
    without = [each for each in tables if each.block != root.code]
    there = replace(found, head=replace(found.head, tables=metas))
    files = files_of(there, without)
    tree = lxml.html.fromstring(files["results.html"].decode())
    assert not [key for key, _ in on_page(tree, root.name) if key[1]]
    said = (
        f"[c]: this table is withheld, for too few answers, or answers too alike. Nothing was lost: everybody’s "
        f"answers are in the figures of {root.name} as a whole."
    )
    assert sum(each.text_content() == said for each in tree.cssselect("p")) == 1
    assert said in packed.words(pdf_of(there, root.code, []))
    lines = csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig")))
    (line,) = (each for each in lines if each["kind"] == "table" and each["group"] == root.name)
    assert line["note"].startswith("[c]")
    notes = files["notes.csv"].decode("utf-8-sig")
    assert "How to read tables by a characteristic" in notes
    assert importance.READING[2].split(".")[0] in notes


def test_many_answers_stand_in_several_tables_and_answers_put_together_say_so(wave):
    found = wave.found
    root = found.head.blocks[0]
    options = tuple((f"o{n}", f"Answer {n}") for n in range(9))
    themes = tuple(GroupFigure(each.code) for each in found.head.themes)
    blank = CellFigures("", (), False, 25, (), themes, (GroupFigure("liking"),))
    items = tuple(ItemFigure(item.code, (), 25, 40, 30, 30) for item in found.head.items)
    cells = tuple(replace(blank, code=f"c{n}", categories=(f"o{n}",), people=25 + 5 * n, items=items) for n in range(9))
    shared = replace(items[0], positive=51, with_blocks=("c1",))
    cells = (replace(cells[0], items=(shared, *items[1:])), *cells[1:])
    head = replace(found.head, characteristics=(SplitMeta("A", "iA", "Which A?", options),))
    content = pdf_of(replace(found, head=head), root.code, [TableFigures("A", root.code, cells)])
    tables = [part.rows for part in tagged.parts(content) if part.kind == "Table" and part.rows[0][0] == "Figure"]
    assert [len(rows[0]) for rows in tables] == [7, 4, 7, 4]
    assert tables[0][1][1:] == ("[c]",) * 6
    assert tables[2][1][1] == "51% with Answer 1"
    assert sum((rows[0][1:] for rows in tables[:2]), ()) == tuple(
        f"Answer {n} about {25 + 5 * n} people" for n in range(9)
    )
    titles = [part.text for part in tagged.parts(content) if part.kind == "H4"]
    assert titles[2:] == ["Questions, columns 1 to 6 of 9", "Questions, columns 7 to 9 of 9"]


def test_headings_of_a_pdf_leave_no_level_out_and_whoever_reads_a_group_fetches_its_tables(wave, site, people):
    root = wave.found.head.blocks[0].code
    address = f"/surveys/{wave.found.survey_id}/results/groups/{root}/report.pdf"
    content = site.get(address, as_=people.amara).data
    assert printed(content) == printed(pdf_of(wave.found, root))
    levels = [int(part.kind[1]) for part in tagged.parts(content) if re.fullmatch("H[1-4]", part.kind)]
    assert levels[0] == 1 and max(levels) == 4
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert any(label in " ".join(part.text + str(part.rows) for part in tagged.parts(content)) for label in labels("A"))
    assert site.query_count(address, as_=people.amara) <= 6
