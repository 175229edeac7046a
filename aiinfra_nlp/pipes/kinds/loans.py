"""loans: who lends and who owes.

In:  the event of a word of money raised, lent or signed for, with its links.
Out: whether it is borrowed, and by whom; the banks that only arrange it or place it as of bystanders.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..reading.events import LENDERS, Event, has_object, stated
from ..syntax.chunks import Chunk
from ..syntax.links import Link, names_of
from ..words import pattern, words

#: Who gives what is only lent: 金融機関からの資金調達.
_LENDERS = re.compile(rf"(?:{words('lending side')})(?:団|など)?$")


def of_lenders(event: Event, at: int) -> bool:
    """Whether money is raised from those who lend alone, and by no shares: 貸し手からの資金調達, 銀行から20億円を調達する; but not 銀行から出資を募り, シリーズBで銀行から."""
    near = event.chunks[max(0, at - 4) : at]
    of = next((c for c in near if c.func.startswith("から") and c.paren == -1 and not c.names and _LENDERS.search(c.text)), None)
    if of is None or has_object(event.objects, "stake"):
        return False
    if any(pattern("equity").search(c.text) for c in event.chunks[max(0, of.index - 4) : at + 2]):
        return False
    # 星野電工や銀行から
    return of.index == 0 or event.cases[of.index - 1] != "and" or _lends(event.chunks[of.index - 1])


#: A bank by its name; an investment bank, or one of another name, may buy shares.
_BANK = re.compile("(?:銀行|銀|信用金庫|信金|金庫|公庫|信用組合)$")


def of_banks(event: Event, found: list[Link]) -> bool:
    """Whether all from whom money is raised are banks, and no shares are told of: 青葉銀行から60億円を調達した."""
    givers = [k for k in found if k.chunk >= 0 and k.weight >= 0.7 and k.case in ("src", "by", "com", "obj", "join")]
    if not any(k.case == "src" for k in givers) or not all(k.name.kind == "bank" and _BANK.search(k.name.text) for k in givers):
        return False
    return not has_object(event.objects, "stake") and not pattern("equity").search(event.sentence.text)


def _lends(c: Chunk) -> bool:
    """Whether all that a chunk tells of lend."""
    return all(n.kind in LENDERS for n in c.names) if c.names else _LENDERS.search(c.text) is not None


def raises_alone(event: Event, found: list[Link], at: int) -> set[str]:
    """Who raises money for what he buys, if nobody else is told: 双葉電機は[装置を購入するため]20億円を調達した."""
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.5 and k.name.label in ("ORG", "GOV")]
    if any(k.case != "subj" for k in firm) or not any(c.text.endswith("ため") and c.paren == -1 for c in event.chunks[max(0, at - 4) : at]):
        return set()
    return names_of(firm)


def meant_for(event: Event, found: list[Link], at: int) -> set[str]:
    """The companies that a loan is told to be for: 森田機工向けのローン, 森田機工向けに80億円の融資契約; but not 森田機工向け設備."""
    return names_of(k for k in found if k.chunk >= 0 and k.case == "goal" and k.weight >= 0.9 and k.name.label == "ORG" and _for_it(event, k.chunk, at))


def _for_it(event: Event, i: int, at: int) -> bool:
    """Whether a chunk with 向け says so of the deal word itself, and of no thing before it."""
    chunks = event.chunks
    if not chunks[i].func.startswith("向け"):
        return False
    return chunks[i].func != "向け" and not chunks[i].func.startswith("向けの") or i + 1 >= at or all(c.quantity or c.figures or c.paren != -1 or c.adnominal and has_object(c.text, "debt") for c in chunks[i + 1 : at])


#: A loan by the name that who gives it has for it.
_GIVES_LOAN = re.compile("貸し?付け?(?:契約|枠)")


def gives_loan(event: Event, found: list[Link], at: int) -> dict[str, str]:
    """The sides of a loan that one who lends as his business or not signs with one other: 双葉商事は1億ドルの貸付契約を星野電工と結んだ; but not 青葉銀行と."""
    if not _GIVES_LOAN.search(event.chunks[at].text):
        return {}
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.7 and k.name.label in ("ORG", "GOV")]
    lends, owes = (names_of(k for k in firm if k.case == case) for case in ("subj", "com"))
    if len(lends) != 1 or len(owes) != 1 or lends == owes or any(k.case == "com" and k.name.kind in LENDERS for k in firm):
        return {}
    return dict.fromkeys(lends, "payer") | dict.fromkeys(owes, "payee")


def gets_by_loan(event: Event, found: list[Link], at: int) -> bool:
    """Whether a loan is the means by which the topic gets a sum, from others or from nobody who is named: 双葉電機は青葉銀行からの融資により12億円を調達した."""
    c, behind = event.chunks[at], event.chunks[at + 1 : at + 2]
    means = c.func.startswith(("により", "によって", "による", "で", "が")) and not c.pred and any(x.figures and x.quantity for x in behind)
    acts = [k for k in found if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.7]
    return means and bool(acts) and not any(k.name.kind in LENDERS for k in acts)


#: A loan as what two sign or one has at hand.
_LOAN_PAPER = re.compile("契約|枠|ファシリティ")


def signs_loan(event: Event, found: list[Link], at: int) -> bool:
    """Whether who signs for a loan is no lender, nor anybody but lenders on the other side, so that he owes it: 双葉電機は(青葉銀行と)グリーンローン契約を結んだ."""
    if not _LOAN_PAPER.search(event.chunks[at].text) or event.chunks[at].adnominal:
        return False
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.7 and k.name.label in ("ORG", "GOV")]
    signs = [k for k in firm if k.case == "subj"]
    lends = [k.name.kind in LENDERS for k in signs]
    return bool(signs) and not any(lends) and all(k.name.kind in LENDERS and k.case in ("com", "src", "gen") for k in firm if k.case != "subj")


#: Behind a name, that it is made the arranger of what one borrows: をアレンジャーとする, をアレンジャー、青葉銀行をコ・アレンジャーとする.
_ARRANGER = re.compile(r"(?:[(][^()]{0,20}[)])?(?:(?:と|、|や|及び|および)[^、。はがを]{2,16}){0,3}を(?:単独|共同|リード|コ|ジョイント|ブックランナー|兼|・|[-])*(?:アレンジャー|主幹事|幹事行?|エージェント)(?!.?[^、。はがを]{0,8}(?:銀行団|協調))(?:兼[^、。はがを]{0,12})?(?:と|に|、[^、。はが]{2,16}を)")
#: Who places what one issues: 証券会社が社債を引き受ける.
_HOUSE, _TAKES_UP, _BONDS = re.compile("証券$"), re.compile("引き?受け"), re.compile("社債|債券|建て債|ボンド")


def without_arrangers(event: Event, found: list[Link]) -> list[Link]:
    """The links, of banks of which a borrower says only that they arrange his loan, and of brokers that take up his bonds, as of bystanders (contract, section 3).

    双葉電機は[青葉銀行]をアレンジャーとするシンジケートローン契約を結んだ; 双葉電機の社債を[星野証券]が引き受ける. Who is told
    beside others that lend does so too, and so does who lends in his own words.
    """
    text, start = event.sentence.text, event.sentence.start
    names = [k for k in found if k.chunk >= 0 and k.name.label == "ORG"]
    if "引" in text and _BONDS.search(text) and _TAKES_UP.search(text):
        return [k.aside() if _HOUSE.search(k.name.text) and k.case in ("subj", "inner subj") else k for k in found]
    arranges = {k.name.canonical for k in names if _ARRANGER.match(text, k.name.end - start)}
    others = [k for k in names if k.name.canonical not in arranges]
    borrows = any(k.case in ("subj", "theme") and k.name.kind not in LENDERS for k in others)
    if not arranges or not borrows or any(k.name.kind in LENDERS for k in others):
        return found
    return [k.aside() if k.name.canonical in arranges else k for k in found]


#: A sentence of how much was raised, and what it is for: 総額は54億ドルで、GPUの購入に充てる.
_SUM_FOR = re.compile(r"(?:融資|調達|借入|借り入れ|発行|組成)?(?:総額|金額|額)は[^、。はがを]{0,24}?(?:円|ドル|ユーロ|ポンド|元|ウォン)(?:規模|程度|超)?で、[^。]{0,60}?に(?:充て|使|振り向け)")


def without_uses(told: list, sentence) -> list:
    """The deal words of a sentence, none of them if it only says how much was raised and what for."""
    return [] if told and "額は" in sentence.text[:8] and _SUM_FOR.match(sentence.text) else told


def considered_too(event: Event, events: list) -> None:
    """Note of an event that it tells what others consider besides what was just told to be settled: 双葉銀行は10億円を融資する。星野銀行なども融資を検討する."""
    if event.frame not in ("lend", "invest") or event.inverse or event.status != "in_talks" or event.amount is not None:
        return
    mine = names_of(k for k in event.links if k.chunk >= 0 and k.case == "subj" and event.chunks[k.chunk].func.endswith("も"))
    for e in reversed(events[-4:]):
        its = names_of(k for k in e.links if k.chunk >= 0 and k.case in ("subj", "by"))
        if mine and its and e.frame == event.frame and e.status != "in_talks" and mine.isdisjoint(its) and event.sentence.index - e.sentence.index == 1:
            event.facts["besides"] = e
            event.links = [k.aside() if k.chunk < 0 and not its.isdisjoint(k.name.canonical) else k for k in event.links]
            return


def still_aside(event: Event, events: list) -> None:
    """Leave out of what a sentence without names says of a loan who only arranged it in the sentence before: 双葉証券は星野電工の社債発行で主幹事を務めた。発行額は10億円."""
    if event.type != "financing" or any(k.chunk >= 0 and k.name.label == "ORG" for k in event.links):
        return
    near = [e for e in events[-4:] if e.type == "financing" and event.sentence.index - e.sentence.index == 1]
    told = [(c, k.case == "bystander") for e in near for k in e.links if k.chunk >= 0 for c in k.name.canonical]
    only = {c for c, aside in told if aside} - {c for c, aside in told if not aside}
    owes = {c for e in near for n in e.rule_roles.get("borrower", ()) for c in n.canonical} - only
    if not only or not owes:
        return
    event.links = [k.aside() if only & set(k.name.canonical) else replace(k, case="subj", weight=0.8, facts=("told before",)) if owes & set(k.name.canonical) else k for k in event.links]
    event.facts.setdefault("sides", dict.fromkeys(owes, "payee"))


#: How a sentence says that a loan is a part of the one just told of: この融資枠のうち、拠点向けの20億円は; これは融資の一部です.
_OUT_OF_IT = re.compile(r"(?:今回の|この|同|その)[^、。はがを]{0,14}のうち、")
_SOME_OF_IT = re.compile(r"これは[^、。はが]{0,16}の一部(?:だ|です|で|とな)")


_DEBT = re.compile("融資|債務|ローン|借り入れ|社債|与信")


def lent_of_it(event: Event, s, events: list) -> bool:
    """Whether a sentence without a lender's name tells of a part of the loan told just before."""
    # 230億円の融資を確約した: the verb alone may be of spending
    if (event.type not in ("financing", "capex") and event.frame != "join") or event.amount is None or _DEBT.search(s.text) is None or not (_OUT_OF_IT.match(s.text) or _SOME_OF_IT.search(s.text)) or any(k.chunk >= 0 and k.name.label == "ORG" and not k.name.reference and k.case in ("subj", "src", "by") and k.weight >= 0.7 for k in event.links):
        return False
    value = stated(event.amount)
    near = [e for e in events[-16:] if e.type == "financing" and e.amount is not None and 0 < s.index - e.sentence.index <= 6]
    return value is not None and any(e.amount.currency == event.amount.currency and (stated(e.amount) or value) > value for e in near)
