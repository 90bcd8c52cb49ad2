"""The addresses of the shared list of themes."""

OD = """directory.themes directory.add_theme directory.edit_theme directory.save_theme directory.move_theme
directory.retire_theme directory.bring_theme_back"""
