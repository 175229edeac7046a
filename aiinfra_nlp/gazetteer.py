"""gazetteer: the registry of organisations, matched in one pass.

In:  folded text, and the rows of ``data/organisations_*.tsv`` (or a user's own TSV).
Out: ``NameMatch``es with the organisation they name.

Aho-Corasick over all spellings, longest first (``scripts/check_registry.py --bench`` measures
it against the alternatives). Characters, not tokens: 5 percent of the mentions do not fall on
Sudachi's token borders. So the borders are judged here, by script (``borders``): NECK is not
NEC, メタン is not メタ, 日立市 is not 日立. An ambiguous alias (アーム, メタ) counts only where
something else says that the organisation is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs

from .borders import acts, bounded, marked, with_legal_form
from .errors import DataError
from .names import key
from .normalize.fold import fold
from .resources import read_tsv
from .spellings import spellings

KINDS = frozenset(
    "ai_lab cloud neocloud chip memory foundry equipment server network datacenter power telco trading "
    "software internet electronics finance fund bank insurer government ministry agency institution programme "
    "automotive industrial construction real_estate energy media retail materials logistics pharma "
    "other person product".split()
)
COLUMNS = ("name", "kind", "country", "parent", "aliases", "ambiguous", "source")
#: The longest name or alias, in characters; the automaton takes seconds for one of thousands.
MAX_NAME = 200
#: How far from an ambiguous alias, in characters, its context words may stand: some paragraphs.
WINDOW = 500
#: Ends of names that mean a place (愛知県に建設) unless it does something (愛知県は補助する).
_PLACES = ("都", "道", "阪府", "都府", "県", "市", "区", "町", "村", "州", "郡")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One row of the registry.

    Attributes:
        name: canonical name.
        kind: one of ``KINDS``, or empty in a user's row that states none.
        country: ISO 3166 code of its seat, or empty.
        parent: canonical name of the parent, or empty.
        aliases: its other names, as written in the row.
        ambiguous: those of its names that need context, each with its context words.
    """

    name: str
    kind: str
    country: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A mention; offsets are half-open, into the text that was searched."""

    start: int
    end: int
    surface: str
    org: Organisation


class Gazetteer:
    """All organisations and their spellings."""

    def __init__(self, rows: Iterable[dict[str, str]], label: str = "organisations") -> None:
        """Index rows with at least ``name`` and ``aliases``; of two rows with one alias the first has it.

        Raises:
            DataError: a row is wrong; the message names row and value.
        """
        self.organisations: dict[str, Organisation] = {}
        for number, row in enumerate(rows, 2):
            org = parse_row(row, f"{label}: row {number}")
            known = self.organisations.get(org.name)
            self.organisations[org.name] = _unite(known, org) if known else org
        self._by_form: dict[str, Organisation | None] = {}
        self._context: dict[str, tuple[str, ...]] = {}
        self._by_key: dict[str, Organisation] = {}
        for org in self.organisations.values():
            self._by_key.setdefault(key(org.name), org)
        for org in self.organisations.values():
            self._index(org)
        self._banks = self._called_by_group()
        self._namesakes = {r["surface"]: (r["of"], r["name"], _any_of(r["with"]), _any_of(r["without"])) for r in read_tsv("namesakes", ("surface", "of", "name", "with", "without"))}
        for trap in read_tsv("name_traps", ("phrase",)):
            self._by_form.setdefault(trap["phrase"], None)
        self._forms = list(self._by_form)
        self._search = ahocorasick_rs.AhoCorasick(
            self._forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Gazetteer:
        """The registry that ships."""
        return cls(shipped_rows())

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, extra: str) -> Gazetteer:
        """The registry with a user's own rows, which win over ours.

        A row with a name of ours adds its aliases to it; one that takes a spelling from ours and
        states no kind has that of ours.

        Args:
            extra: a TSV file with at least the columns ``name`` and ``aliases``
                (``|`` between aliases); ``kind`` (one of ``KINDS``), ``country``, ``parent`` and
                ``ambiguous`` (``alias:context word,context word;...``) if you like.

        Raises:
            DataError: a row is wrong; the message names file, row, value and remedy.
        """
        own = read_tsv(extra, ("name", "aliases"))
        seen: dict[str, tuple[int, str]] = {}
        for number, row in enumerate(own, 2):
            for alias in parse_row(row, f"{extra}: row {number}").aliases:
                first, name = seen.setdefault(alias, (number, row["name"].strip()))
                if name != row["name"].strip():
                    raise DataError(
                        f"{extra}: row {number}: alias {alias!r} is also in row {first} ({name}); "
                        "keep it in one of them"
                    )
        return cls([*map(cls._of_ours, own), *shipped_rows()], str(extra))

    @classmethod
    def _of_ours(cls, row: dict[str, str]) -> dict[str, str]:
        """A user's row, with the kind of the organisation of ours that it renames if it states none."""
        if row.get("kind", "").strip():
            return row
        named = (cls.default().lookup(s.strip()) for s in (row["name"], *row["aliases"].split("|")) if s.strip())
        return {**row, "kind": next((org.kind for org in named if org), "")}

    def __len__(self) -> int:
        return len(self.organisations)

    def lookup(self, surface: str) -> Organisation | None:
        """The organisation that a spelling names, whatever its context; None if nobody listed it."""
        org = self._by_form.get(fold(surface).text)
        return org or self._by_key.get(key(surface))

    def find(self, text: str) -> list[NameMatch]:
        """All organisations named in a folded text, in order, without overlaps.

        Args:
            text: text as ``normalize.fold`` gives it; offsets refer to it.
        """
        found: list[NameMatch] = []
        unsure: list[tuple[int, str]] = []
        named: set[str] = set()
        hits = self._search.find_matches_as_indexes(text)
        starts = {start for _, start, _ in hits}
        ends = {end for _, _, end in hits}
        for index, start, end in hits:
            form = self._forms[index]
            org = self._by_form[form]
            if org is None or not bounded(text, start, end, starts, ends):
                continue
            if org.kind == "government" and form.endswith(_PLACES) and not acts(text, end):
                continue
            if form in self._context and not marked(text, start, end, abroad=org.country != "JP"):
                unsure.append((len(found), form))
            else:
                named.add(org.name)
            full, end = with_legal_form(text, start, end)
            if not found or found[-1].end <= full:
                start = full
            found.append(NameMatch(start, end, text[start:end], org))
        if named & self._banks.keys():
            found = [self._nearer(m, named) for m in found]
        found = [self._namesake(text, m) if m.surface in self._namesakes else m for m in found]
        if not unsure:
            return found
        refused = {
            i
            for i, form in unsure
            if found[i].org.name not in named and not self._in_context(text, found[i], form)
        }
        return [m for i, m in enumerate(found) if i not in refused]

    def _in_context(self, text: str, match: NameMatch, form: str) -> bool:
        near = text[max(0, match.start - WINDOW) : match.end + WINDOW]
        return any(word in near for word in self._context[form])

    def _namesake(self, text: str, match: NameMatch) -> NameMatch:
        """The match, as that of the parent if the words around it speak of what the parent does."""
        of, name, speaks, denies = self._namesakes[match.surface]
        parent = self.organisations.get(name)
        if parent is None or match.org.name != of or _beside_its_group(text, match):
            return match
        near = max(0, match.start - WINDOW), match.end + WINDOW
        return replace(match, org=parent) if speaks.search(text, *near) and not denies.search(text, *near) else match

    def _called_by_group(self) -> dict[str, str]:
        """What a bank is called by the name of its group: 三菱UFJ for 三菱UFJ銀行."""
        banks: dict[str, str] = {}
        for org in self.organisations.values():
            group = self.organisations.get(org.parent)
            short = org.name.removesuffix("銀行")
            if group is not None and group.kind == "bank" and short != org.name and short in group.aliases:
                banks[org.name] = short
        return banks

    def _nearer(self, match: NameMatch, named: set[str]) -> NameMatch:
        """The match, as that of a bank named in full if it is its short form."""
        for bank, short in self._banks.items():
            if match.surface == short and bank in named:
                return replace(match, org=self.organisations[bank])
        return match

    def _index(self, org: Organisation) -> None:
        context = dict(org.ambiguous)
        for alias in (org.name, *org.aliases):
            if org.kind == "government" and alias == org.name and alias.isascii() and len(alias) > 3:
                # "Japan" in a text is the country or part of a company's name, not the government
                self._by_key.setdefault(key(alias), org)
                continue
            for form in spellings(alias):
                if len(form) < 2 and alias not in context:
                    continue
                if self._by_form.setdefault(form, org) is org and alias in context:
                    self._context.setdefault(form, context[alias])
            compared = key(alias)
            if len(compared) > 2:
                self._by_key.setdefault(compared, org)


