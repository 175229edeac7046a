"""Rules of discourse and reference that were too wide, in made-up sentences.

Each test is named after what the rule leaves alone now, or after what it still reads.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.names.same_names import shortens


def deals(text: str, date: str | None = "2025-10-08") -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date=date)
    ]


def parties(text: str, kind: str) -> set[tuple[str, str]]:
    return {x for t, who, _ in deals(text) if t == kind for x in who}


def test_what_is_told_to_be_another_deal_joins_no_round():
    text = "星野AIは100億円の資金調達を協議している。森田キャピタルと白鷺銀行が主導する見通しだ。\n\nこれは昨年決まった双葉電機と青葉製作所の出資とは別の話だ。"
    assert not any({("investor", "森田キャピタル"), ("investor", "双葉電機")} <= who for _, who, _ in deals(text))


def test_who_stands_in_a_list_of_those_that_got_money_gives_none():
    text = "双葉新聞は、双葉電機が1年で部品会社3社に計90億円を出資したと報じた。\n\n双葉新聞が挙げた主な出資先は次の通り。\n\n・星野電工(真空ポンプ):30億円\n・森田機工(洗浄装置):20億円\n・青葉製作所(研磨装置):40億円"
    assert not {("investor", "星野電工"), ("investor", "森田機工"), ("investor", "青葉製作所")} & parties(text, "investment")


def test_who_heads_a_line_with_its_sum_raises_it():
    text = "■今週の調達\n・青葉AI、シリーズDで12億円(双葉電機、森田機工ほか)\n・星野AI 5億円、リードは白鷺キャピタル"
    got = [(who, a) for t, who, a in deals(text) if t == "investment"]
    assert ({("investee", "星野AI"), ("investor", "白鷺キャピタル")}, 500_000_000) in got


def test_a_heading_in_the_table_of_contents_is_that_of_its_item():
    text = (
        "週刊投資通信 第52号\n\n今週のもくじ\n1 青葉AI、200億円を調達\n2 星野AI、90億円の調達を協議\n\n"
        "1 青葉AI、200億円を調達\n青葉AIは6日、シリーズEで200億円を集めたと発表した。出資したのは白鷺キャピタル、双葉電機、緑川商事など。\n森田機工と北斗商事も戦略的な投資家として加わった。\n\n"
        "2 星野AI、90億円の調達を協議\n星野AIが90億円の資金調達を協議していると伝えられた。霧島銀行が主導する見通しだ。"
    )
    got = [(who, a) for t, who, a in deals(text, "2026-01-12") if t == "investment"]
    givers = {("investor", n) for n in ("白鷺キャピタル", "双葉電機", "緑川商事", "森田機工", "北斗商事")}
    assert got == [({("investee", "青葉AI")} | givers, 20_000_000_000), ({("investee", "星野AI"), ("investor", "霧島銀行")}, 9_000_000_000)]


def told_of(text: str, word: str) -> set[str]:
    e = next(e for e in propose(text, "2025-10-08").frames if e.trigger.row.word == word)
    return {k.name.text for k in e.links if k.chunk >= 0}


def test_what_is_told_behind_the_last_item_is_told_of_each():
    of_each = "双葉電機は2件の出資を発表した。1つは星野電工、もう1つは森田機工で、それぞれに20億円を投じるというものだ。"
    assert told_of(of_each, "投じ") == {"星野電工", "森田機工"}
    of_one = "双葉電機は2件の計画を発表した。1つは星野電工との提携、もう1つは森田機工への投資で、20億円を投じるというものだ。"
    assert told_of(of_one, "投じ") == {"森田機工"}


def test_the_line_that_names_the_company_of_a_filing_says_who_tosha_is():
    text = "表紙 | 臨時報告書 |\n会社名 | 星野自動車株式会社 |\n1【提出の理由】\n当社は6月10日、A種種類株式を第三者割当によって発行することを決めました。\n割当先は、当社の親会社である双葉電機株式会社です。当社は森田トラック株式会社(以下「森田」)との経営統合を予定しております。"
    assert parties(text, "investment") == {("investor", "双葉電機"), ("investee", "星野自動車")}
    assert {("acquirer", "星野自動車"), ("acquirer", "森田トラック")} <= parties(text, "acquisition")


def test_whom_a_release_lists_below_tosha_does_not_issue_it():
    text = "ゲームを39カ国に広げる株式会社星野ゲームズ(東京都港区)は、第三者割当増資により5億円を調達いたしました。当社がこれまでに集めた資金は累計で22億円です。\n\n■投資家\n白鷺キャピタル株式会社\n株式会社双葉商事"
    assert [n.canonical for n in propose(text, None).names if n.text == "当社"] == [("星野ゲームズ",)]


def test_a_bracket_behind_who_acts_does_not_part_him_from_what_he_does():
    text = "燃料電池は星野エナジーがつくる。同社の装置は注文から3カ月で動く。\n双葉電力(FDK)は昨年、最大1ギガワットの燃料電池を同社から調達する契約を結んだ。"
    assert [n.canonical for n in propose(text, "2025-10-08").names if n.text == "同社"] == [("星野エナジー",)] * 2


def test_a_name_that_says_in_full_what_it_is_shortens_no_other():
    text = "双葉星野建設は2003年に双葉建設と星野建設が合併して生まれた。"
    assert {("acquirer", "双葉建設"), ("acquirer", "星野建設")} <= parties(text, "acquisition")
    assert shortens("双葉電鉄", "双葉電気鉄道")
    assert shortens("双葉支援機構", "双葉経済活性化支援機構")
    assert not shortens("双葉信用金庫", "双葉相互信用金庫")


def test_a_round_that_was_earlier_still_is_no_further_one():
    text = "星野AIが今週、140億円の資金調達を発表した。\n\n森田機工や双葉電機も戦略投資家として名前が出ている。\n\n前回のシリーズBは50億円だった。さらに1年前、24年7月のシリーズAは30億円、評価額150億円。"
    assert all(("investee", "双葉電機") not in who and ("investee", "森田機工") not in who for _, who, _ in deals(text))
    assert any(("investee", "星野AI") in who and a == 3_000_000_000 for _, who, a in deals(text))


def test_who_is_no_bank_leads_the_shares_and_not_the_loan():
    text = "星野AIは、シリーズAの1回目の締め切りで約153億円を調達した。内訳は株式が97.7億円、融資が55億円。白鷺キャピタルと緑川ベンチャーズが主導し、双葉電機などが入った。"
    given = {("investor", "白鷺キャピタル"), ("investor", "緑川ベンチャーズ")}
    assert any(given <= who for kind, who, _ in deals(text) if kind == "investment")
    assert not {("lender", "白鷺キャピタル"), ("lender", "緑川ベンチャーズ")} & parties(text, "financing")
    loan = "双葉銀行などが星野AIに50億円の協調融資を組んだ。緑川銀行が主導した。"
    assert ("lender", "緑川銀行") in parties(loan, "financing")


def test_a_subsidiary_that_stands_already_is_not_the_new_company():
    text = "双葉通信は工事を星野電工の子会社、森田マリンに委ねた。\n白鷺機構は緑川電機とケーブル事業を始める。新会社をつくり、新会社に白鷺機構が5億円を出資する。"
    assert not any(n.text == "新会社" for n in propose(text, "2025-10-08").names)
    founded = "双葉通信と星野電工は合弁会社の森田マリンを設立した。\n新会社に双葉通信が5億円を出資する。"
    assert [n.canonical for n in propose(founded, "2025-10-08").names if n.text == "新会社"] == [("森田マリン",)]


def test_whom_another_buys_may_be_the_topic_of_the_sentence():
    text = "スーパー大手の双葉商店は、森田グループ傘下の星野投資を中心とする陣営が67億ポンド(93億ドル)で同社を買うことに応じた。"
    assert parties(text, "acquisition") == {("acquirer", "星野投資"), ("target", "双葉商店")}
