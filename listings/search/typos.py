"""Mending the misspelt words of a query."""

from collections.abc import Iterator

from listings.search.plain import Token, tokens
from listings.search.vocabulary import Vocabulary

LONGEST_RUN = 3


def mended(typed: str, vocab: Vocabulary) -> str | None:
    """The query with its misspelt words mended; None when there is nothing to mend."""
    words = tokens(typed)
    made = " ".join(_mended(words, vocab))
    return made if made != " ".join(word.text for word in words) else None


def _mended(words: list[Token], vocab: Vocabulary) -> Iterator[str]:
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_RUN, len(words) - at), 0, -1):
            run = [word.text for word in words[at : at + length]]
            if fixed := _fixed(run, vocab):
                yield fixed
                at += length
                break
        else:
            yield words[at].text
            at += 1


def _fixed(run: list[str], vocab: Vocabulary) -> str | None:
    """What was meant by words of which at least one is unknown; several are one name together."""
    if all(vocab.knows(word) or not word.isalpha() for word in run):
        return None
    found = vocab.speller.mend("".join(run))
    if found is None or len(run) == 1:
        return found
    meaning = vocab.find([found])
    return meaning.name if meaning else None
