"""One premise from several passages of a document, for claims that no single passage tells whole."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.records import Document, Sentence
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment, Glance


def joined_premise(
    document: Document, sentences: Sequence[Sentence], relevant: Sequence[Assessment] | Sequence[Glance]
) -> str | None:
    """The text of the most relevant passages of `document` as one, in the order of the document.

    A document that is short enough is taken whole. A passage that would make the premise longer than the
    entailment model reads is left out.

    Args:
        document: the document.
        sentences: its sentences.
        relevant: passages of it, looked at, the most relevant first.

    Returns:
        The premise; None where it would be that of a single passage again.
    """
    longest = load_toml("decision.toml")["entailment"]["joined_words"]
    if not relevant:
        return None
    if len(document.text) <= 20 * longest and len(document.text.split()) <= longest:
        whole = document.text.strip()
        return None if any(one.hit.passage.text == whole for one in relevant) else whole
    taken: set[int] = set()
    for one in relevant:
        more = taken | set(range(*one.hit.passage.sentences))
        if sum(len(sentences[at].text.split()) for at in more) <= longest:
            taken = more
    texts = [sentences[at].text for at in sorted(taken)]
    known = {one.hit.passage.sentences for one in relevant}
    alone = not taken or ((min(taken), max(taken) + 1) in known and len(taken) == max(taken) - min(taken) + 1)
    return None if alone else " ".join(texts)
