"""Which policy is the first that fits: every criterion stands once, here.

All policies are read once for any number of lines; a line is described by ``Facts``
before it is compared, so that nothing is read while comparing.
"""

from dataclasses import dataclass

from odoo import fields, models

from .policy_window import Window, local_day, timezone_of, window_of


@dataclass(frozen=True)
class Facts:
    """What policies ask of a claim line; ids, in company currency, in local days."""

    company: int
    products: frozenset
    categories: frozenset
    suppliers: frozenset
    reason: int
    goods_status: str
    tags: frozenset
    country: int
    team: int
    ordered: object
    amount: float
    zone: str
    moment: object
    # Days, or False: when it was delivered, when it was promised.
    delivered: object
    promised: object

    def window(self, rule):
        """The time to claim it by ``rule``; None without limit."""
        if not rule.window_days:
            return None
        start, source = self._anchor(rule.transit_days)
        return window_of(start, source, rule.window_days, self.zone)

    def _anchor(self, transit_days):
        if self.delivered:
            return self.delivered, "delivered"
        if self.promised:
            return self.promised, "promised"
        return fields.Date.add(self.ordered, days=transit_days), "ordered"


class Rule:
    """A policy, read once."""

    def __init__(self, policy):
        self.policy = policy
        self.company = policy.company_id.id
        self.products = frozenset(policy.product_ids.ids)
        self.categories = frozenset(policy.category_ids.ids)
        self.suppliers = frozenset(policy.supplier_ids.commercial_partner_id.ids)
        self.reasons = frozenset(policy.reason_ids.ids)
        self.goods_statuses = frozenset(policy._goods_statuses())
        self.tags = frozenset(policy.tag_ids.ids)
        self.countries = frozenset(policy.country_ids.ids)
        self.teams = frozenset(policy.team_ids.ids)
        self.ordered_from = policy.ordered_from
        self.ordered_until = policy.ordered_until
        self.amount_min = policy.amount_min
        self.amount_max = policy.amount_max
        self.window_days = policy.window_days
        self.transit_days = policy.transit_days
        self.after_window = policy.after_window
        self.effect = policy.effect
        self.refuses_alone = policy.refuses_alone

    def misfit(self, facts):
        """The first criterion that does not fit; None if all do."""
        return next(
            (name for name, fits in CRITERIA.items() if not fits(self, facts)), None
        )

    def may_fit(self, facts):
        """Whether it fits for some reason, state of the goods and amount."""
        return all(
            fits(self, facts)
            for name, fits in CRITERIA.items()
            if name not in UNKNOWN_YET
        )

    def refuses_all(self):
        """Whether it refuses without a person, whatever is wrong with the goods."""
        return (
            self.effect == "refuse"
            and self.refuses_alone
            and not (self.reasons or self.goods_statuses)
            and not (self.amount_min or self.amount_max)
        )


# In the order in which people read them on the form of a policy.
CRITERIA = {
    "company": lambda rule, facts: not rule.company or rule.company == facts.company,
    "product": lambda rule, facts: (
        not rule.products or bool(rule.products & facts.products)
    ),
    "category": lambda rule, facts: (
        not rule.categories or bool(rule.categories & facts.categories)
    ),
    "supplier": lambda rule, facts: (
        not rule.suppliers or bool(rule.suppliers & facts.suppliers)
    ),
    "reason": lambda rule, facts: not rule.reasons or facts.reason in rule.reasons,
    "goods_status": lambda rule, facts: (
        not rule.goods_statuses or facts.goods_status in rule.goods_statuses
    ),
    "tag": lambda rule, facts: not rule.tags or bool(rule.tags & facts.tags),
    "country": lambda rule, facts: (
        not rule.countries or facts.country in rule.countries
    ),
    "team": lambda rule, facts: not rule.teams or facts.team in rule.teams,
    "ordered_from": lambda rule, facts: (
        not rule.ordered_from or facts.ordered >= rule.ordered_from
    ),
    "ordered_until": lambda rule, facts: (
        not rule.ordered_until or facts.ordered <= rule.ordered_until
    ),
    "amount_min": lambda rule, facts: (
        not rule.amount_min or facts.amount >= rule.amount_min
    ),
    "amount_max": lambda rule, facts: (
        not rule.amount_max or facts.amount <= rule.amount_max
    ),
}


# Before anybody said what is wrong.
UNKNOWN_YET = ("reason", "goods_status", "amount_min", "amount_max")


