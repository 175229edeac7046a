"""told_sums: sums that say nothing of their own about the deals told just before.

In:  an event with a sum, and the events before it.
Out: whether its sum only adds up theirs (これにより総投資額は500億円になる), is the price that one side of a takeover pays, is
     the first part of a commitment or the rest of it, or a part of what is spent or borrowed (contract, section 1).
"""

from __future__ import annotations

import re

from ...document import Sentence
from ..kinds.loans import lent_of_it
from ..reading.events import Event, stated
from ..syntax.links import names_of
from ..words import pattern

_EVENTS, _REACH = 8, 2

#: How a sentence that says what it came to begins, and what it says of the sum.
_SO = re.compile(r"(?:これ|それ)(?:で|に?より|によって|により)|この結果|(?:今回|同社)[^、。]{0,12}(?:で|により)、")
_ADDED = re.compile(r"累計|総[^、。]{0,12}額|合計|合わせ|総計|通算|全体で")
#: A sum of before, to which another is added: 既存の80億ドルに上乗せ.
_HAD, _ON_TOP = re.compile("(?:既存|これまで|従来)の(?:約|計)?$"), re.compile("(?:の[^、。]{0,8})?に(?:上乗せ|加え|積み増)")
_SUM_OF_PARTS = re.compile(r"累計|通算|(?:今回|これまで|既存|従来)[^、。0-9]{0,14}(?:合わせ|あわせ|含め|加え|足し)")
#: How the first or the last part of what was told is called, right before its sum: 初期投資は20億ドルで, 第1期に20億ドルを投じ, まず20億ドルを, 残りの20億ドル.
_FIRST = re.compile(
    r"(?:(?:初期|初回|当初|最初|第[1一](?:期|段階|弾)|初年度)(?:の)?(?:投資|支出|出資|投入|建設|整備|工事|開発|事業|拠出)?(?:の)?(?:額|費用|費|分)?(?:は|に(?:は)?|として(?:は)?|で(?:は)?|、)?|(?:^|、)まず(?:は)?、?|残りの?)"
    r"(?:約|およそ|少なくとも|最大)?$"
)
#: So many sentences after a commitment its parts may be told, and so many events.
_PARTS_REACH, _PARTS_EVENTS = 6, 16
#: A commitment of one year, which has no first one: 今年度の投資額, 2025年度に; but 2025年度から, 2027年度までに.
_ONE_YEAR = re.compile(r"(?:[今本来]|[0-9]{2})年度(?!から|以降|まで|[~〜–-]|[0-9])(?![^、。]{0,4}まで)|[今来]期")
#: Types under which one commitment of a company may be told.
_SPENT = frozenset(("capex", "joint_venture", "investment"))
#: How a sentence takes up the deal told before, whose sum it may round: 今回の100億円規模の資金調達は.
_THIS = re.compile(r"(?:今回の|この)(?![ほ他間])")


#: What somebody has put into a company over the years.
_ALL_PUT_IN = re.compile(r"(?:総|累計|累積)(?:投資|出資)額は(?:現在|すでに|既に|これまでに)?(?:約)?$")


