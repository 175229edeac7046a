"""The patterns of ``dates``: what a date can begin with and what may follow.

In:  the tables date_words and eras.
Out: ``HEAD`` (a date begins here, one named group for each kind) and the tails that narrow it.
     Every quantifier is bounded.
"""

from __future__ import annotations

import re

from ..resources import read_tsv
from ._lexicon import alternation

_WORDS = read_tsv("date_words", ("text", "kind", "value", "source"))
_ERA_ROWS = read_tsv("eras", ("era", "letter", "first_year", "source"))
ERAS = {r[name]: int(r["first_year"]) for r in _ERA_ROWS for name in ("era", "letter")}
SHIFT = {(r["kind"], r["text"]): int(r["value"]) for r in _WORDS if r["kind"] != "name"}
SAME_DAY = ("同日", "同じ日", "この日", "その日")
SEASON = {r["text"]: r["value"] for r in _WORDS if r["kind"] == "name"}


def _words(kind: str) -> str:
    return alternation(r["text"] for r in _WORDS if r["kind"] == kind)


_K = "〇零一二三四五六七八九十百千"
WAVE = "[〜~～∼–—―‐−－ー-]"
_SMALL = rf"[0-9]{{1,2}}|[{_K}]{{1,3}}"
_FREE = rf"(?<![0-9{_K}.,])"
_QUARTER = "(?:四半期|クォーター|クオーター)"
_NO = "(?:の|、)?[ ]?"

#: What a date can begin with; most characters of a text are none of these.
_FIRST = "".join(
    sorted({*"0123456789'MTSHRQF西年月第火水木金土日", *_K, *(w[0] for w in SAME_DAY), *(w["text"][0] for w in _WORDS), *(r["era"][0] for r in _ERA_ROWS)})
)

HEAD = re.compile(
    f"(?=[{_FIRST}])(?:"
    + "|".join(
        [
            # 令和7年, R7年, 令和7.4.1
            (
                rf"(?P<era>{alternation(r['era'] for r in _ERA_ROWS)}|(?<![A-Za-z])[MTSHR])[ ]?"
                rf"(?P<ey>元|[0-9]{{1,2}}|[{_K}]{{1,4}})"
                r"(?:年(?P<edo>度)?|[./-](?P<em>[0-9]{1,2})[./-](?P<ed>[0-9]{1,2}))"
            ),
            # 2025-09-10, 2025/9, 2025.9.10
            (
                r"(?<![0-9.,/-])(?P<n1>[0-9]{4})(?P<sep>[-./])(?P<n2>[0-9]{1,2})(?:(?P=sep)(?P<n3>[0-9]{1,2}))?"
                r"(?![0-9万億兆%]|[.,/-][0-9])"
            ),
            # 3年前, 2カ月後
            (
                rf"{_FREE}(?P<count>[0-9]{{1,3}}|[{_K}]{{1,3}})(?P<unit>年|[カか個ヶヵケ]月|日)"
                r"(?P<way>前(?![後半])|後(?!半))"
            ),
            # 2025年, 25年, 二〇二五年, 2025会計年度
            (
                rf"{_FREE}(?:西暦[ ]?)?(?P<year>[0-9]{{4}}|'?[0-9]{{2}}|[{_K}]{{2,8}})[ ]?"
                r"(?:暦年|会計年(?=度)|年)(?!代)"
            ),
            rf"(?P<fiscal>{_words('fiscal')})(?!比|同期|末比)",
            rf"(?P<rel>{_words('year')})(?!比|並み|度)",
            r"(?P<same>同年)(?!代|齢|度比)",
            rf"(?P<relmonth>{_words('month')}|同月)(?!比)",
            rf"(?P<relday>{_words('day')}|{'|'.join(SAME_DAY)})(?!比|付|本)",
            r"(?<![来次翌毎隔])(?<![来毎]週)(?<!来週の)(?<!翌週の)(?P<weekday>[月火水木金土日]曜日?)(?!版|号|ごと|までに)",
            rf"(?P<relquarter>{_words('quarter')})",
            rf"(?P<relseason>{_words('season')})(?P<season>[春夏秋冬])(?![季闘])",
            r"(?P<endword>年末|年内|年初|年明け|年度末|年度内|月末|月内)",
            # 9月, 10〜12月
            rf"(?<![0-9{_K}.,数])(?P<month>{_SMALL})(?:{WAVE}(?P<month2>{_SMALL}))?月(?!額|間|給|面)",
            (
                rf"(?<![0-9{_K}.,数、・])(?P<day>{_SMALL})日"
                r"(?!間|前|後|目|連|以|ご|分|本|系|産|立|経|銀|航|程|付|時|数|曜)"
            ),
            # Q3 2025, 2025 Q3, FY25
            (
                r"(?<![A-Za-z0-9])(?:Q(?P<q1>[1-4])[ ]?(?:FY)?(?P<qy1>20[0-9]{2})"
                r"|(?P<qy2>20[0-9]{2})[ ]?Q(?P<q2>[1-4])"
                r"|FY(?P<fy>20[0-9]{2}|[0-9]{2}))(?![0-9])"
            ),
            rf"第(?P<qn>[1-4一二三四])[・ ]?{_QUARTER}",
        ]
    )
    + ")"
)

TAIL_MONTH = re.compile(rf"{_NO}(?P<m>{_SMALL})(?:{WAVE}(?P<m2>{_SMALL}))?月(?P<term>期)?(?!間|額)")
TAIL_DAY = re.compile(rf"(?:の)?[ ]?(?P<d>{_SMALL})日(?!間)")
TAIL_QUARTER = re.compile(
    rf"{_NO}(?:第[ ]?(?P<q>[1-4一二三四])[・ ]?(?:{_QUARTER}|Q)|Q(?P<q2>[1-4])|(?P<q3>[1-4])Q)"
)
TAIL_HALF = re.compile(rf"{_NO}(?P<h>前半|上半期|上期|後半|下半期|下期)")
TAIL_SEASON = re.compile(rf"{_NO}(?P<s>[春夏秋冬])(?![季闘])")
TAIL_END = re.compile(r"(?:の)?(?P<e>末|暮れ|初頭|初め|はじめ|半ば|中頃|中ごろ|内|中)(?!央|国|間)")

#: What follows 27年 when it is the year 2027 and not a length of time.
YEARLIKE = re.compile(
    "|".join(
        [
            r"に(?!わた|渡|及|1度|一度|1回|一回|も)",
            "まで|末|初|以降|以前|度|春|夏|秋|冬|前半|後半|上期|下期|上半期|下半期|半ば|第[1-4]四半期",
            rf"[ ]?(?:[0-9]{{1,2}}(?:{WAVE}[0-9]{{1,2}})?|[一二三四五六七八九十]{{1,2}})月",
            rf"[ ]?(?:{WAVE}|から)[ ]?[0-9]{{2}}年",
            WAVE,
        ]
    )
)
YEARLY = re.compile(rf"度|[ ]?[0-9]{{1,2}}(?:{WAVE}[0-9]{{1,2}})?月")
LINKED = re.compile(rf"(?:から|{WAVE})$")
SPAN_BEFORE = re.compile(r"(?:今後|約|最長|最大|過去|向こう|この|契約期間は|期間は|およそ|丸|まる|各|毎|数)$")
