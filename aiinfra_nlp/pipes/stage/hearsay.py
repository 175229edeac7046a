"""hearsay: deals that a sentence beside them, a headline's end or their own predicate leaves to others to vouch for.

In:  the events of an article.
Out: ``event.facts["heard"]`` where the language leaves no doubt that a report or a source says
     so, whatever the sentence of the deal itself is like: 双葉電機は星野電工を買収する方針を固めた。
     3日付の日刊紙が報じた。 The record is hearsay then (contract, section 2: ``reported``), unless a
     party itself announced it in the text (``event.facts["announced"]``).
"""

from __future__ import annotations

import re

from ...document import Article, Sentence
from ..reading.events import Event, within
from ..words import words

_SOURCE = rf"(?:{words('source')})(?:ら|たち)?"
_MEDIUM = rf"(?:{words('medium')})"
_SPEAKS = "(?:明らかに|話|語|述べ|認め|伝え|証言|説明)"
_REPORTS = "(?:報じ|報道し|スクープし)"
_DID = r"(?:っ|し)?(?:て(?:い)?)?(?:いる|た|ました|います)"
#: What a sentence is about that says something of its own: 株価の反応についても報じた, 社員に伝えた.
_ABOUT = "[^。]*(?:について|に関し|に対し|を巡|をめぐ|も報|員に|家に)"
#: A sentence that only says who says so, and nothing of what: 関係筋が明らかにした; 3日付の日刊紙電子版が報じた; 複数の関係者への取材で分かった.
_ONLY_WHO = re.compile(
    rf"[^。、「」はが]{{0,40}}{_SOURCE}[^。、「」はが]{{0,12}}(?:が|は)(?!{_ABOUT})[^。「」はが]{{0,30}}(?<!を)(?<!と){_SPEAKS}{_DID}[。.]?"
    rf"|[^。、「」はが]{{2,40}}(?:が|は)(?!{_ABOUT})[^。「」はが]{{0,40}}(?<!を)(?<!と){_REPORTS}{_DID}[。.]?"
    rf"|[^。、「」はが]{{0,40}}(?<!広報)(?<!社内){_MEDIUM}[^。、「」はが]{{0,24}}(?:が|は)(?!{_ABOUT})[^。「」はが]{{0,40}}(?<!を)(?<!と)伝え{_DID}[。.]?"
    rf"|[^。、「」はが]{{0,40}}(?:{_SOURCE}|{_MEDIUM})[^。、「」はが]{{0,12}}の(?:取材|話)(?:で|から)(?:分か|わか|判明し|明らかにな){_DID}[。.]?"
)
_ENDS = tuple(f"{did}{dot}" for did in ("いる", "た", "ました", "います") for dot in ("", "。", "."))
#: The end of a headline that says so: 星野電工を買収へ=関係筋; 20億ドル調達か―米紙報道.
_HEADLINE = re.compile(rf"(?:[=―—–─\-] ?[^、。=―—–─|(]{{0,12}}?(?:{_SOURCE}|報道|{_MEDIUM}(?:報道|報じる|電子版)?)|[|(] ?[^、。=―—–─|(]{{0,12}}?(?:{_SOURCE}|報道|{_MEDIUM}(?:報道|報じる)))\)? ?$")
#: What follows a deal word whose predicate is only said to be so: 契約を結んだとされている, 買収するものとみられる, 調達したもようだ.
_SAID_TO_BE = re.compile(r"(?![^、。]{0,16}[一二三ひ]つと)(?!(?:した|する)?こと(?:で|により)|で[^あもの])[^、。]{0,16}(?:(?:[うくすたつぬぶむるいだ]|だ)(?:もの)?と(?:され(?:る|て)|(?:み|見)られ(?:る|ます|て(?:い[るま]|お)|、)|報じられ|伝えられ|[言い]われ)|(?:[うくすたつぬぶむるいだ]|[中の])(?:もよう|模様)(?![替様]))")
#: A company's own word, which no report behind it takes back.
_OWN_WORD = re.compile(r"発表|公表|表明|会見|声明")
#: How a sentence begins that leaves all it tells to others: 米紙によると、; 複数の関係者によれば、.
_ACCORDING = re.compile(rf"[^。、「」はが]{{0,20}}(?:{_SOURCE}|{_MEDIUM}(?:報道)?)[^。、「」はが]{{0,8}}によ(?:ると|れば)、?")
#: How a sentence ends that does: 借り入れる見通しだと複数の関係者が明らかにした; 子会社化することが、本紙の取材で分かった.
_AT_THE_END = re.compile(
    rf"(?:と|ことを)、?[^、。「」はが]{{0,20}}{_SOURCE}[^、。「」はが]{{0,12}}が[^、。「」はが]{{0,16}}(?<!を){_SPEAKS}{_DID}[。.]?$"
    rf"|ことが[^。「」はが]{{0,30}}(?<!社内の)(?:取材|{_SOURCE}[^、。「」はが]{{0,6}}の話)(?:で|から)(?:[^。「」はが]{{0,10}})(?:分か|わか|判明し|明らかにな){_DID}[。.]?$"
)
#: The end of a sentence that only ranks what was told: 米紙によると、同業の買収額としては過去最大級だ.
_RANKS = re.compile(r"(?:として|規模|額|件数)(?:は|では)?、?[^、。はがを]{0,12}(?:最大|最高|最多|最小|初|[0-9]+番目|[0-9]+位)級?(?:の規模|の案件)?(?:だ|となる|になる|だという|という|とみられる|である)?。?$")
#: So many sentences of a paragraph one behind them may vouch for.
_FAR = 4


