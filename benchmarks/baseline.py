"""The afternoon baseline: what a good engineer has after one afternoon with stock ``ja_ginza``.

Raw GiNZA entities, a regular expression for money, a list of trigger words and particles,
one record a sentence. Scored beside the library:

    python -m aiinfra_nlp.eval --split dev --model default --model benchmarks/baseline.py
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

import spacy

from aiinfra_nlp.records import ROLES_OF, Amount, Deal, Figure, Mention, Party
from aiinfra_nlp.systems import Prediction

NAME = "afternoon baseline"
VERSION = "1"
CONFIG = {"model": "ja_ginza", "entities": "raw", "records": "one a sentence"}

ORGANISATIONS = {
    "Company", "Company_Group", "Corporation_Other", "Organization_Other", "N_Organization",
    "Research_Institute", "Show_Organization", "Sports_Organization_Other", "Pro_Sports_Organization",
    "School", "Newspaper", "Public_Institution", "GOE_Other",
}  # fmt: skip
_GOV = {"Government", "Political_Organization_Other", "International_Organization", "Cabinet", "Military"}

_CURRENCIES = {
    "台湾ドル": "TWD", "香港ドル": "HKD", "豪ドル": "AUD", "カナダドル": "CAD", "シンガポールドル": "SGD",
    "米ドル": "USD", "ドル": "USD", "円": "JPY", "ユーロ": "EUR", "ポンド": "GBP", "人民元": "CNY",
    "元": "CNY", "ウォン": "KRW", "ルピー": "INR", "ディルハム": "AED",
}  # fmt: skip
_UNITS = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3, "百万": 10**6}
_NUMBER = r"(?:[0-9][0-9,.]*(?:兆|億|百万|万|千)?)+"
_MONEY = re.compile(
    rf"(?P<number>{_NUMBER})(?P<currency>{'|'.join(_CURRENCIES)})|(?P<sign>[$¥€])(?P<plain>{_NUMBER})"
)
_SIGNS = {"$": "USD", "¥": "JPY", "€": "EUR"}

#: Trigger word -> type, the more specific first.
_TRIGGERS = [
    (r"電力購入|PPA|電力(?:の)?供給", "power"),
    (r"合弁|共同出資", "joint_venture"),
    (r"買収|子会社化|合併|TOB|株式公開買", "acquisition"),
    (r"補助金|助成|補助する", "subsidy"),
    (r"融資|社債|借り入れ|借入|ローン", "financing"),
    (r"出資|資金調達|増資|株式(?:を)?取得|資金を調達", "investment"),
    (r"クラウド.*契約|計算資源|GPU.*(?:賃借|レンタル|リース)|コロケーション", "compute_contract"),
    (r"供給契約|受注|発注|購入|調達|納入", "supply"),
    (r"設備投資|建設|新設|投じる|投資", "capex"),
    (r"提携|協業|パートナーシップ|共同開発|基本合意", "partnership"),
]
#: Particle after the name -> 0 for the side that pays, 1 for the other side, by type where it differs.
_GIVER, _TAKER = 0, 1
_SENTENCE = re.compile(r"[^。\n]+。?")
_STATUS = [
    (r"中止|撤回|断念|破談|撤退", "cancelled"),
    (r"検討|協議|交渉|可能性|模索", "in_talks"),
    (r"計画|予定|方針|見込み|目指す", "planned"),
    (r"完了|した。?$|調達した|投じた", "completed"),
]
_REPORTED = re.compile(r"報じ|関係者|報道|によると")


@lru_cache(maxsize=1)
def _nlp():
    return spacy.load("ja_ginza")


def predict(document) -> Prediction:
    """Deals, figures and entities of one article."""
    text = document.text
    names = [(e.start_char, e.end_char, _label(e.label_)) for e in _entities(text)]
    figures = find_money(text)
    deals = []
    for sentence in _SENTENCE.finditer(text):
        deal = read_sentence(text, sentence.start(), sentence.end(), names, figures)
        if deal is not None:
            deals.append(deal)
    return Prediction(deals, figures, [n for n in names if n[2]])


def _entities(text: str):
    # Sudachi refuses more than 49,149 bytes at once.
    return _nlp()(text[:16000]).ents


def _label(label: str) -> str:
    return "ORG" if label in ORGANISATIONS else "GOV" if label in _GOV else ""


def find_money(text: str) -> list[Figure]:
    """Every money expression with its value; NFKC of one character keeps the offsets."""
    plain = "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in text)
    figures = []
    for match in _MONEY.finditer(plain):
        value = _value(match["number"] or match["plain"])
        if value is None:
            continue
        currency = _CURRENCIES.get(match["currency"] or "") or _SIGNS[match["sign"]]
        mention = Mention(text=text[match.start() : match.end()], start=match.start(), end=match.end())
        figures.append(Figure(value=value, currency=currency, mention=mention))
    return figures


def _value(number: str) -> Decimal | None:
    """The value of 1兆2000億 or 3.5億; None when it is no number."""
    parts = re.findall(r"([0-9][0-9,.]*)(兆|億|百万|万|千)?", number)
    try:
        return sum((Decimal(n.replace(",", "").rstrip(".")) * _UNITS.get(u, 1) for n, u in parts), Decimal(0))
    except ArithmeticError:
        return None


def read_sentence(text: str, start: int, end: int, names: list, figures: list[Figure]) -> Deal | None:
    """The deal of one sentence: its first trigger, the organisations in it, its first amount."""
    sentence = text[start:end]
    kind = next((t for pattern, t in _TRIGGERS if re.search(pattern, sentence)), None)
    inside = [(s, e) for s, e, label in names if label and start <= s < end]
    money = next((f for f in figures if start <= f.mention.start < end), None)
    if kind is None or not inside:
        return None
    parties = _parties(text, kind, inside)
    if not parties or (money is None and len(parties) < 2):
        return None
    amount = Amount(value=money.value, currency=money.currency) if money else None
    return Deal(
        type=kind,
        parties=parties,
        amount=amount,
        status=next((s for pattern, s in _STATUS if re.search(pattern, sentence)), "agreed"),
        reported=bool(_REPORTED.search(sentence)),
        evidence=(Mention(text=sentence, start=start, end=end),),
        confidence=0.5,
    )


def _parties(text: str, kind: str, inside: list[tuple[int, int]]) -> tuple[Party, ...]:
    """Roles by the particle behind each name: は and が pay or buy, に, を and への are the other side."""
    roles = ROLES_OF[kind]
    seen: dict[str, Party] = {}
    for start, end in inside:
        name = re.sub(r"^[米英仏独中韓]", "", text[start:end])
        tail = text[end : end + 3]
        side = _TAKER if re.match(r"に|を|へ|の買収|から", tail) else _GIVER
        role = roles[min(side, len(roles) - 1)]
        if name and name not in seen:
            seen[name] = Party(
                name=name, role=role, mentions=(Mention(text=text[start:end], start=start, end=end),)
            )
    parties = tuple(seen.values())
    if len(parties) > 1 and len(roles) > 1 and len({p.role for p in parties}) == 1:
        parties = (parties[0], *(p.model_copy(update={"role": roles[1]}) for p in parties[1:]))
    return parties[:3] if kind != "capex" else parties[:1]
