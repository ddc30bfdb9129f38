"""Official documents grouped by the party that speaks in them."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.errors import NothingFound, UsageError
from claimcheck.records import Document


def by_party(
    documents: Sequence[Document], only: Sequence[str] = (), elsewhere: Sequence[str] = ()
) -> dict[str, tuple[Document, ...]]:
    """Documents grouped by party, in order of first appearance; a joint one counts for each signatory.

    Args:
        documents: the documents.
        only: the parties that are wanted; all where empty.
        elsewhere: parties that have documents somewhere else.

    Raises:
        UsageError: a name in `only` has no document.
        NothingFound: there is no document at all.
    """
    groups: dict[str, list[Document]] = {}
    for document in documents:
        for party in dict.fromkeys(document.parties):
            groups.setdefault(party, []).append(document)
    if not groups and not elsewhere:
        raise NothingFound("no official document was given", remedy="Name a file or folder with --against.")
    known = tuple(dict.fromkeys((*groups, *elsewhere)))
    unknown = [name for name in only if name not in known]
    if unknown:
        raise UsageError(
            f"no document belongs to the party {unknown[0]!r}",
            remedy=f"The parties are: {', '.join(known)}.",
        )
    return {party: tuple(docs) for party, docs in groups.items() if not only or party in only}
