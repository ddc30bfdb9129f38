"""The report as CSV: a row for each claim and party."""

from __future__ import annotations

import csv
import io

from claimcheck.reports.columns import COLUMNS, table_rows
from claimcheck.reports.decisions import ReviewedReport

_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for the encoding of their country


def to_csv(reviewed: ReviewedReport, *, show_all: bool = False) -> bytes:
    """The rows of `columns.table_rows` as RFC 4180 in UTF-8 with a byte order mark, every cell quoted."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.head for column in COLUMNS])
    writer.writerows(table_rows(reviewed, show_all=show_all))
    return (_MARK + stream.getvalue()).encode()
