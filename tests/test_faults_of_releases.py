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
    assert first == {"双葉半導体": "goal", "星野電工": "bystander"}
    assert second["星野電工"] == "subj"
    (together,) = cases("双葉電機は星野電工など10社とともに森田機工に50億円を出資した。")
    assert together["双葉電機"] == "subj"


def roles(text: str, word: str) -> dict[str, set[str]]:
    """The sides that the rules give the names of the last event of a deal word."""
    e = [e for e in propose(text).frames if e.trigger.text == word][-1]
    return {role: {c for n in names for c in n.canonical} for role, names in e.rule_roles.items()}


def test_who_has_the_plant_and_who_brings_its_power_provide_it_to_whose_site_it_is():
    both = {"provider": {"森田発電", "星野電力"}, "customer": {"双葉商店"}}
    for text in ("森田発電が所有する太陽光発電所の電力を、星野電力が双葉商店の店舗に供給する。",
                 "森田発電が新設する発電所の電力を、星野電力を通じて双葉商店の工場に供給する。",
                 "森田発電が保有する発電所で生じた電力を、星野電力を介して、双葉商店が運営する3店舗に供給する。"):
        assert roles("双葉商店と森田発電、星野電力は、PPAを結んだ。" + text, "供給") == both, text
        assert records("双葉商店と森田発電、星野電力は、PPAを結んだ。" + text)[0][1] == {("provider", "森田発電"), ("provider", "星野電力"), ("customer", "双葉商店")}
    # who has built a plant may have done so for another
    assert roles("星野電力は、森田機工が建設した発電所の電力を双葉商店の工場に供給する。", "供給")["provider"] == {"星野電力"}


def test_whose_company_one_is_in_brackets_is_no_party():
    (e,) = [e for e in cases("電力は、森田発電(双葉商事の関連会社)が新設する発電所の電力を、星野電力が赤石データに供給する。") if e.get("赤石データ") == "goal"]
    assert (e["双葉商事"], e["森田発電"]) == ("bystander", "subj")


def test_whom_another_sentence_names_is_not_the_firm_that_is_bought_without_a_name():
    for bought in ("三葉自動車も同業を買収した。", "一方、三葉自動車は人型ロボット企業を10億円で買収した。", "三葉自動車は米国の新興企業に10億円を出資した。"):
        told = [parties for _, parties, _ in records("双葉電機は星野電工と提携した。" + bought) if any("三葉" in name for _, name in parties)]
        assert all(len(parties) == 1 for parties in told), bought
    # one just named, and one that the heading names
    assert ("target", "ノルン") in records("ノルンは新興のAI企業だ。三葉自動車はこの企業を10億円で買収した。")[0][1]
    assert ("target", "ノルン") in records("双葉電機、ノルンを買収\n双葉電機は5日、AI企業を10億円で買収すると発表した。")[0][1]


def test_a_company_that_is_said_to_be_ones_own_is_what_one_buys():
    (e,) = cases("双葉通信が子会社である星野電工を買収すると発表した。")
    assert e["双葉通信"] == "subj"
    # one who acts outside leaves the other to the clause
    (e,) = cases("双葉通信は、森田機工が子会社である星野電工を買収すると発表した。")
    assert (e["双葉通信"], e["森田機工"]) == ("subj", "inner subj")


def stakes(text: str) -> list:
    return [d.stake and float(d.stake) for d in extract_deals(text)]


def test_a_share_that_is_held_is_not_the_one_that_is_bought_beside_it():
    assert stakes("双葉通信は星野電工株式の57%に加えて、残りの43%を追加取得することで、完全子会社化を目指している。") == [0.43]
    assert stakes("双葉通信は星野電工株の約57%を持つが、残る43%を取得して完全子会社化する。") == [0.43]
    # what others keep is not bought
    assert stakes("双葉通信は星野電工の株式の60%を取得する。残る40%は森田機工が持つ。")[0] == 0.6


def test_who_takes_part_in_this_investment_gives_in_the_deal_just_told():
    first = "双葉商会は、新興企業の星野AIに10億円投資することを決め、ラウンドを主導する企業の1つとなった。"
    for more in ("この投資には森田商会も参加している。", "今回の投資には森田商会も加わる。"):
        (record,) = records(first + more)
        assert record[1] == {("investor", "双葉商会"), ("investor", "森田商会"), ("investee", "星野AI")}, more
    for other in ("海外の投資には森田商会も参加した。", "この投資には森田商会は参加しない。"):
        assert all(("investor", "森田商会") not in parties for _, parties, _ in records(first + other)), other


def test_whom_a_loan_is_for_owes_it():
    for text in ("双葉銀行は、森田機工向けのグリーンローン契約を締結した。", "双葉銀行と赤石銀行は、森田機工向けのシンジケートローンを組成した。"):
        assert roles(text, "グリーンローン" if "グリーン" in text else "シンジケートローン")["borrower"] == {"森田機工"}, text
        assert ("borrower", "森田機工") in records(text + "総額は80億円。")[0][1]
    assert roles("森田機工は、星野電工向けの装置のために双葉銀行から80億円を借り入れた。", "借り入れ")["borrower"] == {"森田機工"}


