"""flask values … and flask feedback …: for the operator."""

from engage.values.commands.feedback import feedback
from engage.values.commands.framework import values

GROUPS = (values, feedback)
