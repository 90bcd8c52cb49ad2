"""Questions joined over waves, for the OD team: the list, two more, and apart again."""

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.surveys.actions import benchmarks as acts
from engage.surveys.forms.benchmarks import JoinForm
from engage.surveys.queries import results_beside as queries
from engage.surveys.queries.results_beside import Wave
from engage.surveys.rules.published import ItemMeta
from engage.surveys.rules.trends import counted_alike, worded
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE

UNLIKE = "Answers to these two are counted otherwise, so they cannot be joined. Nothing was changed."
Items = dict[str, tuple[ItemMeta, str]]


@bp.get("/manage/joined-questions")
@MANAGE
def joined_questions() -> Response:
    """Which questions are followed as one, and the form for two more."""
    return _listed(JoinForm(formdata=None), queries.published_waves())


def _offered(waves: list[Wave]) -> tuple[Items, Items]:
    """Questions of the newest published survey that it words anew, and those of earlier ones, by identity."""
    now = _items(waves[:1])
    then = _items(waves[1:])
    same = {
        identity
        for identity, (item, _) in now.items()
        if identity in then and worded(then[identity][0].text) == worded(item.text)
    }
    return {each: now[each] for each in now if each not in same}, {
        each: then[each] for each in then if each not in same
    }


def _items(waves: list[Wave]) -> Items:
    found: Items = {}
    for wave in waves:
        for item in wave.head.items:
            if item.directed:
                found.setdefault(item.identity, (item, wave.title))
    return found


def _listed(form: JoinForm, waves: list[Wave]) -> Response:
    now, then = _offered(waves)
    form.offer(
        [(identity, item.text) for identity, (item, _) in now.items()],
        [(identity, f"{item.text} ({title})") for identity, (item, title) in then.items()],
    )
    return page(
        "surveys/results/joined.html", status=422 if form.errors else 200, form=form, joined=queries.joined(),
        texts={identity: item.text for identity, (item, _) in _items(waves).items()},
        before={identity: item.text for identity, (item, _) in _items(waves[1:]).items()},
        possible=bool(now and then),
    )  # fmt: skip


@bp.post("/manage/joined-questions")
@MANAGE
def join_questions() -> Response:
    """Follow two as one, where their answers are counted alike."""
    form = JoinForm()
    waves = queries.published_waves()
    now, then = _offered(waves)
    form.offer([(each, "") for each in now], [(each, "") for each in then])
    if not form.validate():
        return _listed(form, waves)
    later, earlier = form.later.data, form.earlier.data
    if not counted_alike(now[later][0], then[earlier][0]):
        form.earlier.errors = [UNLIKE]
        return _listed(form, waves)
    try:
        acts.join(later, earlier, clock.now())
    except Invalid as invalid:
        form.earlier.errors = [invalid.message]
        return _listed(form, waves)
    flash("The two questions are followed as one. Trends mark where the words change.")
    return go(url_for(".joined_questions"))


@bp.post("/manage/joined-questions/<int:joined_id>/separate")
@MANAGE
def separate_questions(joined_id: int) -> Response:
    """Follow them apart again."""
    acts.separate(joined_id)
    flash("The two questions are followed apart again.")
    return go(url_for(".joined_questions"))
