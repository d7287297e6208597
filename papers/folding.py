"""Text as search compares it: without accents, and names without punctuation."""

import re
import unicodedata

MARKS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not take apart; the SQL function `papers_fold` has the same pairs.
LETTERS = ("øØłŁđĐıß", "oOlLdDis")
LETTER_TABLE = str.maketrans(*LETTERS)
NOT_A_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """The text decomposed (NFKD) without combining accents; the twin of the SQL function `papers_fold`.

    >>> fold("Sørensen, Vuković, naïve")
    'Sorensen, Vukovic, naive'
    """
    return MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(LETTER_TABLE)


def name_words(text: str) -> str:
    """The words of a person's name, folded, in lower case, parted by single spaces.

    >>> name_words("D.K. Panda-O'Neill (LSTA)")
    'd k panda o neill lsta'
    """
    return NOT_A_WORD.sub(" ", fold(text).lower()).strip()
