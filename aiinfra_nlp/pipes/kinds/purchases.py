"""purchases: goods for whose purchase a sum is told to be spent.

In:  an event whose deal word is the purchase.
Out: whether it is a ``supply``, though nobody is named who sells, and though spending sounds like an investment:
     双葉電機は半導体の購入に40億円を投じる (annotators' guide: one's own chips for a sum). Of land, plants and shares,
     of a purchase among other things (購入などに), and of the part of a larger plan nothing is said.
"""

from __future__ import annotations

import re

from ..reading.events import Event, has_object

_SPENDS = re.compile("投じ|充て|費やし|つぎ込|支出")
_PURCHASE = re.compile("(?:購入|調達)(?:費用?|資金)?$")
#: An attributive verb that still tells the plan; what is paid by the same sum; and what is built by it.
_MEANT = re.compile("予定|見込|見通|方針|計画|こと|考え|構え|意向")
_ALSO, _BUILDS = re.compile("(?:出資|買収|提携|整備|開発|人材|採用)(?:や|と|、|及び|および)"), re.compile("拡張|拡充|建設|整備|増設|新設|建て")
#: What goes beyond goods.
_MORE = re.compile("設備投資|設備資金|融資|借り入れ|社債|調達した|建設|このうち|うち|大部分|大半|一部|約?半分|半数")


def pays_for_goods(event: Event) -> bool:
    """Whether a sum is spent on the goods whose purchase an event tells."""
    chunks, at = event.chunks, event.facts["chunk"]
    if event.frame != "buy" or event.inverse or at == 0 or not _PURCHASE.search(chunks[at].text) or chunks[at].func not in ("に", "に、", "として", "へ"):
        return False
    goods = chunks[at - 1].text + chunks[at].text
    if not has_object(goods, "supply") or any(has_object(goods, c) for c in ("asset", "facility", "stake", "power")) or _MORE.search(event.sentence.text):
        return False
    verb = next((c for c in chunks[at + 1 : at + 5] if c.pred), None)
    if verb is not None and (verb.adnominal and (verb.index + 1 >= len(chunks) or not _MEANT.match(chunks[verb.index + 1].text)) or _ALSO.search("".join(c.text + c.func for c in chunks[max(0, at - 3) : at]))):
        # 半導体の購入に40億円を投じた星野電工, 出資と半導体の購入に計40億円を
        return False
    if verb is not None and not verb.comma and verb.func.startswith(("て", "で")) and any(_BUILDS.match(c.text) for c in chunks[verb.index + 1 :] if c.pred):
        # 調達に40億円を投じてデータセンターを拡張する
        return False
    return verb is not None and _SPENDS.match(verb.text) is not None and any(c.figures and c.func == "を" for c in chunks[at + 1 : verb.index])


#: Whom nobody buys anything from: 双葉電機の投資家への支払いは約90億円.
_HOLDERS = re.compile("(?:投資家|株主|従業員|社員|役員|債権者)(?:など|ら)?(?:への|に対する|に(?:は|対し|対して)?)(?:の)?(?:約)?$")


def pays_holders(event: Event) -> bool:
    """Whether money is paid to those who hold shares or work for a company, which buys nothing."""
    s, at = event.sentence, event.trigger.start - event.sentence.start
    return event.frame == "buy" and event.trigger.row.word.startswith(("支払", "払")) and _HOLDERS.search(s.text, max(0, at - 16), at) is not None


_LAND = re.compile("(?:土地|用地|敷地|跡地|地所|区画)$")


def of_land(event: Event) -> None:
    """Leave out of a purchase of land whoever is only named in a sentence near it: the land is no company."""
    if event.frame != "acquire" or event.inverse:
        return
    chunks, at = event.chunks, event.facts["chunk"]
    thing = next((c for c in reversed(chunks[max(0, at - 6) : at]) if event.cases[c.index] == "obj" and c.func.startswith("を") and c.paren == -1), None)
    if thing is not None and not thing.names and _LAND.search(thing.text):
        event.links = [k.aside() if k.chunk < 0 and k.case == "nearby" else k for k in event.links]