def adds_up(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event whose sentence names nobody else only says what the sums told just before come to with earlier ones: 90億円を追加で投じる。これにより総投資額は500億円になる (contract, section 1)."""
    if event.facts["all means"]:
        # 増資で18億円、借り入れで12億円の計30億円を調達した
        return True
    if event.amount is None or not (value := stated(event.amount)):
        return False
    if event.type in ("capex", "investment") and _ALL_PUT_IN.search(s.text[: event.amount.start - s.start]):
        # 双葉電機は星野AIに7億円を投資する。双葉電機の総投資額は30億円を超える
        given = [e for e in events[-_EVENTS:] if 0 < s.index - e.sentence.index <= _REACH and e.amount is not None and e.type in ("investment", "financing") and not e.facts["unreal"]]
        own = names_of(k for k in event.links if k.chunk >= 0)
        if own and any(own <= e.names and e.amount.currency == event.amount.currency and (stated(e.amount) or value) < value for e in given):
            return True
    text, after = s.text[: event.amount.start - s.start], s.text[event.amount.end - s.start :]
    if _HAD.search(text) and _ON_TOP.match(after):
        return True
    clause = text[text.rfind("。") + 1 :]
    # 契約は累計で90億円になった: one contract may have grown
    summed = event.type not in ("compute_contract", "supply", "power") and _SUM_OF_PARTS.search(clause[-24:])
    if not (summed or (_SO.match(s.text) and _ADDED.search(clause))):
        return False
    own = names_of(k for k in event.links if k.chunk >= 0 and k.weight >= 0.3)
    told = [e for e in events[-_EVENTS:] if 0 <= s.index - e.sentence.index <= _REACH and e.amount is not None and own <= e.names | names_of(e.links)]
    return any(e.amount.currency == event.amount.currency and e.amount is not event.amount and (stated(e.amount) or value) < value for e in told)


#: What is paid for goods or services, and not for who is bought: 部品代として25億ドルを, 利用料の25億ドルを.
_FOR_GOODS = re.compile(r"([^、。はがをに]{1,8})(?:(?<![時現世年近古初歴])代金?|料金?|費用?)(?:として|の(?:約|計)?[0-9]|を|(?:約|計)?[0-9])")


def is_price(event: Event, events: list[Event]) -> bool:
    """Whether an event is what one side of a takeover told just before pays the other, as a part of its larger price: 取引額は80億ドル。双葉電機は星野電工に現金25億ドルを支払う."""
    if event.frame != "buy" or not event.trigger.text.startswith("支払") or event.amount is None or len(own := event.names) != 2:
        return False
    if any(not pattern("price of it").search(m[1]) for m in _FOR_GOODS.finditer(event.sentence.text)):
        return False
    near = [e for e in events[-_EVENTS:] if 0 <= event.sentence.index - e.sentence.index <= _REACH]
    of = any(e.type == "acquisition" and own <= e.names for e in near)
    return of and any(e.amount is not None and e.amount.currency == event.amount.currency and (stated(e.amount) or 0) > (stated(event.amount) or 0) for e in near)


def takes_up(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event is the first part of a commitment told before by whom it names, or the rest of it (100億ドルを投資する。初期投資は20億ドルで; まず20億ドルが提供される), or the sum of that deal once more, rounded (今回の100億円規模の調達は): no deal of its own (contract, section 1)."""
    if event.amount is None or not (value := stated(event.amount)):
        return False
    before = s.text[: event.amount.start - s.start]
    # テキサス州に: where it goes is no other one
    own = names_of(k for k in event.links if k.chunk >= 0 and k.weight >= 0.3 and not (k.case == "goal" and k.name.label in ("PLACE", "GOV")))
    # すでに第1期には20億円が使われた: what is done is told apart
    first = (event.type in _SPENT or not own) and _FIRST.search(before) is not None and not pattern("before now").search(before)
    rounded = event.amount.qualifier in ("about", "at_least") and event.frame in ("raise", "invest", "acquire", "spend") and _THIS.match(s.text) is not None
    if not (first or rounded):
        return False
    for e in events[-(_PARTS_EVENTS if first else _EVENTS) :]:
        told = stated(e.amount) if e.amount is not None and e.amount.currency == event.amount.currency else None
        if told is None or not 0 < s.index - e.sentence.index <= (_PARTS_REACH if first else _REACH) or not own <= e.names:
            continue
        if event.type == "financing" and e.type == "investment":
            # 株式が4億ユーロ、残りの1億ユーロが借り入れ: a loan beside the shares is a deal of its own
            continue
        if first and e.type in _SPENT and value < told:
            return not ("初年度" in before[-12:] and _ONE_YEAR.search(e.sentence.text))
        # 昨年153億円を調達した。今回の100億円規模の調達は is another one
        if rounded and e.type == event.type and own and told > value > told / 2 and not e.dates and not pattern("before now").search(e.sentence.text):
            return True
    return False


#: How a sentence begins that tells of a part of the spending told before it: その一環として, 投資の一部として, この計画の第1弾として.
_OF_A_WHOLE = re.compile(r"(?:また|まず)?、?(?:この|その|同|これらの|投資|計画)[^、。はがを]{0,12}?(?:一環|一部|第[1一]弾)(?:として|で)|(?:また|まず)?、?第[1一]弾(?:として|で)")


#: How the next sum is told to be a part of the spending: 今回の投資の約80%、つまり72億円が.
_PERCENT = re.compile(r"(?:投資|資金|予算|支出)(?:総?額)?の(?:うち)?(?:約|およそ|ほぼ)?[0-9.]+(?:%|割)(?:強|弱|近く|以上)?(?:、|つまり|すなわち|に当たる|にあたる|に相当する|の|約|\()*$")
_BREAKS_DOWN = re.compile(r"[^、。]{0,8}内訳は")


def is_part(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event is only a part of what the same company was told just before to spend or to borrow: 900億円を投じる。その一環として、50億円で工場を建てる; 総額42億ドルの社債を発行した。内訳はドル建てが22億ドルだ (contract, section 1)."""
    if lent_of_it(event, s, events):
        return True
    items = _BREAKS_DOWN.match(s.text) is not None
    if event.amount is not None and event.type in ("capex", "investment") and _PERCENT.search(s.text[: event.amount.start - s.start]):
        # whoever tells it
        near = (e.amount for e in events[-_EVENTS:] if 0 <= s.index - e.sentence.index <= _REACH and e.type in _SPENT and e.amount is not None)
        return any(a.currency == event.amount.currency and (stated(a) or 0) > (stated(event.amount) or 0) for a in near)
    if event.type not in ("capex", "financing") or event.amount is None or not (items or (event.type == "capex" and _OF_A_WHOLE.match(s.text))) or not (value := stated(event.amount)):
        return False
    whole = next((e for e in reversed(events[-_EVENTS:]) if 0 < s.index - e.sentence.index <= _REACH and e.amount is not None and e.type == event.type), None)
    if whole is None or not event.names <= whole.names:
        return False
    return (items and whole.amount.currency != event.amount.currency) or (whole.amount.currency == event.amount.currency and (stated(whole.amount) or value) > value)
