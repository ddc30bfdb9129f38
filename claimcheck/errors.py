"""What can go wrong, said in one style: what, where, and how to mend it.

ClaimcheckError
├── UsageError         the command or call itself makes no sense
├── InputError         a file, folder or row could not be used
│   ├── MissingInput       it is not there
│   ├── UnreadableInput    it is there, but is empty, binary, malformed or of an unknown format
│   └── NothingFound       it was read, and holds nothing to work on
└── ModelError         model weights are missing, altered or unfit
"""

from __future__ import annotations


class ClaimcheckError(Exception):
    """An expected failure, told to the user in one line.

    Args:
        what: what is wrong, without a full stop.
        where: the file, and the place in it, that it is about; may be empty.
        remedy: what the user can do about it; may be empty.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{line}. {self.remedy}" if self.remedy else line
        # Names and answers from outside may hold characters that a terminal would obey.
        return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(line.split()))


class UsageError(ClaimcheckError):
    """The command or call itself makes no sense."""


class InputError(ClaimcheckError):
    """A file, folder or row could not be used."""


class MissingInput(InputError):
    """The input is not there."""


class UnreadableInput(InputError):
    """The input is there, but is empty, binary, malformed or of an unknown format."""


class NothingFound(InputError):
    """The input was read, and holds nothing to work on."""


class ModelError(ClaimcheckError):
    """Model weights are missing, altered or unfit."""
