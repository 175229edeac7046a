"""What broke on press releases and commentary: who acts without a name, whose plant, whose stake; all names made up."""

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def cases(text: str, sentence: int = 0) -> list[dict]:
    """Of each event of a sentence the case of each name of that sentence."""
    return [{k.name.text: k.case for k in e.links if k.chunk >= 0} for e in propose(text).frames if e.sentence.index == sentence]


def meant(text: str, sentence: int) -> set[str]:
    """Whom the events of a sentence may be about, wherever they are named."""
    return {k.name.text for e in propose(text).frames if e.sentence.index == sentence for k in e.links if k.case != "bystander"}


def records(text: str) -> list[tuple]:
    return [(d.type, {(p.role, p.name) for p in d.parties}, d.status) for d in extract_deals(text)]


def test_others_without_a_name_who_give_too_are_not_the_giver_before():
    for more in ("ほかに10社が計90億円を出資した。", "民間企業30社も計90億円を出資した。", "このほか地方銀行12行が計90億円を出資する。"):
        assert meant("双葉電機は星野電工に50億円を出資した。" + more, 1) == {"星野電工"}, more
    # so many alone may be those just named
    assert "双葉電機" in meant("双葉電機、森田機工など10社は星野電工を支える。10社は計90億円を出資した。", 1)


def test_who_acts_in_the_next_clause_does_not_act_with_others_without_a_name():
    first, second = cases("双葉半導体には民間企業30社が計500億円を出資し、星野電工も100億円を出資する。")
    assert first == {"双葉半導体": "goal", "星野電工": "bystander"} and second["星野電工"] == "subj"
    (together,) = cases("双葉電機は星野電工など10社とともに森田機工に50億円を出資した。")
    assert together["双葉電機"] == "subj"
