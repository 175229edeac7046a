"""Check the registry of organisations: counts, duplicates, ambiguous aliases, bad rows, speed.

python scripts/check_registry.py                 counts and problems; exit code 1 if there are any
python scripts/check_registry.py --ambiguous     also every alias that needs context
python scripts/check_registry.py --bench [FILE]  speed, against the alternatives
python scripts/check_registry.py --find FILE     what is found in a text, to look for misses
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from aiinfra_nlp.gazetteer import Gazetteer, Organisation, parse_row, shipped_rows
from aiinfra_nlp.normalize.fold import fold
from aiinfra_nlp.resources import read_tsv
from aiinfra_nlp.spellings import spellings

#: Least size of the registry, by the task.
LEAST_ORGANISATIONS, LEAST_ALIASES = 1500, 5000
#: Aliases that are words or names of several things and must never match without context.
MUST_BE_AMBIGUOUS = (
    "アーム メタ コア X MS SB さくら リライアンス アルファベット スケール フィギュア ブロック スクエア "
    "大和 住友 三井 三菱 旭 第一 東洋 日東 朝日 スター ビザ リンク オアシス Scale Figure Block Square Visa"
).split()


def load() -> list[Organisation]:
    """All rows of the shipped tables."""
    return [parse_row(row, f"row {i} ({row['name']})") for i, row in enumerate(shipped_rows(), 2)]


def problems(organisations: list[Organisation]) -> Iterator[str]:
    """Everything that is wrong with the registry, a line each."""
    names = Counter(o.name for o in organisations)
    yield from (f"{n}: {c} rows; unite them" for n, c in names.items() if c > 1)
    yield from _shared_aliases(organisations)
    for o in organisations:
        context = dict(o.ambiguous)
        if o.parent and o.parent not in names:
            yield f"{o.name}: parent {o.parent!r} is no row"
        if o.parent == o.name:
            yield f"{o.name}: is its own parent"
        if not o.kind:
            yield f"{o.name}: no kind"
        if len(o.country) != 2 and o.kind not in ("programme", "agency", "institution", "product", "other", "government"):
            yield f"{o.name}: country {o.country!r} is no ISO code"
        for alias in (o.name, *o.aliases):
            if fold(alias).text.strip() != fold(alias).text:
                yield f"{o.name}: blanks around {alias!r}"
            if alias in MUST_BE_AMBIGUOUS and alias not in context:
                yield f"{o.name}: {alias!r} needs context words"
            if len(fold(alias).text) < 2 and alias not in context:
                yield f"{o.name}: {alias!r} is too short to match without context"
    yield from (f"{r['name']}: no source" for r in shipped_rows() if not r["source"].strip())
    aliases = sum(len(o.aliases) for o in organisations)
    if len(names) < LEAST_ORGANISATIONS:
        yield f"{len(names)} organisations, fewer than {LEAST_ORGANISATIONS}"
    if aliases < LEAST_ALIASES:
        yield f"{aliases} aliases, fewer than {LEAST_ALIASES}"


def _shared_aliases(organisations: list[Organisation]) -> Iterator[str]:
    """Spellings, generated ones too, that two organisations lay claim to."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for o in organisations:
        for alias in (o.name, *o.aliases):
            for form in spellings(alias):
                owners[form].setdefault(o.name, alias)
    for form, by in owners.items():
        if len(by) > 1:
            yield f"{form!r} names " + " and ".join(f"{n} ({a})" for n, a in by.items())
    for row in read_tsv("name_traps"):
        if row["phrase"] in owners:
            yield f"{row['phrase']!r} is a trap and an alias of {', '.join(owners[row['phrase']])}"


def report(organisations: list[Organisation]) -> Iterator[str]:
    """Counts by kind and country."""
    aliases = sum(len(o.aliases) for o in organisations)
    forms = len(Gazetteer.default()._forms)
    yield f"{len(organisations)} organisations, {aliases} aliases besides their names, {forms} spellings"
    yield "by kind: " + ", ".join(f"{k} {n}" for k, n in Counter(o.kind for o in organisations).most_common())
    yield "by country: " + ", ".join(
        f"{k or '-'} {n}" for k, n in Counter(o.country for o in organisations).most_common()
    )
    yield f"{sum(len(o.ambiguous) for o in organisations)} ambiguous aliases"


def bench(text: str) -> Iterator[str]:
    """Speed of our matcher and of the alternatives on one text, best of three."""
    import ahocorasick_rs
    import spacy
    from spacy.matcher import PhraseMatcher

    gazetteer = Gazetteer.default()
    forms = gazetteer._forms
    raw = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    yield _row("Gazetteer.find (with borders and context)", lambda: gazetteer.find(text), text)
    yield _row("ahocorasick_rs alone", lambda: raw.find_matches_as_indexes(text), text)
    try:
        import ahocorasick
    except ImportError:
        yield "pyahocorasick: not installed"
    else:
        automaton = ahocorasick.Automaton()
        for form in forms:
            automaton.add_word(form, form)
        automaton.make_automaton()
        yield _row("pyahocorasick iter_long", lambda: list(automaton.iter_long(text)), text)
    nlp = spacy.blank("ja")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("ORG", [nlp.make_doc(form) for form in forms])
    part = text[:12000]
    doc = nlp.make_doc(part)
    yield _row("spaCy PhraseMatcher, matching only", lambda: matcher(doc), part)
    yield _row("spaCy PhraseMatcher with its tokenizer", lambda: matcher(nlp.make_doc(part)), part)


def _row(label: str, run: Callable[[], object], text: str) -> str:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        result = run()
        best = min(best, time.perf_counter() - start)
    return f"{label:45} {len(text) / best / 1e6:8.2f} M characters/s, {len(result)} matches"


def main(arguments: list[str] | None = None) -> int:
    """Print what was asked for; 1 if the registry has problems."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ambiguous", action="store_true")
    parser.add_argument("--bench", nargs="?", const="", metavar="FILE")
    parser.add_argument("--find", metavar="FILE")
    options = parser.parse_args(arguments)
    if options.find:
        text = fold(Path(options.find).read_text(encoding="utf-8")).text
        counted = Counter((m.surface, m.org.name) for m in Gazetteer.default().find(text))
        print("\n".join(f"{n}\t{surface}\t{name}" for (surface, name), n in counted.most_common()))
        return 0
    if options.bench is not None:
        text = Path(options.bench).read_text(encoding="utf-8") if options.bench else _sample()
        print("\n".join(bench(fold(text).text)))
        return 0
    organisations = load()
    print("\n".join(report(organisations)))
    if options.ambiguous:
        for o in organisations:
            for alias, context in o.ambiguous:
                print(f"{alias}\t{o.name}\t{','.join(context)}")
    found = list(problems(organisations))
    print("\n".join(found) or "no problems")
    return 1 if found else 0


def _sample() -> str:
    """Sentences about every organisation of the registry: far denser in names than news is."""
    return "。".join(f"同社は昨年、{o.name}と半導体の供給で提携すると発表した" for o in load()) * 10


if __name__ == "__main__":
    sys.exit(main())
