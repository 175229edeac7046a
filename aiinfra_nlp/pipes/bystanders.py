"""bystanders: names beside a deal word that have no part in its deal.

In:  a name, a deal word and their sentence.
Out: whether the phrase that holds the name says what money is raised for (Aの買収資金として),
     what it is secured by (Aとの契約を担保に), who only arranges it (Aを主幹事に) or who stays out of it (Aは参加しない): none
     of these is a party (contract, section 3).
"""

from __future__ import annotations

import re

from .words import words

#: Frames of money that is raised, of which alone a purpose or a security is told.
RAISING = frozenset(("raise", "borrow", "lend"))
#: Frames of companies that change hands, of which alone who comes from whom is told as of a seller.
SELLING = frozenset(("acquire", "sell", "stake", "stakesale", "merge"))

_ORG = r"(?:社|側|グループ|\([^()]{0,20}\)| ?<[^<>]{0,12}>)* ?"
_PURPOSE = re.compile(
    _ORG + r"(?:の[^、。はがを]{0,8}?(?:買収|取得|子会社化|統合|株式取得|TOB)(?:資金|費用)?(?:として|に(?:向け|充て|必要|伴|備え|かか)|のため|を目的|[に,]?充当|[0-9])"
    r"|への?(?:追加)?(?:出資|投資|融資)(?:資金)?(?:として|に(?:向け|充て|必要)|のため))"
)
_BACKING = re.compile(_ORG + r"と(?:の[^、。はがを]{0,12}?(?:契約|案件|合意|受注|取引)|結んだ[^、。はがを]{0,10}契約)を(?:担保|裏付け|裏づけ|背景|もと|基に|見合い|てこ|原資|根拠)")
_ARRANGES = re.compile(_ORG + r"(?:(?:と|、|や)[^、。はがを]{2,16}){0,3}(?:などが|が|は|を|など?を)(?:[^、。]{0,16}で)?(?:共同)?(?:主幹事|幹事|アレンジャー|引受会社|財務アドバイザー)(?:に|を務|を担|として)")
#: Who does not join in: 赤城商事は今回参加しなかった; 加わっていない.
_NOT = r"(?:な[いか]|ず|ません)"
_STAYS_OUT = re.compile(
    rf"{_ORG}(?:は|が|も)[^。はがも]{{0,24}}?(?:(?:参加|参画)(?:は|を)?(?:見送|(?:し|せ)(?:て(?:は)?い)?{_NOT})"
    rf"|加わ(?:ら|って(?:は)?い){_NOT}|名を連ねて(?:は)?い{_NOT})"
)
#: An official who only says that somebody got money: 経産相は、星野半導体に官民で820億円の出資があったと発表した.
_TELLS_OF = re.compile(r"(?:は|が)、?[^。はが]{1,24}(?:に|へ)[^。はが]{0,32}が(?:あった|集まった|寄せられた|行われた)(?:こと)?[とを]")
_SYNDICATE = re.compile("銀行団|協調融資団|シンジケート団")
_ARRANGER_IS = re.compile(r"(?:主幹事|幹事|アレンジャー|引受会社)に(?:は)?[^、。はが]{0,30}$")
#: More names joined to one, whose words are not of another clause.
_AND_MORE = r"(?:(?:と|や)[^ぁ-ん、。]{2,16}){0,3}(?:など|等)?"
#: What follows and what stands before the name of one whom somebody is set against or comes from; a rival's bid is his own deal.
_SET_AGAINST = re.compile(_ORG + _AND_MORE + rf"(?:{words('set_against')})(?![A-Z]|[^、。]{{0,8}}(?:買収|入札|提案|TOB|争奪))")
_AGAINST = re.compile(r"(?:(?<![一-龥0-9])元|打倒・?|(?<![ァ-ヺー])ポスト・?|(?<![一-龥])脱)$")
#: From whom a company comes: one that is bought may come from its seller.
_COMES_FROM = re.compile(_ORG + rf"(?:{words('comes_from')})")


def only_tells(text: str, end: int, stop: int) -> bool:
    """Whether the official whose name ends at an offset only tells of what others gave.

    Args:
        text: the folded text.
        end: where the name ends.
        stop: where its sentence ends.
    """
    return _TELLS_OF.match(text, end, stop) is not None


def is_bystander(text: str, frame: str, name: tuple[int, int], word: int, span: tuple[int, int]) -> bool:
    """Whether a name has no part in the deal of a deal word.

    Args:
        text: the folded text.
        frame: the frame of the deal word; a purpose and a security are told of raised money alone.
        name: where the name stands.
        word: where the deal word begins.
        span: where their sentence stands.
    """
    start, end = name
    if frame in RAISING and end <= word and (_PURPOSE.match(text, end, span[1]) or _BACKING.match(text, end, span[1])):
        return True
    if frame not in SELLING and _COMES_FROM.match(text, end, span[1]):
        return True
    if _AGAINST.search(text[max(span[0], start - 6) : start]) or _SET_AGAINST.match(text, end, span[1]):
        return True
    if _STAYS_OUT.match(text, end, span[1]):
        return True
    if frame == "lend" or _SYNDICATE.search(text, end, span[1]):
        # who arranges a loan mostly lends too
        return False
    arranger_is = _ARRANGER_IS.search(text[span[0] : start]) and re.match(r"[^、。]{0,30}を(?:起用|選|指名)", text[end : span[1]])
    return bool(arranger_is) or _ARRANGES.match(text, end, span[1]) is not None
