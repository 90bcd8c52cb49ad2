"""The base of every form: text is trimmed, normalised and free of what no database should hold."""

import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.fields.core import UnboundField

# The name of every password field of every form: what is typed there is never shown or kept again.
SECRET: set[str] = set()
KEPT_CONTROLS = "\n\t"


def clean(text: str) -> str:
    """Text as it is stored: NFC, unix line ends, no control or surrogate characters, trimmed."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in unix if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", kept).strip()


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Every form inherits this."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note which of its fields are secret."""
        super().__init_subclass__(**kwargs)
        for name, field in vars(cls).items():
            if isinstance(field, UnboundField) and issubclass(field.field_class, PasswordField):
                SECRET.add(name)

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Clean every text on its way in."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Add the cleaning filter to text fields, not to passwords."""
            kind = unbound_field.field_class.__name__
            if kind in {"StringField", "TextAreaField", "EmailField", "SearchField"}:
                unbound_field.kwargs.setdefault("filters", [_clean])
            return unbound_field.bind(form=form, **options)
