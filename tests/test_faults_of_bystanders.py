"""Who is no party though named beside a deal, and who is one in his own name, in made-up sentences.

Each test is named after the fault. Events only, with the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest
from reading import events, links

from aiinfra_nlp.pipeline import propose


def roles(text: str, word: str, at: int = 0) -> dict[str, set[str]]:
    return {r: {n.text for n in ns} for r, ns in events(text, word)[at].roles.items()}


# --- persons -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    ["双葉商会創業者の田中健太", "双葉商会の共同創業者、田中健太", "双葉商会の元最高経営責任者の田中健太", "双葉商会の創業者である田中健太", "双葉商会前社長の田中健太"],
)
def test_who_founded_or_once_led_a_company_acts_for_himself(who):
    assert roles(f"{who}氏が星野AIに20億円を投じた。", "投じ") == {"investor": {"田中健太"}, "investee": {"星野AI"}}


def test_a_founder_among_those_who_gave_is_listed_and_his_company_is_not():
    text = "出資者には双葉電機創業者の田中健太氏や星野商会などが名を連ねる。"
    assert roles(text, "名を連ね") == {"investor": {"田中健太", "星野商会"}}
    assert links(text, "出資者")["双葉電機"] == "affiliate"


@pytest.mark.parametrize("title", ["会長", "氏(最高経営責任者)"])
def test_a_founder_who_still_leads_speaks_for_the_company(title):
    (e, *_) = events(f"双葉電機創業者の田中健太{title}は星野AIに20億円を投じた。", "投じ")
    assert {n.canonical[0] for n in e.roles["investor"]} == {"双葉電機"}


def test_a_founder_who_only_tells_speaks_for_the_company():
    (e, *_) = events("双葉電機の創業者の田中健太氏は、50億円を投じると述べた。", "投じ")
    assert {n.canonical[0] for n in e.roles["investor"]} == {"双葉電機"}


def test_who_leads_a_company_without_a_particle_is_no_party_of_its_round():
    assert roles("田中健太氏率いる星野AIは10億ドルを調達した。", "調達") == {"investee": {"星野AI"}}


# --- clauses -----------------------------------------------------------------------------------


def test_a_clause_of_purpose_ends_before_the_sum():
    assert links("青葉AIは、エヌビディアのGPUを増やすため20億ドルを調達した。", "調達") == {"青葉AI": "subj", "エヌビディア": "inner gen"}


def test_a_clause_of_purpose_ends_before_a_name():
    (e,) = events("需要が伸びるため双葉電機は50億円を投じる。", "投じ")
    assert {n.text for n in e.roles["investor"]} == {"双葉電機"}


def test_a_part_of_a_whole_is_no_clause():
    assert roles("双葉電機は「星野電工」の株式のうち30%を取得した。", "取得")["investee"] == {"星野電工"}


def test_another_company_of_the_next_clause_is_no_investor():
    text = "双葉電機が80億円を調達し、星野電工は評価額500億円に達した。"
    (e,) = events(text, "調達")
    assert {k.name.text: k.case for k in e.links} == {"双葉電機": "subj", "星野電工": "other late"}
    assert e.valuation is None


def test_the_same_company_goes_on_in_the_next_clause():
    (e,) = events("双葉電機は80億円を調達し、同社の評価額は500億円に達した。", "調達")
    assert e.valuation is not None


def test_a_host_told_in_a_clause_of_its_own_is_not_whom_the_next_sentence_is_about():
    text = "青葉市が整備する産業団地に、星野電工が進出する。青葉市が公募していた用地を取得し、拠点を建てる。投資額は250億円に上る。"
    assert roles(text, "取得") == {"acquirer": {"星野電工"}}
    assert roles(text, "投資額") == {"investor": {"星野電工"}}


def test_a_noun_under_way_says_whose_the_land_is_past_a_place():
    text = "青葉商会は8日、海山不動産が白井市で造成中の工業団地の土地を購入したと発表した。"
    assert links(text, "購入") == {"青葉商会": "subj", "海山不動産": "inner subj"}


def test_no_before_the_verb_of_a_clause_marks_its_subject():
    text = "青葉商会は双葉電機の保有する赤石機工の株式を30億円で取得した。"
    assert roles(text, "取得") == {"investor": {"青葉商会"}, "seller": {"双葉電機"}, "investee": {"赤石機工"}}


@pytest.mark.parametrize(
    ("text", "word", "role", "who"),
    [
        ("主導したのは双葉電機で、森田機工も加わった。", "主導", "investor", {"双葉電機"}),
        ("引受先は双葉電機と星野商会で、調達額は12億円になる。", "引受先", "investor", {"双葉電機", "星野商会"}),
        ("工場の買い手は双葉電機で、金額は12億円。", "買い手", "acquirer", {"双葉電機"}),
        ("貸し手は双葉銀行、海山銀行、森田銀行の3行で、ほかの金融機関も続いた。", "貸し手", "lender", {"双葉銀行", "海山銀行", "森田銀行"}),
        ("出資者は双葉電機創業者の田中健太氏で、金額は12億円。", "出資者", "investor", {"田中健太"}),
    ],
)
def test_de_ends_the_clause_that_says_who_it_was(text, word, role, who):
    found = roles(text, word)
    assert found[role] >= who
    assert set(found) == {role}


@pytest.mark.parametrize("text", ["双葉電機は仙台で、星野電工と提携した。", "双葉電機は2027年には星野サービスで、30億円を投じる。"])
def test_de_of_a_place_or_a_means_ends_no_clause(text):
    (e, *_) = propose(text).frames
    assert not any(c.pred for c in e.chunks if c.func == "で")


# --- others beside a deal ------------------------------------------------------------------------


def test_who_arranges_bonds_is_no_borrower():
    text = "星野AIは27億円の増資に向け協議している。並行して海山証券が主幹事となり、35億円の社債の組成も進む。"
    assert roles(text, "社債") == {"borrower": {"星野AI"}}


@pytest.mark.parametrize("said", ["双葉電機を連帯保証人とする", "双葉電機が保証人となる"])
def test_who_stands_surety_for_a_lease_is_no_tenant(said):
    assert links(f"赤石データは、{said}300億円の賃貸契約を星野クラウドと結んだ。", "賃貸契約")["双葉電機"] == "bystander"


def test_whom_a_product_is_set_against_is_no_investor():
    assert links("青葉AIが双葉電機対抗のデータベースで50億円を調達。", "調達")["双葉電機"] == "bystander"


@pytest.mark.parametrize("verb", ["明かした", "発表した", "説明した"])
def test_who_tells_what_another_did_is_a_source(verb):
    assert links(f"星野AIが100億円規模の資金調達を完了したと双葉証券が{verb}。", "資金調達")["双葉証券"] == "source"


def test_who_tells_what_he_did_himself_is_none():
    assert links("100億円を投じると双葉証券が発表した。", "投じ")["双葉証券"] != "source"


@pytest.mark.parametrize("noun", ["新興企業", "スタートアップ", "星野AI"])
@pytest.mark.parametrize("word", ["支援", "出資"])
def test_who_backs_a_company_is_told_in_passing(word, noun):
    text = f"森田機工はエヌビディア{word}の{noun}で、3月に8000万ドルを調達した。"
    assert not events(text, word)
    assert links(text, "調達")["エヌビディア"].endswith("affiliate")


def test_whose_part_a_company_is_is_no_party():
    text = "海山商店のクラウド部門、海山ウェブは拠点を4億ドルで購入した。"
    assert links(text, "購入") == {"海山商店": "affiliate", "海山ウェブ": "subj"}


def test_a_department_that_acts_itself_leaves_its_company_in():
    assert links("海山商店のクラウド部門は星野電工を4億ドルで買収した。", "買収")["海山商店"] != "affiliate"


@pytest.mark.parametrize("founder", ["田中氏", "青葉研究所"])
def test_a_company_that_is_set_up_raises_not_its_founder(founder):
    assert roles(f"{founder}は新会社の星野AIを設立し、20億ドルを調達した。", "調達") == {"investee": {"星野AI"}}


def test_the_topic_is_no_party_of_what_one_did_to_another():
    text = "青葉AIは、海山航空による双葉ソフト買収を理由に、双葉ソフトへの機器の提供を打ち切ると発表した。"
    (e,) = events(text, "買収")
    assert {r: {n.text for n in ns} for r, ns in e.roles.items()} == {"acquirer": {"海山航空"}, "target": {"双葉ソフト"}}
    assert e.status != "cancelled"
    assert roles(text, "提供") == {"provider": {"青葉AI"}, "customer": {"双葉ソフト"}}


def test_the_topic_of_what_one_did_is_the_other_side():
    assert roles("青葉AIは、海山航空による買収に合意した。", "買収") == {"acquirer": {"海山航空"}, "target": {"青葉AI"}}


def test_a_permission_that_is_got_is_no_purchase():
    assert not events("双葉電力は公益委員会から発電承認を取得した。", "取得")


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        ("欧州委員会は、双葉電機の星野電工買収を承認した。", "買収", {"acquirer": {"双葉電機"}, "target": {"星野電工"}}),
        ("公正取引委員会は双葉電機と星野電工の経営統合を認めた。", "経営統合", {"acquirer": {"双葉電機", "星野電工"}}),
        ("米政府は双葉電機への星野電工の出資を禁じた。", "出資", {"investor": {"星野電工"}, "investee": {"双葉電機"}}),
        ("大阪府は双葉電機のデータセンター建設を許可した。", "建設", {"investor": {"双葉電機"}}),
    ],
)
def test_an_office_that_permits_or_forbids_what_others_do_is_no_party(text, word, want):
    assert roles(text, word) == want


def test_a_government_that_approves_what_it_gives_itself_stays_a_party():
    assert roles("経産省は双葉電機への500億円の補助を承認した。", "補助") == {"grantor": {"経産省"}, "recipient": {"双葉電機"}}
    assert "米政府" in roles("米政府は双葉電機への500億円の出資を承認した。", "出資")["investor"]


def test_several_media_that_say_so_are_no_parties():
    text = "ロイターや日経新聞を含む複数の情報源によれば、双葉電機は5億ドルの資金調達を終える。"
    assert roles(text, "資金調達") == {"investee": {"双葉電機"}}


@pytest.mark.parametrize("deed", ["主導した", "率いる", "支えた", "引っ張った"])
@pytest.mark.parametrize("noun", ["シリーズB", "ラウンド"])
def test_who_leads_a_round_is_told_in_a_clause_of_its_own(deed, noun):
    text = f"星野AIは、双葉商会が{deed}{noun}で7億ドルを調達した。"
    assert roles(text, "調達") == {"investee": {"星野AI"}}
    assert roles(text, noun) == {"investee": {"星野AI"}, "investor": {"双葉商会"}}


def test_several_who_lead_a_round_are_no_investees():
    found = roles("星野AIは2月に、双葉商会や森田商会が主導する形で300億ドルを調達した。", "調達")
    assert found["investee"] == {"星野AI"}
    assert "双葉商会" in roles("双葉商会と森田商会が主導したシリーズBで3億ドルを得た。", "シリーズB")["investor"]


def test_who_led_a_round_is_no_investee_behind_it():
    assert roles("ラウンドを率いた双葉商会は5億ドルを受け持った。", "ラウンド") == {"investor": {"双葉商会"}}


@pytest.mark.parametrize("answer", ["を拒否した", "に応じた", "を受け入れる方針だ"])
def test_who_answers_a_bid_is_its_target(answer):
    text = f"双葉電機は星野電工の買収提案{answer}。"
    (e,) = [e for e in propose(text).frames if e.type == "acquisition"]
    assert {r: {n.text for n in ns} for r, ns in e.roles.items()} == {"acquirer": {"星野電工"}, "target": {"双葉電機"}}


def test_who_makes_a_bid_is_its_acquirer():
    (e,) = [e for e in propose("双葉電機は星野電工の買収提案を準備している。").frames if e.type == "acquisition"]
    assert {r: {n.text for n in ns} for r, ns in e.roles.items()} == {"acquirer": {"双葉電機"}, "target": {"星野電工"}}


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        ("星野AIは双葉商会を引受先とする第三者割当増資を行った。", "引受先", {"investor": {"双葉商会"}, "investee": {"星野AI"}}),
        ("星野AIは双葉商会を割当先として新株を発行した。", "割当先", {"investor": {"双葉商会"}, "investee": {"星野AI"}}),
        ("星野AIは、双葉商会などの出資者から約5億ドルを調達した。", "出資者", {"investor": {"双葉商会"}, "investee": {"星野AI"}}),
        ("星野AIは売却先に双葉商会を選んだ。", "売却先", {"acquirer": {"双葉商会"}, "seller": {"星野AI"}}),
    ],
)
def test_who_is_made_a_party_is_not_who_makes_him_one(text, word, want):
    assert roles(text, word) == want
