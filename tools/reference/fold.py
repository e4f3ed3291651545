"""The one way names are made comparable; `loaders` folds the text it reads in the same way.

A key is what a reader compares, a form is what a newspaper prints. The two programs must agree to the letter, so this
stays as small as it can be, and the Rust side tests itself against every row of name.tsv.
"""

import re
import unicodedata

SINGLE = str.maketrans({
    "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae",
    "œ": "oe", "Œ": "oe", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", ".": None,
})


def fold(form: str) -> str:
    """Lower-case ASCII-like key of a name: `Luleå` → `lulea`, `U.S.` → `us`."""
    spread = unicodedata.normalize("NFKD", form.translate(SINGLE))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare.lower().translate(SINGLE)).strip()