def test_whose_fund_or_company_one_is_gives_nothing_in_its_deals():
    for text in ("双葉自動車などが出資する「みらいファンド」から5億円の出資を受けた新興企業がある。", "双葉自動車が出資する星野AIは30億円を調達した。"):
        assert all(e.get("双葉自動車") == "bystander" for e in cases(text)), text
    # with a sum it is a deal of its own
    assert cases("双葉自動車が10億円を出資する星野AIは工場を建てる。")[0]["双葉自動車"] == "subj"


def test_firms_of_a_kind_in_capitals_are_no_name():
    named = {n.text for text in ("大手PC/IT企業が子会社を売却する。", "AI企業が30億円を調達した。") for k in [propose(text)] for n in [*k.names, *k.doubtful]}
    assert not named


def test_who_manages_what_another_owns_acts_for_it():
    for manager in ("資産運用を担う双葉運用", "資産運用会社である双葉運用"):
        (e,) = cases(f"双葉投資法人は9日、{manager}が、物流施設の信託受益権を総額90億円で取得することを決めたと発表した。")
        assert (e["双葉投資法人"], e["双葉運用"]) == ("subj", "bystander"), manager
    # a subsidiary that invests does so itself
    (e,) = cases("双葉電機は9日、運用子会社の双葉投資が星野電工を買収すると発表した。")
    assert e["双葉投資"] == "subj"


def test_what_each_of_several_things_costs_is_no_deal_beside_their_total():
    text = "双葉リートは、物流施設2件の信託受益権を総額150億円で取得する。\n①「双葉日野」 50億円\n②「星野印西」 100億円"
    assert [e.sentence.index for e in propose(text).frames] == [0]
    # the shares of others in a round are told the same way
    assert len(propose("双葉電機は総額150億円を調達した。\n・「星野電工」 50億円\n・「森田機工」 100億円").frames) > 1


def test_whom_one_is_likened_to_has_no_part():
    assert all(e["エヌビディア"] == "bystander" for e in cases("双葉AIは「日本版エヌビディア」を目指し、30億円を調達した。"))
    assert all(e["エヌビディア"] != "bystander" for e in cases("双葉AIはエヌビディアから30億円を調達した。"))


def test_what_one_manages_or_may_spend_is_no_deal():
    for text in ("星野リアルティの投資運用累計額は300億ドル以上で、今後はデータセンター投資を加速させる。", "双葉ベンチャーズは、1億ドルの予算を持ち、これまでに新興企業7社に投資している。"):
        assert all(e.amount is None for e in propose(text).frames), text


def test_sums_below_a_heading_that_tells_a_value_are_no_deals():
    for head, row, told in (("企業 | 直近の調達 | 評価額", "星野AI | 約2億ドル調達 | 約80億ドル", "約2億ドル"), ("会社 | 売上高 | 投資額", "双葉電機 | 900億円 | 30億円", "30億円")):
        text = f"主な会社を表にまとめた。\n\n| {head} |\n|---|---|---|\n| {row} |"
        assert [e.amount.text for e in propose(text).frames if e.amount] == [told]


def test_what_is_said_of_a_name_is_no_part_of_it():
    a = propose("2021年に500億円を調達した星野ロボット以来の規模だ。双葉投資等が出資した。")
    assert not any(n.text.endswith(("以来", "等")) for n in [*a.names, *a.doubtful])


def test_whose_whole_subsidiary_one_is_tells_of_no_purchase():
    text = "双葉電力は、森田商会の完全子会社である星野発電と、発電所の開発に関する契約を締結した。"
    assert {e.trigger.text for e in propose(text).frames} == {"契約"}
    assert propose("双葉電機は星野電工を完全子会社とする。").frames[0].type == "acquisition"


def test_what_a_partner_puts_into_what_both_do_is_not_given_to_the_other():
    joint = "双葉電機は、星野クラウドと提携し、データセンターを建設するため、70億円を投資する。"
    assert ("investee", "双葉電機") not in {p for _, parties, _ in records(joint + "星野クラウドは、このプロジェクトに40億円を拠出する。") for p in parties}
    # a bank that is nobody's partner gives to who builds
    assert ("borrower", "双葉電機") in {p for _, parties, _ in records("双葉電機は工場を建てる。この計画に赤石銀行が90億円を融資する。") for p in parties}


def test_whose_which_share_of_a_joint_company_is_tells_of_no_stake_bought():
    for text in ("共同事業は双葉通信が20%、星野投資が80%を保有する枠組みである。", "新会社には双葉電機が60%、星野電工が40%を出資する。"):
        assert {e.type for e in propose(text).frames} == {"joint_venture"}, text
    assert {e.type for e in propose("森田機工には双葉電機が20%、星野電工が10%を出資した。").frames} == {"investment"}
