"""Use the extractor inside a spaCy pipeline: ``doc._.deals`` and ``doc._.figures``.

python examples/spacy_pipeline.py
"""

import aiinfra_nlp

nlp = aiinfra_nlp.load()
texts = [
    "オラクルは10日、オープンAIと総額3000億ドルの契約を結んだと発表した。",
    "新型スマートフォンの価格は12万円から。",
]
for doc in nlp.pipe(texts):
    print(doc.text)
    print("  money:", [str(figure.value) + " " + figure.currency for figure in doc._.figures])
    for deal in doc._.deals:
        print("  deal:", deal.type, deal.status, [(party.name, party.role) for party in deal.parties])
