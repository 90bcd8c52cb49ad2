"""The release under attack, by what its pages and exports give; each protection is also taken out to see it matter."""

import re

import pytest

from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.disclosure import release as engine
from engage.disclosure import settle
from engage.disclosure import tree as tree_module
from engage.surveys import release
from engage.surveys.actions import publishing
from engage.surveys.models import Survey
from tests.surveys import attacks

K = 5
ITEMS = ("Q1", "Q2", "Q3", "Q4")
PARTS = {**{item: (item,) for item in ITEMS}, "work": ("Q1", "Q2"), "place": ("Q3", "Q4"), "liking": ("Q1", "Q2")}
UNANIMOUS = {"DAYCARE": "5", "REABLE": "1", "PARKS": "3"}


def planted(unit: str, n: int) -> dict[str, str]:
    """Unanimous teams on Q1, a team of which few answered Q2, a lone dissenter on Q3."""
    answers = dict(attacks.varied(unit, n))
    if unit in UNANIMOUS:
        answers["Q1"] = UNANIMOUS[unit]
    if unit == "DAYCARE" and n > 1:
        answers["Q2"] = "na"
    if unit == "REABLE":
        answers["Q3"] = "1" if n == 0 else "5"
    return answers


def uncertified(monkeypatch):
    monkeypatch.setattr(engine, "_certify", lambda release: None)


def attack(site, people, survey, truth):
    """(figure, group, answers, positive) of everything that subtraction gives an attacker."""
    rows, within = attacks.export(site, survey, people.chloe), attacks.blocks(site, survey, people.chloe)
    leaf = attacks.leaf_of_unit(site, survey, people.chloe)
    found = []
    for code, items in PARTS.items():
        for atom in attacks.atoms(attacks.shown(rows, within, code)):
            found.append((code, atom, *attacks.counted(truth, leaf, atom, items)))
    return found


def too_small(found):
    return [(code, atom, n) for code, atom, n, _ in found if n < K]


def too_alike(found):
    return [(code, atom, n, p) for code, atom, n, p in found if code in ITEMS and min(p, n - p) < 2]


@pytest.fixture
def planted_survey(people):
    attacks.council()
    return attacks.survey(planted)


def test_no_subtraction_is_about_too_few_or_gives_a_unanimous_group(site, people, planted_survey):
    found = attack(site, people, *planted_survey)
    assert len(found) > 12
    assert too_small(found) == []
    assert too_alike(found) == []


def test_without_the_guard_against_likeness_the_unanimous_teams_show(site, people, monkeypatch):
    monkeypatch.setattr(settle, "unlike", lambda *_: lambda positions: True)
    attacks.council()
    assert too_alike(attack(site, people, *attacks.survey(planted)))


def test_without_counting_each_questions_answers_two_people_stand_alone(site, people, monkeypatch):
    uncertified(monkeypatch)
    monkeypatch.setattr(settle, "enough", lambda *_: lambda positions: True)
    monkeypatch.setattr(settle, "unlike", lambda *_: lambda positions: True)
    attacks.council()
    assert too_small(attack(site, people, *attacks.survey(planted)))


def test_without_merging_a_parent_less_its_teams_is_the_team_of_four(site, people, monkeypatch):
    uncertified(monkeypatch)
    monkeypatch.setattr(settle, "unlike", lambda *_: lambda positions: True)
    monkeypatch.setattr(settle, "enough", lambda *_: lambda positions: True)
    monkeypatch.setattr(
        tree_module, "remainder", lambda kids, rest, floor: (frozenset(c for c, n in kids if n >= floor), 1, None)
    )
    attacks.council({**attacks.SIZES, "ROADS": 5})
    monkeypatch.setattr("engage.surveys.grouping.coarsen", tree_module.coarsen, raising=False)
    survey, truth = attacks.survey(
        lambda unit, n: planted(unit, n) if unit != "ROADS" or n < 2 else {"Q1": "na"}, minimum=5
    )
    assert too_small(attack(site, people, survey, truth))


def test_a_theme_is_shown_where_all_its_items_are_or_not_at_all(site, people, planted_survey):
    finer = themes_finer_than_items(site, people, planted_survey[0])
    assert finer == []


def test_without_that_a_theme_would_give_a_hidden_item_back(site, people, monkeypatch):
    monkeypatch.setattr(engine, "common", lambda *_: lambda positions: True)
    attacks.council()
    assert themes_finer_than_items(site, people, attacks.survey(planted)[0])


def themes_finer_than_items(site, people, survey):
    rows, within = attacks.export(site, survey, people.chloe), attacks.blocks(site, survey, people.chloe)
    found = []
    for code in ("work", "place", "liking"):
        for group in attacks.shown(rows, within, code):
            for item in PARTS[code]:
                of_item = attacks.shown(rows, within, item)
                if not any(other <= group for other in of_item) or group not in _unions(of_item, group):
                    found.append((code, item, group))
    return found


def _unions(groups, whole):
    """The whole, where groups inside it cover it."""
    inside = [group for group in groups if group <= whole]
    return {whole} if inside and frozenset().union(*inside) == whole else set()