def hear(article: Article, events: list[Event]) -> None:
    """Note which events are hearsay beyond doubt."""
    told: dict[int, list[Event]] = {}
    for e in events:
        told.setdefault(e.sentence.index, []).append(e)
    for s in article.sentences:
        if s.heads and s.index in told and _HEADLINE.search(s.text):
            _mark(told[s.index])
        elif only_says_who(s):
            for back in _vouched_for(article, s):
                _mark(told.get(back.index, ()))
    _mark([e for e in events if _SAID_TO_BE.match(e.facts["scope"])])
    # a company tells what it raised, the press who gave how much of it
    _mark([e for e in events if "round" in e.facts and "share" in e.facts and _ACCORDING.match(e.sentence.text)])
    _mark([e for e in events if not _OWN_WORD.search(e.facts["scope"]) and not (e.amount is None and _RANKS.search(e.sentence.text)) and (_ACCORDING.match(e.sentence.text) or (e.sentence.text.endswith(_ENDS) and _AT_THE_END.search(e.sentence.text, max(0, e.trigger.end - e.sentence.start))))])
    for e in events:
        e.facts["announced"] = not e.sentence.heads and not e.reported and _announced(e)


#: What a party did that says so itself; who only will (発表する見通しだ) has not.
_ANNOUNCED = re.compile("(?:発表|公表|表明)(?:し(?:た|て|ま|、|$)|、|$)")


def _announced(e: Event) -> bool:
    """Whether who acts in a deal is told to have announced it: 双葉電機は4日、星野電工を買収すると発表した."""
    return _ANNOUNCED.search(e.facts["scope"]) is not None and any(k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 for k in e.links)


def only_says_who(s: Sentence) -> bool:
    """Whether a sentence only says who says so: 3日付の日刊紙が報じた. What the next one leaves out is not who reports."""
    return s.named and not s.heads and len(s.text) <= 100 and s.text.endswith(_ENDS) and _ONLY_WHO.fullmatch(s.text) is not None


def _mark(events) -> None:
    for e in events:
        e.facts["heard"] = e.reported = True


def _vouched_for(article: Article, s: Sentence) -> list[Sentence]:
    """The sentences of the paragraph before one that only says who says so, up to one in which a company speaks for itself: of a sum told behind that, only the sum is hearsay."""
    out: list[Sentence] = []
    for back in reversed(article.sentences[max(0, s.index - _FAR) : s.index]):
        if back.heads or not back.named or (out and back.block != out[-1].block):
            break
        if _OWN_WORD.search(back.text):
            return [x for x in out if any(n.label == "ORG" for n in within(article.names, x))]
        out.append(back)
    return out
