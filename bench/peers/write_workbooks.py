"""Writes the same cells and formats as a given workbook, with XlsxWriter and with openpyxl, and times each.

usage: write_workbooks.py WORKBOOK [--runs N]

The workbook that Jamfor wrote is read once (not timed) into a list of cells with their formats: value, number
format, font, fill, borders, alignment, link and note; column widths, row heights, frozen panes, filters, print
set-up. Each library then writes all of that from the same list, in a process of its own, so that its peak memory
is its own; the fastest of N runs counts. What was written is read back and compared cell by cell.

Standard output is one JSON object.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

CREATED = datetime(2018, 6, 1)


def style_of(cell):
    """A cell's format as a plain tuple: equal formats are one."""
    font, fill, align, border = cell.font, cell.fill, cell.alignment, cell.border
    colour = font.color.rgb if font.color is not None and font.color.type == "rgb" else None
    side = lambda s: (s.style, s.color.rgb if s.color is not None and s.color.type == "rgb" else None)
    return (
        cell.number_format,
        (font.name, font.sz, bool(font.b), bool(font.i), font.u, colour),
        fill.fgColor.rgb if fill.fill_type == "solid" else None,
        (align.horizontal, align.vertical, bool(align.wrap_text), align.indent, align.textRotation),
        tuple(side(getattr(border, name)) for name in ("left", "right", "top", "bottom")),
    )


def read(path):
    """The sheets of a workbook as plain data."""
    book = openpyxl.load_workbook(path)
    sheets = []
    for sheet in book.worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                link = None
                if cell.hyperlink is not None:
                    link = cell.hyperlink.location or cell.hyperlink.target
                note = cell.comment.text if cell.comment is not None else None
                cells.append((cell.row, cell.column, cell.value, style_of(cell), link, note))
        sheets.append(
            {
                "title": sheet.title,
                "cells": cells,
                "widths": [(d.min, d.max, d.width) for d in sheet.column_dimensions.values() if d.width],
                "heights": [(n, d.height) for n, d in sheet.row_dimensions.items() if d.height],
                "freeze": sheet.freeze_panes,
                "filter": sheet.auto_filter.ref,
                "landscape": sheet.page_setup.orientation == "landscape",
                "paper": sheet.page_setup.paperSize,
            }
        )
    return sheets


def with_xlsxwriter(sheets, path):
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": CREATED})
    formats = {}

    def format_of(style):
        if style in formats:
            return formats[style]
        number, font, fill, align, borders = style
        name, size, bold, italic, underline, colour = font
        props = {"num_format": number, "font_name": name, "font_size": size, "bold": bold, "italic": italic}
        if underline:
            props["underline"] = 1
        if colour:
            props["font_color"] = "#" + colour[-6:]
        if fill:
            props["bg_color"] = "#" + fill[-6:]
        horizontal, vertical, wrap, indent, rotation = align
        if horizontal:
            props["align"] = horizontal
        if vertical:
            props["valign"] = {"center": "vcenter"}.get(vertical, vertical)
        props["text_wrap"] = wrap
        props["indent"] = int(indent or 0)
        if rotation:
            props["rotation"] = int(rotation)
        for side, (kind, tint) in zip(("left", "right", "top", "bottom"), borders):
            if kind:
                props[side] = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "hair": 7}.get(kind, 1)
                if tint:
                    props[side + "_color"] = "#" + tint[-6:]
        formats[style] = book.add_format(props)
        return formats[style]

    for given in sheets:
        sheet = book.add_worksheet(given["title"])
        for first, last, width in given["widths"]:
            sheet.set_column(first - 1, last - 1, width)
        for number, height in given["heights"]:
            sheet.set_row(number - 1, height)
        for row, column, value, style, link, note in given["cells"]:
            wanted = format_of(style)
            at = (row - 1, column - 1)
            if link:
                sheet.write_url(*at, f"internal:{link}" if "!" in link else link, wanted, str(value))
            elif value is None:
                sheet.write_blank(*at, None, wanted)
            elif isinstance(value, (int, float)):
                sheet.write_number(*at, value, wanted)
            else:
                sheet.write_string(*at, str(value), wanted)
            if note:
                sheet.write_comment(*at, note)
        if given["freeze"]:
            sheet.freeze_panes(given["freeze"])
        if given["filter"]:
            sheet.autofilter(given["filter"])
        if given["landscape"]:
            sheet.set_landscape()
        if given["paper"]:
            sheet.set_paper(int(given["paper"]))
    book.close()