_JOINED = r"(?:と|や|、|・|および|及び|/)"


def _beside_its_group(text: str, match: NameMatch) -> bool:
    """Whether a name stands beside that of its group in full, so that it is another: ソフトバンクとソフトバンクグループ."""
    group = re.escape(match.surface) + "グループ"
    before = text[max(0, match.start - len(match.surface) - 8) : match.start]
    return bool(re.compile(_JOINED + group).match(text, match.end) or re.search(group + _JOINED + "$", before))


def _any_of(cell: str) -> re.Pattern[str]:
    """Any word of a cell, no Latin or katakana one within a longer word; nothing for an empty one."""
    if not cell:
        return re.compile("(?!)")
    words = [rf"(?<![A-Za-zァ-ヺー]){re.escape(w)}(?![A-Za-zァ-ヺー])" if re.fullmatch(r"[A-Za-zァ-ヺー]+", w) else re.escape(w) for w in cell.split("|")]
    return re.compile("|".join(words))


def parse_row(row: dict[str, str], where: str) -> Organisation:
    """A row of a registry file as an organisation.

    Raises:
        DataError: the name is empty or too long, the kind unknown, or the ambiguous cell malformed.
    """
    name = row["name"].strip()
    if not name:
        raise DataError(f"{where}: the name is empty; write the canonical name")
    kind = row.get("kind", "").strip()
    if kind and kind not in KINDS:
        raise DataError(f"{where}: unknown kind {kind!r}; use one of {', '.join(sorted(KINDS))}, or leave it empty")
    ambiguous = []
    for part in filter(None, (p.strip() for p in row.get("ambiguous", "").split(";"))):
        alias, _, words = part.partition(":")
        context = tuple(w for w in (fold(x).text.strip() for x in words.split(",")) if w)
        if not alias or not context:
            raise DataError(f"{where}: ambiguous {part!r}: write alias:context word,context word")
        if alias in context:
            raise DataError(f"{where}: ambiguous {part!r}: an alias is no context of its own; delete it")
        ambiguous.append((alias, context))
    listed = [a.strip() for a in row["aliases"].split("|")]
    aliases = dict.fromkeys(a for a in (*listed, *(a for a, _ in ambiguous)) if a and a != name)
    for spelling in (name, *aliases):
        if len(spelling) > MAX_NAME:
            raise DataError(f"{where}: a name of {len(spelling)} characters ({spelling[:20]}…); at most {MAX_NAME}")
    country, parent = row.get("country", "").strip(), row.get("parent", "").strip()
    return Organisation(name, kind, country, parent, tuple(aliases), tuple(ambiguous))


def shipped_rows() -> list[dict[str, str]]:
    """All rows of the registry that ships, file after file."""
    data = files(__package__) / "data"
    tables = sorted(p.name[:-4] for p in data.iterdir() if p.name.startswith("organisations"))
    return [row for table in tables for row in read_tsv(table, COLUMNS)]


def _unite(first: Organisation, second: Organisation) -> Organisation:
    """Two rows of one name: what the first says, with the aliases of both."""
    aliases = dict.fromkeys((*first.aliases, *second.aliases))
    ambiguous = {**dict(second.ambiguous), **dict(first.ambiguous)}
    return replace(
        first,
        kind=second.kind if first.kind in ("", "other") else first.kind,
        country=first.country or second.country,
        parent=first.parent or second.parent,
        aliases=tuple(aliases),
        ambiguous=tuple(ambiguous.items()),
    )
