"""What is in the files made of a release: its figures and nothing else, whatever its words try to be."""

import csv
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from engage.surveys.formats import group_sheet, pack_out
from engage.surveys.formats.release_out import csv_text
from engage.surveys.queries import packs as queries
from engage.surveys.queries import results
from engage.surveys.rules.packs import Kind, file_name, groups, offered, paths
from engage.surveys.rules.published import (
    Block,
    BlockFigures,
    Driver,
    Drivers,
    GroupFigure,
    GroupMeta,
    ItemFigure,
    SplitMeta,
    TableMeta,
)
from tests.review import review
from tests.surveys import packed

NAMES = ("../../etc", "A/B\\C", "=cmd", "CON", "  ", "\u202etxt.exe", "Élan & Co (north)", "a\0b\nc", "x" * 300)


@pytest.fixture
def survey(people):
    return packed.published(packed.hostile())


def found_of(survey_id):
    found = queries.published(survey_id)
    return found, results.all_figures(found.release_id), results.all_tables(found.release_id)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_the_name_of_one_file_whatever_a_group_is_called(name):
    made = file_name(name)
    assert 0 < len(made) <= 60
    assert re.fullmatch(r"[^\W_]([\w ,&()-]*[\w)])?", made), made
    assert not made.startswith((".", " ", "-"))


def test_paths_lie_in_the_folder_of_their_directorate_and_no_two_are_the_same():
    blocks = [Block("all", "All", None, 0, (), False, "")]
    for at, name in enumerate(NAMES):
        blocks.append(Block(f"d{at}", name, "all", 1, (), False, ""))
        blocks += [Block(f"d{at}{n}", "Same / name", f"d{at}", 2, (), False, "") for n in (1, 2)]
        blocks.append(Block(f"d{at}x", "Team", f"d{at}1", 3, (), False, ""))
    head = replace(HEAD, blocks=tuple(blocks))
    places = paths(head)
    assert len({each.casefold() for each in places.values()}) == len(blocks)
    assert places["all"] == "001 All.pdf"
    for block in blocks[1:]:
        folder, file = places[block.code].split("/")
        assert folder == places[f"d{block.code[1]}"].split("/")[0]
        assert file.endswith(".pdf")
        assert ".." not in places[block.code]
    assert {block.depth for block in groups(Kind.MANAGERS, head)} == {3}
    assert [len(groups(kind, head)) for kind in (Kind.ALL, Kind.DIRECTORS, Kind.HEADS)] == [37, 9, 18]
    assert dict(offered(replace(head, blocks=tuple(blocks[:2])))).keys() == {Kind.PUBLISH, Kind.ALL, Kind.DIRECTORS}


def test_every_number_of_a_pdf_is_one_of_the_release_and_its_words_are_only_words(survey):
    found, figures, _ = found_of(survey)
    head, by_code = packed.release(survey)
    root = by_code[head.blocks[0].code]
    assert len(figures) > 3
    for block in head.blocks:
        content = group_sheet.pdf_of(found, block, by_code[block.code], root)
        text = packed.words(content)
        told = packed.percents(by_code[block.code], head) | packed.percents(root, head)
        shown = {int(number) for number in re.findall(r"(\d+)%", text)} - {95}
        assert shown, text
        assert shown <= told, (shown - told, text)
        assert packed.FORMULA in text
        assert packed.SCRIPT in text
        assert "No figure, and no sum or difference of figures, is about fewer than 5 people" in text
        assert f"release {found.sha256[:12]}" in text


def test_a_pdf_is_tagged_and_says_its_language_and_title(survey):
    found, figures, _ = found_of(survey)
    content = group_sheet.pdf_of(found, found.head.blocks[0], figures[0], None)
    document = PdfReader(io.BytesIO(content))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert document.metadata.title == f"{found.head.blocks[0].name}: Autumn survey"
    outline = [each.title for each in document.outline if not isinstance(each, list)]
    assert outline or "/StructTreeRoot" in root
    assert len(document.pages) <= 3


def test_what_is_hidden_has_no_number_in_any_file(survey):
    found, figures, tables = found_of(survey)
    root = figures[0].code
    untold = (replace(figures[0].themes[0], value=None, answered=None),)
    hidden = [replace(each, items=(ItemFigure("Q1"), *each.items[1:]), themes=untold) for each in figures]
    by_code = {each.code: each for each in hidden}
    for block in found.head.blocks:
        sheet = group_sheet.sheet(found, block, by_code[block.code], by_code[root])
        row = sheet["sections"][0]["rows"][0]
        assert row["hidden"].startswith("Not shown: too few answers, or too alike.")
        assert not re.search(r"\d", " ".join(str(value) for name, value in row.items() if name != "text"))
        assert sheet["groups"][0]["value"] == "Not shown"
        assert packed.FORMULA not in {text for text, _ in (*sheet["best"], *sheet["worst"])}
    files = packed.opened(pack_out.to_publish(found, hidden, tables))
    lines = csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig")))
    ours = [line for line in lines if line["code"] in ("Q1", "work")]
    assert len(ours) == 2 * len(figures)
    assert {line["answers"] for line in ours} | {line["percent positive"] for line in ours} == {"[c]"}
    assert files["results.html"].decode().count("[c]") >= 4 * len(figures)


