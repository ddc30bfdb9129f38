"""The libraries that make files of Word and Excel, which not every installation has."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from claimcheck.errors import UsageError

# Format -> the module that makes it, and whose program reads it.
LIBRARIES: Final = {"docx": ("docx", "Word"), "xlsx": ("xlsxwriter", "Excel")}


def require_office(form: str) -> None:
    """Makes sure that a format can be written; formats that need no such library always can.

    Raises:
        UsageError: its library is not installed.
    """
    module, program = LIBRARIES.get(form, ("", ""))
    if module and find_spec(module) is None:
        raise UsageError(
            f"{program} files need a library that is not installed",
            remedy='Install it: pip install "claimcheck-readouts[office]".',
        )
