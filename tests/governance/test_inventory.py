"""The inventory: every column of every table has a class, and nothing else has; the page and the file say the same."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table

from engage.admin.queries import kept
from engage.core import inventory as core
from engage.core.db import BallotBase, Base
from engage.core.inventory import Basis
from engage.governance.queries import inventory
from tests.factories import People
from tests.site import Site

PAGE = "/governance/data"


def faults(*metadata: MetaData) -> list[str]:
    """What the inventory and these tables do not agree about."""
    said = {name: table for part in inventory.tables().values() for name, table in part.items()}
    real = {table.name: set(table.columns.keys()) for each in metadata for table in each.tables.values()}
    found = [f"{name} has no line" for name in sorted(real.keys() - said.keys())]
    found += [f"{name} is no table" for name in sorted(said.keys() - real.keys())]
    for name in sorted(real.keys() & said.keys()):
        columns = said[name].columns.keys()
        found += [f"{name}.{column} has no class" for column in sorted(real[name] - columns)]
        found += [f"{name}.{column} is no column" for column in sorted(columns - real[name])]
        found += [f"{name}.{column} has two classes" for column in said[name].doubled]
    return found


def test_every_column_has_one_class_and_every_class_its_column(app: Flask) -> None:
    assert faults(Base.metadata, BallotBase.metadata) == []


def test_a_new_column_a_lost_one_and_a_new_table_are_noticed(app: Flask) -> None:
    strange = MetaData()
    Table("unit", strange, Column("id", Integer), Column("colour", Integer))
    Table("secret_list", strange, Column("id", Integer))
    found = faults(strange)
    assert {"secret_list has no line", "unit.colour has no class", "unit.name is no column"} <= set(found)
    assert "person is no table" in found


def test_a_column_that_is_named_twice_is_noticed() -> None:
    assert core.Table("Why.", "Nobody.", about="one two", text="two").doubled == ("two",)


def test_how_long_a_table_is_kept_is_in_the_words_of_its_schedules(app: Flask) -> None:
    whats = [line.what for _, lines in kept() for line in lines]
    for part in inventory.tables().values():
        for name, table in part.items():
            assert table.kept or table.until, f"{name} does not say how long"
            lost = [begin for begin in table.kept if not any(what.startswith(begin) for what in whats)]
            assert not lost, f"{name}: no schedule begins with {lost}"


def test_what_is_about_nobody_has_no_column_about_somebody(app: Flask) -> None:
    for part in inventory.tables().values():
        for name, table in part.items():
            assert not (table.basis is Basis.NONE and table.is_personal), name


@pytest.mark.parametrize("column", ["person_id", "by_id", "nominee_id", "reviewer_id"])
def test_what_points_to_a_person_is_never_technical(app: Flask, column: str) -> None:
    said = [(name, str(table.columns[column])) for part in inventory.tables().values()
            for name, table in part.items() if column in table.columns]  # fmt: skip
    assert said and {kind for _, kind in said} == {"points to a person"}


def test_chloe_and_dev_read_it_and_the_file_has_every_column(site: Site, people: People) -> None:
    for who in (people.chloe, people.dev):
        page = site.get(PAGE, as_=who)
        assert page.h1 == "Data inventory" and "Sealed answers, with no name, time or device." in page.text
    file = site.get(f"{PAGE}.csv", as_=people.chloe).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    real = sum(len(table.columns) for each in (Base, BallotBase) for table in each.metadata.tables.values())
    assert len(rows) == real
    sealed = next(row for row in rows if (row["table"], row["column"]) == ("ballot", "sealed"))
    assert sealed["class"] == "confidential answer" and "survey promised" in sealed["how long"]


def test_amara_and_strangers_do_not(site: Site, people: People) -> None:
    for address in (PAGE, f"{PAGE}.csv"):
        assert site.get(address, as_=people.amara).status == 403
        assert site.get(address).moved
