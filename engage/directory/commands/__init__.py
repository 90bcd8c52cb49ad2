"""Commands of the directory: imports, slips, the first administrator."""

from engage.directory.commands.admin import admin
from engage.directory.commands.imports import people, units
from engage.directory.commands.slips import slips

people.add_command(slips)
GROUPS = (people, units, admin)
