"""annotations.check: is the corpus fit to train and measure with?

In:  a folder with splits, or one split.
Out: problems (one line each: file, field, what) and statistics. Loading already refuses
     wrong offsets, unknown labels and roles that do not fit; here come the rules of the
     contract that one document can break, and what only the corpus shows: texts that are
     near-duplicates, ids used twice, deals that dev shares with train.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from ..errors import AnnotationError
from ..records import Amount, Deal
from .load import SPLITS, document_paths, no_documents
from .schema import PARTY_LABELS, Document, read_document

#: Two texts are near-duplicates when they share this part of the shorter one's 8-grams.
#: Measured: one source article retold by two writers, without a sentence in common, gave
#: 0.235; the nearest of 7,700 other pairs (same companies, other story) gave 0.059.
OVERLAP = 0.12
NGRAM = 8

#: Besides parties and amount, what tells two deals of one article apart.
_TELLING = ("type", "date", "subject", "capacity", "stake", "location")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?")


def split_folders(root: Path) -> dict[str, Path]:
    """The splits of an annotations folder; a folder without splits is one split itself."""
    found = {name: root / name for name in SPLITS if (root / name).is_dir()}
    return found or {root.name: root}


def check(root: Path) -> tuple[list[str], dict[str, list[Document]]]:
    """Check an annotations folder; returns the problems and the valid documents by split.

    Raises:
        AnnotationError: there is no such folder, or no document in it.
    """
    problems: list[str] = []
    splits: dict[str, list[Document]] = {}
    where: dict[str, str] = {}
    for split, folder in split_folders(root).items():
        splits[split] = []
        for path in document_paths(folder):
            name = f"{split}/{path.name}"
            try:
                document = read_document(path)
            except AnnotationError as error:
                problems.append(str(error).replace(str(path), name, 1))
                continue
            if document.id in where:
                problems.append(f"{name}: id: {document.id!r} is also the id of {where[document.id]}")
                continue
            if document.id != path.stem:
                problems.append(f"{name}: id: {document.id!r} is not the file's name")
            where[document.id] = name
            splits[split].append(document)
            problems += [f"{name}: {problem}" for problem in document_problems(document)]
    if not where and not problems:
        raise no_documents(root)
    everything = [(split, d) for split, documents in splits.items() for d in documents]
    for a, b, overlap in near_duplicates([d for _, d in everything]):
        shared = f"shares {overlap:.0%} of its {NGRAM}-grams (limit {OVERLAP:.0%})"
        problems.append(f"{where[a.id]}: text: {shared} with {where[b.id]}")
    problems += list(shared_deals(everything, where))
    return problems, splits


def document_problems(document: Document) -> Iterator[str]:
    """Rules of the contract that one valid document can still break."""
    yield from _entity_problems(document)
    entities = {(e.start, e.end): e for e in document.entities}
    starts = [f.mention.start for f in document.figures]
    if starts != sorted(set(starts)):
        yield "figures: not in text order, or one is listed twice"
    for i, deal in enumerate(document.deals):
        at = f"deals[{i}]"
        yield from (f"{at}{problem}" for problem in _deal_problems(deal))
        for key, amount in (("amount", deal.amount), ("valuation", deal.valuation)):
            for part in (amount, amount.alt if amount else None):
                if part is not None and not any(_same(part, f) for f in document.figures):
                    yield f"{at}.{key}: {describe(part)} is none of the document's figures"
        for j, party in enumerate(deal.parties):
            for m in party.mentions:
                entity = entities.get((m.start, m.end))
                if entity is None:
                    yield f"{at}.parties[{j}].mentions: {m.text!r} at {m.start} is no entity"
                elif entity.label not in PARTY_LABELS:
                    yield f"{at}.parties[{j}].mentions: {m.text!r} at {m.start} is a {entity.label}"
    for (i, a), (j, b) in combinations(enumerate(document.deals), 2):
        if _key(a) == _key(b) and all(getattr(a, field) == getattr(b, field) for field in _TELLING):
            yield f"deals[{j}]: deals[{i}] again (same {', '.join(_TELLING)}); one deal is one record"


def _entity_problems(document: Document) -> Iterator[str]:
    last = None
    for i, entity in enumerate(document.entities):
        if last and entity.start < last.end:
            yield f"entities[{i}]: {entity.text!r} at {entity.start} overlaps or precedes {last.text!r}"
        if entity.text != entity.text.strip():
            yield f"entities[{i}]: {entity.text!r} begins or ends with white space"
        last = entity


def _deal_problems(deal: Deal) -> Iterator[str]:
    if not (deal.amount or deal.capacity or deal.stake is not None or len(deal.parties) > 1):
        yield ": below the minimum; needs an amount, a capacity, a stake or a second party"
    if not deal.evidence:
        yield ".evidence: empty; name the sentences that state the deal"
    pairs = Counter((p.name, p.role) for p in deal.parties)
    for (name, role), n in pairs.items():
        if n > 1:
            yield f".parties: {name} is {role} {n} times"
    dates = [("date", deal.date)]
    if deal.period:
        dates += [("period.start", deal.period.start), ("period.end", deal.period.end)]
    for key, value in dates:
        if value is not None and not _PARTIAL_DATE.fullmatch(value):
            yield f".{key}: {value!r} is no partial ISO date (2025, 2025-09, 2025-09-10, 2025-Q3)"
    if deal.stake is not None and not 0 < deal.stake <= 1:
        yield f".stake: {deal.stake} is no fraction between 0 and 1"
    for k, capacity in enumerate(deal.capacity):
        if capacity.value is None and capacity.low is None and capacity.high is None:
            yield f".capacity[{k}]: no value"
    if deal.amount and not deal.mentions.get("amount"):
        yield ".mentions.amount: missing; the amount must point to its words"


def _same(a: Amount, b: Amount) -> bool:
    """Equal as the contract scores it: currency and value, or both ends of a range."""
    if a.value is not None or b.value is not None:
        return (a.currency, a.value) == (b.currency, b.value)
    return (a.currency, a.low, a.high) == (b.currency, b.low, b.high)


def describe(amount: Amount) -> str:
    """An amount in one short string, for messages."""
    number = amount.value if amount.value is not None else f"{amount.low or ''}..{amount.high or ''}"
    return f"{number} {amount.currency}"


def _key(deal: Deal) -> tuple[frozenset[str], tuple[object, ...] | None]:
    names = frozenset(fold_name(p.name) for p in deal.parties)
    a = deal.amount
    return names, None if a is None else (a.currency, a.value, a.low, a.high)


def fold_name(name: str) -> str:
    """A name for comparison: NFKC, lower case, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def shingles(text: str, n: int = NGRAM) -> set[str]:
    """Character n-grams of a text after NFKC, without white space and digits."""
    plain = re.sub(r"[\s\d]+", "", unicodedata.normalize("NFKC", text))
    return {plain[i : i + n] for i in range(max(1, len(plain) - n + 1))}


