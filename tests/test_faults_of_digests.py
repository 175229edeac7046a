"""Digests and articles in the style of web pages, with blanks around Latin letters and digits, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def roles(text: str, word: str) -> dict[str, list[str]]:
    e = next(e for e in propose(text).frames if e.trigger.row.word == word)
    return {role: [c for n in names for c in n.canonical] for role, names in e.roles.items()}


def told(text: str) -> set[str]:
    """The deal words of the events of a text."""
    return {e.trigger.row.word for e in propose(text).frames}


def named(text: str) -> set[str]:
    a = propose(text)
    return {c for n in (*a.names, *a.doubtful) for c in n.canonical}


@pytest.mark.parametrize("both", ["Google および Broadcom と", "Google 及び Broadcom と", "Google と Broadcom と", "GoogleおよびBroadcomと"])
def test_blanks_around_and_part_no_list(both):
    assert roles(f"双葉電機は、{both}提携した。", "提携")["partner"] == ["双葉電機", "Google", "Broadcom"]


def test_assets_are_no_loan():
    assert told("双葉電機のアプリの利用者数は80万人、星野銀行の口座の金融資産は25兆円だ。") <= {""}
    assert "融資" in told("星野銀行は双葉電機に25億円を融資する。")


@pytest.mark.parametrize("thing", ["星野電工の検索機能を自社サービスに", "NVIDIA Rubinプラットフォームを自社のクラウドへ", "OpenAIのGPT-5を自社サービスに"])
def test_a_thing_that_is_built_into_another_is_no_merger(thing):
    assert "統合" not in told(f"双葉電機は、{thing}統合すると発表した。")


@pytest.mark.parametrize("firm", ["星野電工を自社に", "星野電工の電池事業を子会社に", "電池子会社を星野電工に"])
def test_a_company_that_is_merged_into_another_is(firm):
    assert "統合" in told(f"双葉電機は、{firm}統合すると発表した。")


def test_a_listed_company_is_not_called_after_a_longer_name():
    text = "双葉電機は、NVIDIA Rubinの採用を決めた。NVIDIA Cloud Partnersである星野クラウドと双葉電機は提携した。NVIDIAも双葉電機に30億円を出資した。"
    assert roles(text, "出資")["investor"] == ["NVIDIA"]


def test_the_companies_of_another_are_nobody_named_before():
    text = "双葉電機と星野電工が増益となった。青葉商事と北斗商事は減益だった。\n森田機工と{}5社が、白鷺クラウドに10億円を出資した。"
    for which in ("関連", "傘下の", "グループ", "子会社"):
        assert roles(text.format(which), "出資")["investor"] == ["森田機工"]


def test_a_heading_that_is_a_medium_acts_in_nothing():
    text = "## TechCrunch\n\n- **Futaba doubles its order** - 装置の供給契約を結んだと報じる記事。\n"
    assert "TechCrunch" not in {c for e in propose(text).frames for k in e.links for c in k.name.canonical}
    assert "TechCrunch" in named("TechCrunchは双葉電機に買収された。")


def test_on_whom_one_depends_is_no_partner_wherever_it_is_told():
    text = "双葉電機は星野電工と合弁会社を設立し、森田機工への依存を下げた。"
    assert "森田機工" not in roles(text, "合弁会社")["partner"]


def test_a_valuation_in_english_is_no_sum():
    assert all(d.amount is None for d in extract_deals("- **Futaba is in talks for a Series B at a $1.2B valuation** - 双葉AIが、シリーズBの調達に向けた交渉を進めている。"))


def test_revenue_in_english_is_no_sum():
    assert all(d.amount is None for d in extract_deals("双葉電機は星野電工と提携した。run-rate revenue が $30億を超えたと公表した。"))


def test_a_deal_word_is_no_name():
    assert "共同開発" not in named("双葉電機と星野電工は基本合意書を締結した。確定しているのは「共同開発と量産化の協議を始めること」だ。")


def test_what_ended_is_no_giver():
    assert "investor" not in roles("双葉AIが、ステルス解除からわずか3か月でシリーズBの調達に向けた交渉を進めている。", "シリーズB")


def test_a_blank_may_set_off_how_many_are_counted():
    text = "双葉電機・星野電工・森田機工が新会社を設立した。3 社に加え青葉銀行・北斗銀行・白鷺銀行の 3 行と山田商事が出資した。"
    assert set(roles(text, "出資")["investor"]) == {"双葉電機", "星野電工", "森田機工", "青葉銀行", "北斗銀行", "白鷺銀行", "山田商事"}


def test_two_scripts_among_others_are_two_names():
    assert roles("双葉電機は30億円を調達した。Hoshino Bridge・モリタス等が引き受けた。", "引き受け")["investor"] == ["Hoshino Bridge", "モリタス"]


def test_who_comes_to_a_place_spends_nothing():
    assert "出し" not in told("星野電工が県内に進出したことで、28億円の需要が高まる。")


DATED = "星野AIは20億ドルを追加調達し評価額105億ドルに倍増(26/8)、仙台市では建設費2兆円規模の拠点に双葉電機が投資検討中(26/8)、森田機工は長野県に130MWのデータセンターを構築中。"


def test_news_with_a_day_each_are_sentences_of_their_own():
    assert len(propose(DATED).sentences) == 3
    assert {(d.type, d.status, tuple(p.name for p in d.parties)) for d in extract_deals(DATED)} == {
        ("investment", "completed", ("星野AI",)), ("capex", "in_talks", ("双葉電機",)), ("capex", "agreed", ("森田機工",)),
    }


def test_names_with_a_day_each_are_a_list():
    assert len(propose("決算は双葉電機(8/4)、星野電工(8/4)、森田機工(8/5)が発表する。").sentences) == 1


def test_more_of_what_a_deal_word_says_is_no_spending():
    assert told("双葉AIは20億ドルを追加調達した。") == {"調達"}
    assert "追加" in told("双葉電機は新工場に20億ドルを追加する。")


def test_who_is_named_before_meanwhile_ties_up_with_nobody_behind_it():
    text = "双葉AIの計算資源網は青葉クラウドなど多くの業者に広がる動きが続く一方、星野電工と森田機工は韓国で提携した。"
    assert roles(text, "提携")["partner"] == ["星野電工", "森田機工"]


def test_what_shareholders_are_paid_buys_nothing():
    text = "双葉電機は星野電工を129億ドルで買収すると発表した。星野電工の{}への支払いは約119億ドルになる。"
    assert "支払" not in told(text.format("投資家"))
    assert "支払" in told("双葉電機から星野電工への支払いは約119億ドルになる。")


def test_two_who_announce_a_merger_are_equals_and_not_done():
    (deal,) = extract_deals("2026年4月、カナダの双葉電機とドイツの星野電工が経営統合を発表。")
    assert {p.role for p in deal.parties} == {"acquirer"}
    assert deal.status == "agreed"


def test_a_capacity_that_is_aimed_at_is_a_plan():
    for text in ("双葉電機は2032年までにデータセンター容量20GWを掲げた。", "双葉電機は、IT電力容量を2033年度に約1GWへ3倍超拡大する計画だ。"):
        (deal,) = extract_deals(text, article_date="2026-10-04")
        assert (deal.type, deal.status) == ("capex", "planned")
    assert not extract_deals("双葉電機は市場占有率20%を掲げた。")


def test_who_begins_a_bullet_acts_in_its_next_sentence():
    text = "## 企業\n\n- 星野AI、GoogleとBroadcomとの計算資源の提携を拡大（4/6）。顧客は増えた。Google・Broadcomと複数ギガワット規模のコンピュート契約を締結した。\n- 森田機工、増益。\n"
    got = roles(text, "契約")
    assert set(got["provider"]) == {"Google", "Broadcom"}
    assert got["customer"] == ["星野AI"]


@pytest.mark.parametrize("word", ["capex", "CapEx", "設備投資"])
def test_capex_is_a_word_of_spending(word):
    (deal,) = extract_deals(f"双葉電機は、2026年の{word}を725億ドルに引き上げる。", article_date="2026-05-18")
    assert (deal.type, deal.status, [p.name for p in deal.parties], int(deal.amount.value)) == ("capex", "planned", ["双葉電機"], 72_500_000_000)


def test_what_is_read_of_capex_as_a_trend_is_no_spending():
    assert "capex" not in told("AIのcapexサイクルは725億ドルに膨らんだ。")


def test_a_round_to_come_is_not_the_one_just_raised():
    assert {d.status for d in extract_deals("双葉AIは30億円の調達を協議している。同社は先月30億円を調達したばかりだ。")} == {"in_talks", "completed"}
    assert len(extract_deals("双葉AIは30億円の調達を発表した。同社は30億円を調達した。")) == 1


def test_how_a_round_is_ranked_is_no_second_round():
    text = "英国発の双葉AIが3億ドルを調達(評価額33億ドル)、欧州の新興として過去最大の資金調達となった。"
    assert told(text) == {"調達"}
    assert "資金調達" in told("双葉AIの今回の資金調達は3億ドルとなった。")


def test_as_many_as_are_counted_begin_the_next_cell():
    text = "| # | 話題 | 概要 |\n|---|---|---|\n| 1 | 双葉電機、増益 | 青葉商事向けが伸びた。 |\n| 2 | 大手クラウド 3 社、2026 年の capex を計 90 億ドルに拡大 | Meta・Amazon・Microsoft の合算で前年比 +75%。 |\n"
    assert set(roles(text, "capex")["investor"]) == {"Meta", "Amazon", "Microsoft"}


def test_a_limit_set_for_support_is_given_to_nobody_named_before():
    text = "双葉電機と星野電工が新会社を設立した。政府は5年で約1兆円規模の支援枠を設定した。"
    assert "recipient" not in roles(text, "支援")
    assert roles("政府は双葉電機に1兆円規模の支援枠を設定した。", "支援")["recipient"] == ["双葉電機"]


def test_a_firm_whose_name_goes_on_behind_a_listed_one_is_another():
    assert "GMO AI & Robotics" in named("双葉電機は GMO AI & Robotics 株式会社と組み、実証実験を始めた。GMO AI & Robotics が担う。")
    assert "GMOインターネットグループ" in named("双葉電機は GMO と組み、実証実験を始めた。")


def test_what_ends_a_lawsuit_is_no_deal():
    assert not extract_deals("双葉電機が結んだ18億ドル規模の児童の安全に関する和解は、星野電工の技術を前提にしている。")
    assert extract_deals("双葉電機は星野電工に18億ドルを出資した。両社は訴訟でも和解した。")


def test_who_brought_a_title_and_who_only_backs_gives_nothing():
    event = next(e for e in propose("- Futaba Targets 20GW..., NVIDIA Nears $7.5B Raise — Microsoft AI — 9/20").frames if not e.trigger.row.word)
    assert "Microsoft" not in {c for names in event.roles.values() for n in names for c in n.canonical}
    event = next(e for e in propose("- Samsung to inject $1 billion into Nvidia- and KKR-backed firm").frames if not e.trigger.row.word)
    assert {k.case for k in event.links if k.name.text in ("Nvidia", "KKR")} == {"bystander"}


def test_a_tie_up_at_the_beginning_of_a_line_is_the_contract_in_it():
    text = "## 企業\n\n- 星野AI、Broadcomとの大規模な計算資源の提携を拡大（4/6）。Broadcomと複数ギガワット規模のコンピュート契約を締結した。\n- 森田機工、増益。\n"
    assert [d.type for d in extract_deals(text)].count("partnership") == 0


def test_who_was_named_before_is_no_partner_of_two_whose_tie_up_is_told():
    text = "双葉電機は工場に10億円を投じた。\n北斗商事と星野電工の提携は9月だった。"
    assert {k.name.text for e in propose(text).frames if e.frame == "partner" for k in e.links} == {"北斗商事", "星野電工"}


def test_what_the_users_of_a_service_have_is_no_sum():
    text = "双葉電機と星野カードは合弁会社の設立を含む資本業務提携の基本合意書を締結した。双葉電機のアプリは口座連携金融資産額25兆円に達した。"
    assert all(d.amount is None for d in extract_deals(text))


def test_what_is_paid_a_month_for_a_contract_is_its_sum():
    (deal,) = extract_deals("双葉電機は星野電工に対して月額9.2億ドル（約1350億円）を支払い、計算資源を確保している。")
    assert (deal.type, int(deal.amount.value), deal.amount.per) == ("compute_contract", 920_000_000, "month")
    assert all(d.amount is None for d in extract_deals("双葉電機は星野電工のサービスの契約者に月額980円で提供する。"))
