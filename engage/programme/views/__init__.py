"""The programme: plans, their items, and the boards that read them."""

from flask import Blueprint

from engage.programme import models  # noqa: F401  # its tables are there for migrations and the demonstration

bp = Blueprint("programme", __name__)
