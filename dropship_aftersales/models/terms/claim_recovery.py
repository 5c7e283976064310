"""What suppliers and carriers are to bear of an item: of what is given, as they
answered; of what is not decided yet, as approving it would have them asked."""

from dataclasses import dataclass, field
from typing import Any

from odoo import models

from ..cases.supplier_case_question import UNANSWERED
from ..claims.claim import UNDECIDED
from ..remedies.stake import stake_of

STARTED = ("running", "done")


@dataclass
class Portion:
    """Units of an item that one remedy gives, or would give.

    :param stake: see the remedy's ``_stake``
    """

    remedy: Any
    units: float
    return_to: str
    stake: float

    @property
    def is_started(self):
        return self.remedy.state in STARTED


@dataclass
class Source:
    """Units of one purchase line, as they were written down or asked about.

    :param units: in the product's own unit
    :param written: as of ``_todays_supply``; empty when they were only asked about
    :param terms: what the supplier promised
    :param questions: ``{case line: units}`` for which nothing was given yet
    """

    product: int
    units: float
    written: dict
    terms: dict
    questions: dict = field(default_factory=dict)

    def ask(self, case_line):
        self.questions[case_line] = case_line.quantity
        self.units = max(self.units, sum(self.questions.values()))

    def may_serve(self, portion, product):
        """Of what was given only requests are left: nobody was asked about them."""
        return self.product == product.id and (
            not portion.is_started or self.written.get("is_request", False)
        )

    def take(self, wanted, remedy):
        """Hand out up to ``wanted`` units for ``remedy``, those asked about first.

        :return: list of ``(case line or None, units)``
        """
        units = max(0.0, min(wanted, self.units))
        self.units -= units
        taken = []
        for question, left in self.questions.items():
            if units and left and question.remedy_id in (remedy, remedy.browse()):
                share = min(units, left)
                self.questions[question] -= share
                units -= share
                taken.append((question, share))
        if units:
            taken.append((None, units))
        return taken


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _recoverable(self, contracts):
        """What suppliers and carriers are to bear, in the company's currency.

        :param dict contracts: as of ``_written_contracts``
        """
        self.ensure_one()
        asked = self.case_line_ids.filtered(
            lambda case_line: case_line.case_id.state != "cancelled"
        )
        questions = asked.filtered(
            lambda case_line: case_line.remedy_id.state in (False, "proposed")
        )
        given = asked - questions
        recoverable = sum(case_line._recoverable_net() for case_line in given)
        portions = self._undecided_portions() + self._unasked_portions()
        if portions:
            sources = self._sources(contracts, given, questions)
            recoverable += self._expected_of(portions, sources, given)
        return recoverable

    # ------------------------------------------------------------------ units

    def _undecided_portions(self):
        """How the units that are not decided would be given back.

        :return: list of :class:`Portion`
        """
        if self.claim_id.state not in UNDECIDED:
            return []
        portions = [
            Portion(remedy, remedy.quantity, remedy.return_to, remedy._stake())
            for remedy in self.remedy_ids
            if remedy.state == "proposed"
        ]
        if open_units := self._exposed_units():
            return_to = self._conditions(self.wish)["return_to"]
            stake = stake_of(self._promised_percent(), return_to, self.goods_status)
            nothing = self.remedy_ids.browse()
            portions.append(Portion(nothing, open_units, return_to, stake))
        return portions

    def _unasked_portions(self):
        """What was given of goods that never came: some of it was on requests that
        needed nobody's consent to be dropped.

        :return: list of :class:`Portion`
        """
        if self.goods_status != "not_received":
            return []
        return [
            Portion(remedy, remedy.quantity, remedy.return_to, 1.0)
            for remedy in self.remedy_ids
            if remedy.state in STARTED
        ]

    def _sources(self, contracts, given, questions):
        """Whose units these are, in the order in which they are asked.

        :param given: case lines of what was given
        :param questions: the other case lines
        :return: list of :class:`Source`
        """
        written = [
            (entry, terms)
            for terms in contracts.values()
            for entry in terms.get("supply") or ()
        ]
        sources = {}
        for entry, terms in sorted(written, key=lambda pair: pair[0]["rank"]):
            key = entry["purchase_line"], entry["is_stop"]
            sources[key] = Source(entry["product"], entry["units"], entry, terms)
        for case_line in given:
            if source := sources.get(_key_of(case_line)):
                source.units -= case_line.quantity
        unwritten = {}
        for case_line in questions:
            key = _key_of(case_line)
            if key not in sources and key not in unwritten:
                terms = contracts.get(str(case_line.case_id.commercial_partner_id.id))
                unwritten[key] = Source(case_line.product_id.id, 0.0, {}, terms or {})
            (sources.get(key) or unwritten[key]).ask(case_line)
        # What turned out to be another's since is asked of him.
        return [*unwritten.values(), *sources.values()]

    # ------------------------------------------------------------------ money

    def _expected_of(self, portions, sources, given):
        """What would be borne of ``portions``, taken from ``sources``; in the company's
        currency."""
        expected = 0.0
        for portion in portions:
            for product, wanted in self._goods(portion.units).items():
                if portion.is_started:
                    wanted -= sum(
                        case_line.quantity
                        for case_line in given
                        if case_line.remedy_id == portion.remedy
                        and case_line.product_id == product
                    )
                for source in sources:
                    if not source.may_serve(portion, product):
                        continue
                    for question, units in source.take(wanted, portion.remedy):
                        wanted -= units
                        expected += (
                            self._expected_of_asked(question, units, portion, source)
                            if question
                            else self._expected_of_unasked(units, portion, source)
                        )
        return expected

    def _expected_of_asked(self, question, units, portion, source):
        """What of ``units`` would be borne that a supplier was asked about."""
        cost = units * question.price_unit
        currency = question.currency_id
        state = question.case_id.state
        if question.is_stop:
            spared = 0.0 if state == "written_off" else cost
            return self.claim_id._to_company_currency(spared, currency)
        percent = question.percent
        if state in UNANSWERED and not question.is_percent_agreed:
            percent = self._credited_percent(
                source.terms, False, portion.return_to == "supplier"
            )
        if state == "written_off" or question._needs_consent():
            percent = 0.0
        stake = min(portion.stake, question.agreed_stake or 1.0)
        return self._borne_by_others(cost * stake, percent, currency)

    def _expected_of_unasked(self, units, portion, source):
        """What of ``units`` would be borne that nobody was asked about."""
        cost = units * source.written["cost"]
        currency = self.env["res.currency"].browse(source.written["currency"])
        if source.written["is_stop"] and self.goods_status == "not_received":
            # Nobody pays a supplier for what he never ships.
            return self.claim_id._to_company_currency(cost, currency)
        percent = self._credited_percent(
            source.terms, False, portion.return_to == "supplier"
        )
        if source.terms.get("window_over"):
            percent = 0.0
        return self._borne_by_others(cost * portion.stake, percent, currency)

    def _borne_by_others(self, cost, percent, currency):
        """What of ``cost`` a supplier with ``percent`` and the carrier bear."""
        share = currency.round(cost * percent / 100.0)
        others = 100 - self.supplier_percent
        if self.carrier_percent and others:
            share += currency.round((cost - share) * self.carrier_percent / others)
        return self.claim_id._to_company_currency(share, currency)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _recoverable_net(self):
        """What supplier and carrier are to bear of units that were given, and what of
        their cost was spared because they are never shipped; tax excluded, in the
        company's currency."""
        self.ensure_one()
        recoverable = sum(
            cost._recoverable_amount()
            for cost in self.cost_ids
            if cost.bearer in ("supplier", "carrier")
        )
        recoverable += self._spared_cost()
        return self.case_id.claim_id._to_company_currency(recoverable, self.currency_id)

    def _spared_cost(self):
        """What the supplier is not paid because he never ships these units, tax
        excluded, in the case's currency."""
        self.ensure_one()
        if not self.is_stop or (
            self.case_id.state == "written_off" and not self.stopped
        ):
            return 0.0
        # What was billed in advance has cost rows: it is credited like any other.
        cost = self.currency_id.round(self.quantity * self.price_unit)
        return cost - sum(self.cost_ids.mapped("expected_amount"))


def _key_of(case_line):
    return case_line.purchase_line_id.id, case_line.is_stop
