"""The deal record: what comes out of an article.

Frozen Pydantic models with the field names of the deal-record contract. Money is
``Decimal`` and serialises to a decimal string in JSON; spans are half-open character
offsets into the article as given, so ``article[m.start:m.end] == m.text`` always holds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

DealType = Literal[
    "investment",
    "acquisition",
    "compute_contract",
    "supply",
    "capex",
    "joint_venture",
    "partnership",
    "financing",
    "power",
    "subsidy",
]
Role = Literal[
    "investor",
    "investee",
    "seller",
    "acquirer",
    "target",
    "customer",
    "provider",
    "partner",
    "lender",
    "borrower",
    "grantor",
    "recipient",
]
Status = Literal["in_talks", "planned", "agreed", "completed", "cancelled"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "range"]
Per = Literal["total", "year", "quarter", "month", "day", "hour", "share", "unit", "kWh", "person"]
CapacityUnit = Literal["W", "GPU", "data_centers", "servers"]

DEAL_TYPES: tuple[str, ...] = get_args(DealType)
STATUSES: tuple[str, ...] = get_args(Status)
ROLES: tuple[str, ...] = get_args(Role)

#: Roles that each deal type allows, money's side first (contract, section 3).
ROLES_OF: dict[str, tuple[str, ...]] = {
    "investment": ("investor", "investee", "seller"),
    "acquisition": ("acquirer", "target", "seller"),
    "compute_contract": ("customer", "provider"),
    "supply": ("customer", "provider"),
    "capex": ("investor",),
    "joint_venture": ("partner",),
    "partnership": ("partner",),
    "financing": ("lender", "borrower"),
    "power": ("customer", "provider"),
    "subsidy": ("grantor", "recipient"),
}


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """A piece of the article: ``text == article[start:end]``."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Rate(Record):
    """The exchange rate behind a ``usd`` value: USD for one unit of ``currency``."""

    currency: str
    usd: Decimal
    date: str = Field(
        description="ISO date of the rate: the last quoted day up to the deal's date, or up to the article's if the "
        "deal has none; the latest known if neither has a date, or theirs is later than all rates"
    )
    source: str


class Amount(Record):
    """Money, exact. One-sided bounds set one of ``low``/``high``; a range has no ``value``."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str = Field(description="ISO 4217 code")
    qualifier: Qualifier = "exact"
    per: Per = "total"
    alt: Amount | None = Field(default=None, description="the same amount as stated in a second currency")
    usd: Decimal | None = Field(
        default=None,
        description="USD value (mean of a range's ends) at the rate of the deal's or article's date, without either "
        "at the latest rate known (usd_rate.date says which day's); None when no rate is known",
    )
    usd_rate: Rate | None = Field(default=None, description="the rate that made usd")
    usd_reason: str | None = Field(default=None, description="why usd is None")


class Figure(Amount):
    """A money expression of the article, whether or not it belongs to a deal."""

    mention: Mention


class Party(Record):
    """An organisation, government, person or programme in its role."""

    name: str = Field(description="canonical name")
    role: Role
    mentions: tuple[Mention, ...] = ()


class Period(Record):
    """How long a commitment runs; ``start``/``end`` are partial ISO dates."""

    months: int | None = None
    start: str | None = None
    end: str | None = None


class Capacity(Record):
    """What is contracted or built: power in W, AI accelerators in GPU, data_centers, servers."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: CapacityUnit


class Deal(Record):
    """One real-world deal as told by one article."""

    type: DealType
    parties: tuple[Party, ...] = Field(min_length=1)
    amount: Amount | None = None
    status: Status
    reported: bool = False
    date: str | None = Field(default=None, description="partial ISO 8601: 2025, 2025-09, 2025-09-10, 2025-Q3")
    period: Period | None = None
    capacity: tuple[Capacity, ...] = ()
    stake: Decimal | None = Field(default=None, description="fraction of the equity: 9.9% = 0.099")
    valuation: Amount | None = None
    location: tuple[str, ...] = ()
    subject: str | None = None
    evidence: tuple[Mention, ...] = Field(default=(), description="the sentences that state the deal")
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    mentions: dict[str, tuple[Mention, ...]] = Field(
        default_factory=dict, description="for each field (amount, status, date ...) the words that state it"
    )
    explanation: dict[str, str] | None = Field(
        default=None, description="with explain=True: for each field, why"
    )