def near_duplicates(
    documents: Sequence[Document], threshold: float = OVERLAP
) -> list[tuple[Document, Document, float]]:
    """Pairs of documents whose shared n-grams reach ``threshold`` of the smaller set."""
    sets = [shingles(d.text) for d in documents]
    posting: dict[str, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for i, grams in enumerate(sets):
        for gram in grams:
            for j in posting[gram]:
                shared[j, i] += 1
            posting[gram].append(i)
    pairs = []
    for (i, j), n in shared.items():
        overlap = n / min(len(sets[i]), len(sets[j]))
        if overlap >= threshold:
            pairs.append((documents[i], documents[j], overlap))
    return sorted(pairs, key=lambda p: -p[2])


def shared_deals(documents: Iterable[tuple[str, Document]], where: dict[str, str]) -> Iterator[str]:
    """Deals of two different splits with the same amount and parties.

    Same parties: equal sets, or at least two names in common. A deal without an amount, or
    with one party only, cannot be told from another of the same parties and is passed over.
    """
    by_amount: dict[tuple[object, ...], list[tuple[str, Document, frozenset[str]]]] = defaultdict(list)
    for split, document in documents:
        for deal in document.deals:
            names, money = _key(deal)
            if money is not None:
                by_amount[money].append((split, document, names))
    for group in by_amount.values():
        for (sa, a, na), (sb, b, nb) in combinations(group, 2):
            if sa != sb and (na == nb or len(na & nb) >= 2):
                common = ", ".join(sorted(na & nb))
                yield f"{where[a.id]}: deals: {where[b.id]} has the same deal ({common}, same amount)"


def stats(splits: dict[str, list[Document]]) -> dict[str, dict[str, object]]:
    """Counts for each split; ``unseen`` are organisations of a split that train does not name."""
    trained = {fold_name(n) for d in splits.get("train", ()) for n in _organisations(d)}
    return {split: _split_stats(documents, trained, split) for split, documents in splits.items()}


def _organisations(document: Document) -> set[str]:
    return {e.name or e.text for e in document.entities if e.label == "ORG"}


def _split_stats(documents: Sequence[Document], trained: set[str], split: str) -> dict[str, object]:
    deals = [deal for d in documents for deal in d.deals]
    organisations = {fold_name(n) for d in documents for n in _organisations(d)}
    figures = [f for d in documents for f in d.figures]
    bare = sum(not d.deals for d in documents)
    return {
        "documents": len(documents),
        "characters": sum(len(d.text) for d in documents),
        "without a deal": f"{bare} ({bare / len(documents):.0%})" if documents else "0",
        "deals": len(deals),
        "reported": sum(d.reported for d in deals),
        "with amount": sum(d.amount is not None for d in deals),
        "entities": sum(len(d.entities) for d in documents),
        "figures": len(figures),
        "references": sum(len(d.references) for d in documents),
        "organisations": len(organisations),
        "organisations unseen in train": "" if split == "train" else len(organisations - trained),
        "types": Counter(d.type for d in deals),
        "stages": Counter(d.status for d in deals),
        "currencies": Counter(d.amount.currency for d in deals if d.amount),
        "currencies of figures": Counter(f.currency for f in figures),
        "qualifiers": Counter(f.qualifier for f in figures),
        "genres": Counter(d.genre for d in documents),
        "origins": Counter(d.origin for d in documents),
    }