def with_openpyxl(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = CREATED
    formats = {}

    def parts_of(style):
        if style not in formats:
            number, (name, size, bold, italic, underline, colour), fill, align, borders = style
            horizontal, vertical, wrap, indent, rotation = align
            sides = [Side(style=kind, color=tint) for kind, tint in borders]
            formats[style] = (
                number,
                Font(name=name, sz=size, b=bold, i=italic, u=underline, color=colour),
                PatternFill("solid", fgColor=fill) if fill else None,
                Alignment(
                    horizontal=horizontal,
                    vertical=vertical,
                    wrap_text=wrap,
                    indent=indent or 0,
                    textRotation=rotation or 0,
                ),
                Border(left=sides[0], right=sides[1], top=sides[2], bottom=sides[3]),
            )
        return formats[style]

    for given in sheets:
        sheet = book.create_sheet(given["title"])
        for first, last, width in given["widths"]:
            for column in range(first, min(last, first + 200) + 1):
                sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
        for number, height in given["heights"]:
            sheet.row_dimensions[number].height = height
        for row, column, value, style, link, note in given["cells"]:
            cell = sheet.cell(row, column, value)
            number, font, fill, align, border = parts_of(style)
            cell.number_format, cell.font, cell.alignment, cell.border = number, font, align, border
            if fill is not None:
                cell.fill = fill
            if link:
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link)
            if note:
                cell.comment = Comment(note, "")
        if given["freeze"]:
            sheet.freeze_panes = given["freeze"]
        if given["filter"]:
            sheet.auto_filter.ref = given["filter"]
        if given["landscape"]:
            sheet.page_setup.orientation = "landscape"
        if given["paper"]:
            sheet.page_setup.paperSize = given["paper"]
    book.save(path)


def timed(write, sheets, path, answer):
    """In a process of its own; peak memory above what the list of cells itself takes."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    write(sheets, path)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer.put((seconds, peak, before))


def differing(sheets, path):
    """How many cells of what was written are not as given: value, number format or fill."""
    different = 0
    for given, written in zip(sheets, read(path), strict=True):
        there = {(row, column): (value, style) for row, column, value, style, _, _ in written["cells"]}
        for row, column, value, style, _, _ in given["cells"]:
            got = there.get((row, column))
            same = got is not None and got[0] == value and got[1][0] == style[0] and got[1][2] == style[2]
            different += not same
    return different


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("workbook", type=Path)
    arguments.add_argument("--runs", type=int, default=3)
    chosen = arguments.parse_args()
    sheets = read(chosen.workbook)
    result = {
        "cells": sum(len(sheet["cells"]) for sheet in sheets),
        "sheets": len(sheets),
        "python": sys.version.split()[0],
        "writers": {},
    }
    processes = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory() as folder:
        for name, version, write in (
            ("XlsxWriter", xlsxwriter.__version__, with_xlsxwriter),
            ("openpyxl", openpyxl.__version__, with_openpyxl),
        ):
            path = str(Path(folder) / f"{name}.xlsx")
            runs = []
            for _ in range(chosen.runs):
                answer = processes.Queue()
                process = processes.Process(target=timed, args=(write, sheets, path, answer))
                process.start()
                runs.append(answer.get())
                process.join()
            seconds = [run[0] for run in runs]
            result["writers"][name] = {
                "version": version,
                "seconds": [round(s, 3) for s in seconds],
                "best": round(min(seconds), 3),
                "peak_mb": round(max(run[1] for run in runs) / 1024, 1),
                "of_which_the_list_of_cells_mb": round(runs[0][2] / 1024, 1),
                "bytes": Path(path).stat().st_size,
                "cells_that_differ": differing(sheets, path),
            }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