def detailed_leftovers(site, people, survey, truth):
    rows, within = attacks.export(site, survey, people.chloe), attacks.blocks(site, survey, people.chloe)
    leaf = attacks.leaf_of_unit(site, survey, people.chloe)
    small = []
    for item in ITEMS:
        detailed = [group for group, row in attacks.shown(rows, within, item).items() if row["spread"] or row["mean"]]
        small += [
            (item, atom) for atom in attacks.atoms(detailed) if attacks.counted(truth, leaf, atom, (item,))[0] < 30
        ]
    return small


def test_spread_and_mean_are_about_thirty_people_or_more_by_subtraction_too(site, people, planted_survey):
    assert detailed_leftovers(site, people, *planted_survey) == []


def test_without_that_rule_small_teams_show_their_spread(site, people, monkeypatch):
    real = engine.with_detail
    monkeypatch.setattr(engine, "with_detail", lambda shown: real(shown, 1))
    attacks.council()
    assert detailed_leftovers(site, people, *attacks.survey(planted))


def test_two_managers_together_read_nothing_that_the_certified_whole_does_not_hold(site, people, planted_survey):
    survey, _ = planted_survey
    everybody = (people.amara, people.bryn, people.chloe, people.dev, people.esi, people.femi)

    def figures(who):
        rows = (row for row in attacks.export(site, survey, who) if not row["group"].startswith("This file"))
        return {(row["group"], *list(row.values())[5:]) for row in rows}

    whole = figures(people.chloe)
    assert {who for who in everybody if figures(who) == whole} == {people.chloe}
    assert set().union(*(figures(who) for who in everybody)) == whole
    head = site.get(f"/surveys/{survey}/results/heatmap", as_=people.amara)
    for address in {a for a in head.links.values() if "/groups/" in a}:
        numbers = [
            [each.text_content() for each in site.get(address, as_=who).select(".engage-number, .engage-stats")]
            for who in (people.amara, people.femi, people.chloe)
        ]
        assert len(numbers[0]) > 8 and numbers[0] == numbers[1] == numbers[2]


def test_the_pages_and_the_workbook_hold_no_figure_that_the_csv_does_not(site, people, planted_survey):
    import io

    from openpyxl import load_workbook

    survey, _ = planted_survey
    rows = attacks.export(site, survey, people.chloe)
    told = {}
    for row in rows:
        numbers = told.setdefault(row["group"], set())
        numbers |= set(
            re.findall(r"\d+(?:\.\d+)?", " ".join(v for k, v in row.items() if k not in {"group", "inside"}))
        )
    head = site.get(f"/surveys/{survey}/results/heatmap", as_=people.chloe)
    for name, address in head.links.items():
        if "/groups/" in address:
            page = site.get(address, as_=people.chloe)
            cells = [td.text_content() for td in page.select("td.engage-number, td .engage-options strong")]
            numbers = set(re.findall(r"\d+(?:\.\d+)?", " ".join(cells)))
            assert numbers <= told[name], (name, numbers - told[name])
    book = load_workbook(io.BytesIO(site.get(f"/surveys/{survey}/results.xlsx", as_=people.chloe).data))
    assert book.sheetnames == ["Figures", "Heatmap", "Notes"]
    heat = {str(cell) for row in book["Heatmap"].iter_rows(min_row=2, values_only=True) for cell in row[1:]}
    assert heat - {"[c]"} <= set().union(*told.values())


def test_the_reason_does_not_say_which_of_two_teams_was_the_cause(site, people):
    attacks.council()
    together = []
    for guilty in ("DAYCARE", "REABLE"):
        survey, _ = attacks.survey(
            lambda unit, n, guilty=guilty: {**attacks.varied(unit, n), **({"Q1": "5"} if unit == guilty else {})},
            title=f"Survey {guilty}",
        )
        rows = attacks.export(site, survey, people.chloe)
        together.append([(row["group"], row["shown together with"]) for row in rows if row["code"] == "Q1"])
    assert together[0] == together[1]


def test_a_survey_has_one_release_for_ever_so_that_nothing_differs_by_one_answer(site, people, planted_survey):
    survey, _ = planted_survey
    with pytest.raises(Conflict), transaction():
        release.compute(survey)
    db.session.rollback()
    page = site.post(f"/surveys/manage/{survey}/release", {}, as_=people.chloe)
    assert page.status == 409
    with transaction():
        publishing.withdraw(
            db.session.get_one(Survey, survey), "Wrong units", db.session.get_one(Survey, survey).closes_at
        )
    assert site.post(f"/surveys/manage/{survey}/release", {}, as_=people.chloe).status == 409
    for who in (people.amara, people.chloe, people.dev):
        for part in ("", ".csv", ".xlsx", "/heatmap", "/protection"):
            assert site.get(f"/surveys/{survey}/results{part}", as_=who).status == 404


def test_every_survey_draws_its_guards_numbers_anew_and_keeps_none_of_them(people, planted_survey):
    from engage.surveys.models import Release, ReleaseBlock

    kept = " ".join(db.session.scalars(db.select(Release.head)).all())
    kept += " ".join(db.session.scalars(db.select(ReleaseBlock.document)).all())
    for word in ("seed", "rng", "drawn", 'sets":', "taken_part", "person"):
        assert word not in kept
