"""XLSForm workbooks for the tests."""

import io

import openpyxl


def book(survey, choices=(), settings=(), **more):
    """The bytes of a workbook; each sheet is rows, the first the columns."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
        if rows:
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data, old, new):
    """The workbook with one text replaced wherever a cell holds it."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in made:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
