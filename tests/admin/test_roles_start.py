"""Where administration begins: every area leads somewhere."""

from tests.factories import People
from tests.site import Site


def test_every_area_leads_to_its_page(site: Site, people: People) -> None:
    page = site.get("/admin", as_=people.dev)
    areas = [link.get("href") for link in page.select("main a")]
    assert len(areas) == 12  # twelve at most: test_settings.py
    assert [site.get(href, as_=people.dev).status for href in areas] == [200] * len(areas)


def test_administration_is_in_the_menu_of_administrators_only(site: Site, people: People) -> None:
    assert site.get("/account", as_=people.dev).links["Administration"] == "/admin"
    for who in (people.amara, people.chloe, people.femi):
        assert "Administration" not in site.get("/account", as_=who).links
        assert site.get("/admin", as_=who).status == 403
    assert site.get("/admin").location == "/sign-in?next=/admin"
