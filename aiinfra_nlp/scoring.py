"""Scores of deals, figures and spans against gold: contract, section 6, to the letter.

In come gold and predicted records of one article; out go an optimal one-to-one alignment
and counts (true positives, false positives, false negatives). Counts add up over articles
and ratios are computed at the very end, so a score over two articles is not the average of
two scores. Nothing here loads a model or reads an annotation file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import linear_sum_assignment

from .errors import DataError
from .records import Amount, Capacity, Deal, Party
from .resources import read_tsv

#: The kinds of slot that a deal record has in the main score.
SLOT_KINDS = ("type", "party", "amount", "status")
#: Fields scored apart, on aligned deals whose gold has the field.
SECONDARY = ("reported", "date", "period", "capacity", "stake", "valuation", "location")

#: Mentions that name nobody by themselves.
_ANAPHOR = re.compile(
    r"(?:[同両当弊自各]|我が|わが|[0-9０-９一二三四五六七八九十]+)(?:社|者|行|省|国|庁|氏|グループ)"
)


# --- counts ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    """True positives, false positives and false negatives; they add up."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1 when nothing was predicted and nothing wanted."""
        return _ratio(self.tp, self.tp + self.fp, empty=not self.fn)

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 1 when nothing was predicted and nothing wanted."""
        return _ratio(self.tp, self.tp + self.fn, empty=not self.fp)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from the counts."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn, empty=True)

    def as_dict(self) -> dict[str, float]:
        """Counts and ratios, ready for JSON."""
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
        }


def _ratio(part: int, whole: int, *, empty: bool) -> float:
    return part / whole if whole else float(empty)


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of any number of counts."""
    return sum(counts, Counts())