@dataclass(frozen=True)
class Finding:
    """What the policies say of a line.

    :param policy: the first that fits; empty if none does
    :param window: the time to claim it by that policy; None without limit
    :param missed: ``(policy, criterion)`` of every one tried before; ``window`` as
        criterion where its time is over
    :param facts: what the line was compared with
    """

    policy: models.BaseModel
    window: Window | None
    missed: tuple
    facts: Facts

    @property
    def is_late(self):
        return bool(self.window) and self.facts.moment > self.window.end


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    def _match_lines(self, lines, moment=None):
        """The policy of each claim line, and why none before it.

        Costs a constant number of queries.

        :param lines: claim lines, saved or not; their item is set
        :param datetime moment: when they are claimed (UTC), by default now
        :return: ``{line: Finding}``
        """
        if not lines:
            return {}
        # Policies and what they look at are not everybody's to read.
        facts = lines.sudo()._policy_facts(moment or fields.Datetime.now())
        rules = self._rules({known.company for known in facts.values()})
        return {line: self._match(rules, facts[line.id]) for line in lines}

    def _rules(self, company_ids):
        """The policies in force in these companies, in their order."""
        # Those that are switched off are not, whichever list somebody came from.
        policies_sudo = (
            self.sudo()
            .with_context(active_test=True)
            .search([("company_id", "in", [False, *company_ids])])
        )
        return [Rule(policy) for policy in policies_sudo]

    def _match(self, rules, facts):
        missed = []
        late = None
        for rule in rules:
            if misfit := rule.misfit(facts):
                missed.append((rule.policy, misfit))
                continue
            finding = Finding(rule.policy, facts.window(rule), tuple(missed), facts)
            if not finding.is_late or rule.after_window != "next":
                return finding
            missed.append((rule.policy, "window"))
            late = late or finding
        # Where nothing else fits, the first one whose time is over is what it was.
        return late or Finding(self.browse(), None, tuple(missed), facts)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _policy_facts(self, moment):
        """``{id of the line: Facts}``; batch, with rights to read everything."""
        zones, rates = {}, {}
        return {
            line.id: line._prepare_policy_facts(moment, zones, rates) for line in self
        }

    def _prepare_policy_facts(self, moment, zones, rates):
        sale_line = self.sale_line_id
        order = sale_line.order_id
        company = order.company_id
        partner = self.claim_id.partner_id or order.partner_id
        if (partner, company) not in zones:
            zones[partner, company] = timezone_of(partner, company)
        zone = zones[partner, company]
        products = self.product_id | sale_line.product_id
        delivered = self._policy_delivered()
        promised = order.commitment_date
        return Facts(
            company=company.id,
            products=frozenset(products.ids),
            categories=frozenset(
                int(category_id)
                for category in products.categ_id
                for category_id in category.parent_path.split("/")[:-1]
            ),
            suppliers=frozenset(self.supplier_ids.commercial_partner_id.ids),
            reason=self.reason_id.id,
            goods_status=self.goods_status,
            tags=frozenset(
                partner.category_id.ids + partner.commercial_partner_id.category_id.ids
            ),
            country=order.partner_shipping_id.country_id.id,
            team=order.team_id.id,
            ordered=local_day(order.date_order, zone),
            amount=self._policy_amount(rates),
            zone=zone,
            moment=moment,
            delivered=delivered and local_day(delivered, zone),
            promised=promised and local_day(promised, zone),
        )

    def _policy_delivered(self):
        """When the claimed units were delivered, the latest of them; False if nothing
        says so."""
        moves = self.sale_line_id._aftersales_sent_moves()
        if self._is_part():
            moves = moves.filtered(lambda move: move.product_id == self.product_id)
        if self.lot_ids:
            with_lots = moves.filtered(
                lambda move: move.move_line_ids.lot_id & self.lot_ids
            )
            moves = with_lots or moves
        return max(moves.mapped("date"), default=False)

    def _policy_amount(self, rates):
        """What the claimed units were sold for, tax included, in the company's
        currency, at today's rate."""
        sale_line = self.sale_line_id
        sold = sale_line._aftersales_in_product_unit(sale_line.product_uom_qty)
        if not sold:
            return 0.0
        company = sale_line.order_id.company_id
        currency = sale_line.order_id.currency_id
        if (currency, company) not in rates:
            rates[currency, company] = self.env["res.currency"]._get_conversion_rate(
                currency, company.currency_id, company, fields.Date.today()
            )
        price = sale_line.price_total * self.quantity * self._part_worth() / sold
        return company.currency_id.round(price * rates[currency, company])
