"""Frameworks from files, told apart by what they hold, and back into files."""

from engage.values.formats.framework_files import MOST_BYTES, BadFile, read

__all__ = ["MOST_BYTES", "BadFile", "read"]
