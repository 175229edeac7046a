"""What broke in lists: members that share a verb, gapped clauses, consortia, rows, sums and their parts.

Each test is named after the fault. What the rules give: events with their cases, roles and sums.
"""

from __future__ import annotations

from aiinfra_nlp.pipeline import propose


def events(text: str, word: str | None = None):
    return [e for e in propose(text).frames if word is None or e.trigger.row.word == word]


def roles(e) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in e.roles.items()}


# --- what stands for a deal --------------------------------------------------------------------


def test_a_deal_word_inside_a_name_tells_of_nothing():
    assert not events("株式会社森田建設の社員は春に増えた。東洋建設も同じだ。", "建設")
    assert events("森田機工は新工場の建設に80億円を投じる。", "建設")