def test_the_page_to_publish_stands_alone_and_is_right(survey):
    found, figures, tables = found_of(survey)
    files = packed.opened(pack_out.to_publish(found, figures, tables))
    assert set(files) == {"results.html", "figures.csv", "notes.csv", "audit.csv"}
    page = files["results.html"].decode()
    # Its own small style is right in a file that is downloaded, and never served: our pages may have none.
    assert review(page, whole=True) == ["inline <style> without a nonce"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"<(script|link|img|iframe|object)\b|\bsrc=|url\(|@import|\bon\w+=|https?:", page)
    assert set(re.findall(r'href="([^"]+)"', page)) == set(re.findall(r'href="(#[^"]+)"', page))
    head, by_code = packed.release(survey)
    told = set().union(*(packed.percents(each, head) for each in by_code.values()))
    assert {int(number) for number in re.findall(r"(\d+)%", page.split("</style>")[1])} <= told
    assert all(page.count(f">{block.name}</h2>") == 1 for block in head.blocks)
    assert found.sha256 in page


def test_the_tables_to_publish_hold_the_release_its_notes_and_its_hash_and_no_formula(survey, site, people):
    found, figures, tables = found_of(survey)
    files = packed.opened(pack_out.to_publish(found, figures, tables))
    assert files["figures.csv"] == site.get(f"/surveys/{survey}/results.csv", as_=people.chloe).data
    texts = {name: files[name].decode("utf-8-sig") for name in files if name.endswith(".csv")}
    for text in texts.values():
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) and not _number(cell) for cell in row), row
    audit = dict(list(csv.reader(io.StringIO(texts["audit.csv"])))[1:])
    assert audit["Hash of the release"] == found.sha256
    assert audit["Minimum group"] == "5"
    assert audit["Groups shown"] == str(len(found.head.blocks))
    assert "[c] means not shown" in texts["notes.csv"]
    assert f"release {found.sha256[:12]}" in texts["notes.csv"]


def test_the_same_release_makes_the_same_zip(survey):
    found, figures, tables = found_of(survey)
    assert pack_out.to_publish(found, figures, tables) == pack_out.to_publish(found, figures, tables)


def test_answers_collected_elsewhere_are_called_so_in_every_file(survey, people):
    found, figures, tables = found_of(survey)
    there = replace(found, elsewhere="LimeSurvey 4711")
    files = packed.opened(pack_out.to_publish(there, figures, tables))
    assert all("LimeSurvey 4711" in files[name].decode() for name in ("results.html", "figures.csv", "notes.csv"))
    assert "LimeSurvey 4711" in packed.words(group_sheet.pdf_of(there, found.head.blocks[0], figures[0], None))
    assert "Not known: asked elsewhere" in files["audit.csv"].decode()


def test_the_download_tells_deviation_drivers_and_that_a_table_is_withheld():
    head = replace(
        HEAD, blocks=(Block("all", "All", None, 0, (), False, ""),), themes=(GroupMeta("t", "Care", ()),),
        indices=(GroupMeta("e", "Engagement", ()),), characteristics=(SplitMeta("AGE", "age", "Your age", ()),),
        tables=(TableMeta("AGE", "all", withheld=True),),
    )  # fmt: skip
    index = GroupFigure("e", (), 61, False, 120, 18.5)
    drivers = Drivers("e", 115, 42, (Driver("t", 100),))
    figures = BlockFigures("all", (), (GroupFigure("t", (), 70, False, 240),), (index,), drivers)
    rows = {row["kind"]: row for row in csv.DictReader(io.StringIO(csv_text(head, [figures])))}
    assert (rows["index"]["deviation"], rows["index"]["score"]) == ("18.5", "61")
    assert (rows["driver"]["wording"], rows["driver"]["answers"], rows["driver"]["importance"]) == (
        "Care",
        "115",
        "100",
    )
    assert rows["driver"]["note"] == "goes along with Engagement; all themes together explain 42%"
    assert (rows["table"]["split by"], rows["table"]["answers"]) == ("Your age", "")
    assert rows["table"]["note"].startswith("[c]: the table is withheld")
    assert rows["rate"]["note"] == "[c]"


def _number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", cell))


HEAD = packed.empty()