def count_multiset(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """Counts of two bags of items: an item that occurs twice has to be found twice."""
    wanted, found = Counter(gold), Counter(predicted)
    tp = (wanted & found).total()
    return Counts(tp, found.total() - tp, wanted.total() - tp)


# --- names ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _legal_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of legal forms that may be dropped: those written anywhere, those that end a name."""
    anywhere, start, ascii_end, other_end = [], [], [], []
    for row in read_tsv("legal_forms", ("form", "place")):
        form, place = row["form"], row["place"]
        end = ascii_end if form.isascii() else other_end
        places = {"any": anywhere, "start": start, "end": end}
        if place not in places:
            raise DataError(f"legal_forms.tsv: {form}: place {place!r} is not any, start or end")
        places[place].append(re.escape(form))
    front = "|".join([*anywhere, *(f"^(?:{form})" for form in start)])
    # A Latin legal form is a word of its own (Cisco is no "Cis Co"), a Chinese one is a suffix.
    back = rf"(?<=.)(?:[\s,]+(?:{'|'.join(ascii_end)})|(?:{'|'.join(other_end)}))[\s,]*$"
    return re.compile(front), re.compile(back)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name as it is compared: NFKC, case folded, without spaces and legal forms.

    >>> fold_name("ＮＶＩＤＩＡ Corp.") == fold_name("Nvidia")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    front, back = _legal_forms()
    stripped = front.sub("", text).strip()
    while (shorter := back.sub("", stripped)) != stripped:
        stripped = shorter
    return "".join((stripped or text).split())


#: Canonical name -> other names of the same organisation.
AliasSource = Callable[[str], Iterable[str]]


class Aliases:
    """All names that count as a gold party's: its own, its mentions', the document's, the registry's.

    Args:
        registry: further names of an organisation by its canonical name (the gazetteer).
        document: further names by canonical name that hold in one document only.
    """

    def __init__(
        self,
        registry: AliasSource | None = None,
        document: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._registry = registry
        self._document: dict[str, set[str]] = {}
        for name, others in (document or {}).items():
            self._document.setdefault(fold_name(name), set()).update(others)
        self._known: dict[str, frozenset[str]] = {}

    def add_deals(self, deals: Iterable[Deal]) -> None:
        """Take in the mentions of every party: what names it in one deal names it in all."""
        for deal in deals:
            for party in deal.parties:
                names = self._document.setdefault(fold_name(party.name), set())
                names.update(mention.text for mention in party.mentions)
        self._known.clear()

    def of(self, name: str) -> frozenset[str]:
        """Folded names of the organisation called ``name``; 同社 and the like name nobody."""
        key = fold_name(name)
        if key not in self._known:
            names = {name, *self._document.get(key, ())}
            names.update(self._registry(name) if self._registry else ())
            self._known[key] = frozenset(fold_name(n) for n in names if n and not _ANAPHOR.fullmatch(n))
        return self._known[key]

    def same(self, gold: str, predicted: str) -> bool:
        """Whether the predicted name is one of the gold party's."""
        return fold_name(predicted) in self.of(gold)


# --- amounts --------------------------------------------------------------------------------


def amount_key(amount: Amount) -> Hashable:
    """What makes two amounts equal: currency and value, or currency, low and high of a range.

    A bound written without a value (``low`` alone or ``high`` alone) counts as that value.
    """
    value, low, high = amount.value, amount.low, amount.high
    if value is None and (low is None) != (high is None):
        value = low if high is None else high
    return (amount.currency, value) if value is not None else (amount.currency, low, high)


def same_amount(gold: Amount | None, predicted: Amount | None) -> bool:
    """Whether an amount is the gold one, or the gold one as stated in its second currency."""
    if gold is None or predicted is None:
        return gold is predicted
    key = amount_key(predicted)
    return key == amount_key(gold) or (gold.alt is not None and key == amount_key(gold.alt))


# --- one deal against another ---------------------------------------------------------------


@dataclass(frozen=True)
class Match:
    """A gold deal and the predicted deal aligned with it; one of them None when left alone.

    ``parties`` pairs indices into ``gold.parties`` and ``predicted.parties`` whose name and
    role agree.
    """

    gold: Deal | None
    predicted: Deal | None
    type_ok: bool = False
    status_ok: bool = False
    amount_ok: bool = False
    parties: tuple[tuple[int, int], ...] = ()
    shares: bool = False  # an amount or a party in common: may be aligned
    secondary: tuple[str, ...] = ()  # secondary fields that agree, of those that gold has

    def counts(self) -> dict[str, Counts]:
        """Counts by kind of slot."""
        found = len(self.parties)
        has_gold, has_predicted = self.gold is not None, self.predicted is not None
        wanted = {"type": has_gold, "status": has_gold, "party": 0, "amount": 0}
        given = {"type": has_predicted, "status": has_predicted, "party": 0, "amount": 0}
        for deal, slots in ((self.gold, wanted), (self.predicted, given)):
            if deal is not None:
                slots["party"] = len(deal.parties)
                slots["amount"] = deal.amount is not None
        right = {
            "type": self.type_ok,
            "party": found,
            "amount": self.amount_ok and wanted["amount"],
            "status": self.status_ok,
        }
        return {
            kind: Counts(int(right[kind]), int(given[kind] - right[kind]), int(wanted[kind] - right[kind]))
            for kind in SLOT_KINDS
        }

    @property
    def slots(self) -> Counts:
        """Counts of all slots."""
        return total(self.counts().values())

    @property
    def exact(self) -> bool:
        """Whether type, all parties with roles, and amount agree (record F1)."""
        if self.gold is None or self.predicted is None:
            return False
        full = len(self.parties) == len(self.gold.parties) == len(self.predicted.parties)
        return self.type_ok and self.amount_ok and full

    @property
    def record(self) -> Counts:
        """Counts of whole records."""
        right = int(self.exact)
        return Counts(right, int(self.predicted is not None) - right, int(self.gold is not None) - right)

    def secondary_counts(self) -> dict[str, Counts]:
        """Counts of the secondary fields, aligned deals only; fp where both differ or gold has none."""
        if self.gold is None or self.predicted is None:
            return {}
        counts = {}
        for field in SECONDARY:
            wanted, given = _stated(self.gold, field), _stated(self.predicted, field)
            right = int(field in self.secondary)
            counts[field] = Counts(right, int(given) - right, int(wanted) - right)
        return counts


def compare(gold: Deal, predicted: Deal, aliases: Aliases) -> Match:
    """What two deals have in common, slot by slot."""
    amount_ok = same_amount(gold.amount, predicted.amount)
    named = [[aliases.same(g.name, p.name) for p in predicted.parties] for g in gold.parties]
    shares = (amount_ok and gold.amount is not None) or any(map(any, named))
    return Match(
        gold=gold,
        predicted=predicted,
        type_ok=gold.type == predicted.type,
        status_ok=gold.status == predicted.status,
        amount_ok=amount_ok,
        parties=_pair_parties(gold.parties, predicted.parties, named),
        shares=shares,
        secondary=tuple(f for f in SECONDARY if _stated(gold, f) and _same_field(f, gold, predicted)),
    )


def _pair_parties(
    gold: Sequence[Party], predicted: Sequence[Party], named: list[list[bool]]
) -> tuple[tuple[int, int], ...]:
    """The largest one-to-one pairing of parties with equal name and role."""
    fit = np.array(
        [
            [same and g.role == p.role for p, same in zip(predicted, row, strict=True)]
            for g, row in zip(gold, named, strict=True)
        ],
        dtype=int,
    )
    if not fit.any():
        return ()
    rows, columns = linear_sum_assignment(fit, maximize=True)
    return tuple((int(i), int(j)) for i, j in zip(rows, columns, strict=True) if fit[i, j])


def _stated(deal: Deal, field: str) -> bool:
    return field == "reported" or getattr(deal, field) not in (None, ())


def _same_field(field: str, gold: Deal, predicted: Deal) -> bool:
    """Whether a secondary field agrees: lists in any order, places by folded name."""
    ours, theirs = getattr(gold, field), getattr(predicted, field)
    if field == "valuation":
        return same_amount(ours, theirs)
    if field == "capacity":
        return Counter(map(_capacity_key, ours)) == Counter(map(_capacity_key, theirs))
    if field == "location":
        return Counter(map(fold_name, ours)) == Counter(map(fold_name, theirs))
    return ours == theirs


def _capacity_key(capacity: Capacity) -> Hashable:
    return (capacity.unit, capacity.value, capacity.low, capacity.high)


# --- one article ----------------------------------------------------------------------------


def align(gold: Sequence[Deal], predicted: Sequence[Deal], aliases: Aliases) -> list[Match]:
    """Align the deals of one article one to one so that most slots match.

    Only deals that share an amount or a party may be paired. Of several alignments with the
    same number of matching slots, the one with most exact records is taken, then the one with
    most secondary fields and most pairs; what is still equal is settled by the records'
    content. The order in which deals are given therefore never changes a score.

    Returns:
        One match for each pair and each deal left alone: in the order of gold, then the
        predicted deals that found no partner.
    """
    gold_order = sorted(range(len(gold)), key=lambda i: _content(gold[i]))
    predicted = sorted(predicted, key=_content)
    matches: dict[int, Match] = {i: Match(gold[i], None) for i in range(len(gold))}
    alone = set(range(len(predicted)))
    if gold and predicted:
        table = [[compare(gold[i], p, aliases) for p in predicted] for i in gold_order]
        base = (len(SECONDARY) + 2) * min(len(gold), len(predicted)) + 1
        weights = np.array([[_weight(m, base) for m in row] for row in table])
        for i, j in zip(*linear_sum_assignment(weights, maximize=True), strict=True):
            if table[i][j].shares:
                matches[gold_order[i]] = table[i][j]
                alone.discard(int(j))
    return [*matches.values(), *(Match(None, predicted[j]) for j in sorted(alone))]


def _weight(match: Match, base: int) -> int:
    """Matching slots first, then exactness, then all the rest (each below one step of the former)."""
    if not match.shares:
        return 0
    return (match.slots.tp * base + match.exact) * base + len(match.secondary) + 1


def _content(deal: Deal) -> str:
    return json.dumps(deal.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)


def sum_kinds(matches: Iterable[Match]) -> dict[str, Counts]:
    """Slot counts of many matches by kind of slot."""
    sums = dict.fromkeys(SLOT_KINDS, Counts())
    for match in matches:
        for kind, counts in match.counts().items():
            sums[kind] += counts
    return sums


def score_figures(gold: Iterable[Amount], predicted: Iterable[Amount]) -> Counts:
    """Counts of the money expressions of one article, by currency and value."""
    return count_multiset(map(amount_key, gold), map(amount_key, predicted))


def score_spans(gold: Iterable[tuple[int, int, str]], predicted: Iterable[tuple[int, int, str]]) -> Counts:
    """Counts of labelled spans: start, end (half-open) and label must be equal."""
    return count_multiset(set(gold), set(predicted))
