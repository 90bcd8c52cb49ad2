"""What of a framework can be asked about: its behaviours, or where a value has none, the value itself."""

from collections.abc import Sequence

from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.values.rules.feedback_round import Item

# Who leads is asked about what is for managers too; which grade somebody holds is not asked.
ABOUT_MANAGERS = frozenset({"managers", "leaders"})
BY_DEFAULT = frozenset({"everyone", "managers"})


def offered(framework: Framework) -> Sequence[tuple[Item, bool]]:
    """Everything that can be asked, in its order, and whether it is unless somebody chooses otherwise."""
    return [pair for value in framework.values for pair in _of(value)]


def _of(value: FrameworkValue) -> list[tuple[Item, bool]]:
    if not value.behaviours:
        return [(Item(f"{value.identity}.", value.identity, value.name, value.about or value.name), True)]
    return [(_item(value, each), _by_default(each)) for each in value.behaviours]


def _item(value: FrameworkValue, behaviour: Behaviour) -> Item:
    key = f"{value.identity}.{behaviour.identity}"
    return Item(key, value.identity, value.name, behaviour.text, behaviour.audience_kind in ABOUT_MANAGERS)


def _by_default(behaviour: Behaviour) -> bool:
    """Negative statements read as accusations where colleagues rate each other: they are asked only when chosen."""
    return behaviour.polarity != "negative" and behaviour.audience_kind in BY_DEFAULT
