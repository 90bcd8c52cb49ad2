"""The topics and the tree."""
from tests.factories import UNITS, People
from tests.site import Site
from tests.values import conversations as c
def test_smoke(site: Site, people: People):
    c.grown()
    t = c.topic()
    k = c.logged(t, UNITS.home_care, people.femi)
    u = c.unit_id(UNITS.home_care)
    for who in (people.amara, people.chloe, people.femi, people.dev):
        for path in ("/", "/values/conversations/", f"/values/conversations/{t}", f"/values/conversations/{t}/teams/{u}", f"/values/conversations/{t}/teams/{u}/log",f"/values/conversations/{t}/pack", "/values/conversations/new", f"/values/conversations/{t}/settings", "/people/find?q=am", f"/values/conversations/{t}/teams.csv"):
            pg = site.get(path, as_=who)
            print(who, path, pg.status, pg.queries, pg.text[:300])
