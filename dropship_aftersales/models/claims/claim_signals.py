"""What an agent may want to know about who claims: never a decision by itself."""

import re
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

SIGNAL_DAYS = 90
# Fewer claims in that time are nothing to look at.
MANY_CLAIMS = 3
# So much of what was ordered in that time, in percent, was given back.
MUCH_GIVEN = 30
# Sent so shortly before it was too late.
LAST_HOURS = 24


class AftersalesClaim(models.Model):
    """Says what stands out about a claim, to agents only."""

    _inherit = "aftersales.claim"

    address_key = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="Where the order was delivered to, written so that the same address is "
        "the same however it was typed.",
    )

    def _after_submit(self, actor):
        super()._after_submit(actor)
        for claim in self:
            claim._write_engine({"address_key": claim._delivery_key()})

    def _delivery_key(self):
        self.ensure_one()
        # Only letters and numbers of it are compared.
        address_sudo = self.sudo().order_id.partner_shipping_id
        street = f"{address_sudo.street or ''}{address_sudo.street2 or ''}"
        parts = (
            address_sudo.country_id.code or "",
            re.sub(r"\W", "", address_sudo.zip or ""),
            re.sub(r"\W", "", street),
        )
        return "/".join(parts).lower() if parts[2] else False

    # ------------------------------------------------------------------ signals

    def get_signals(self):
        """What stands out about this claim, for its form, which opens without waiting.

        :return: see :meth:`_signals`
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        return self._signals()

    def _signals(self):
        """What stands out about this claim, for agents only.

        :return: list of dicts: ``code`` (customer, address, value, reused, late),
            ``text`` (in the reader's language) and ``link`` (a window action, or False
            where the reader may not look)
        """
        self.ensure_one()
        return self._signals_by_claim()[self]

    def _signals_by_claim(self):
        """``{claim: signals}``, see :meth:`_signals`; three queries for any number."""
        counts = self._signal_counts()
        reused = self._signal_reused()
        return {
            claim: [
                *claim._signals_of_counts(counts.get(claim.id)),
                *claim._signals_of_evidence(reused.get(claim.id)),
                *claim._signals_of_window(),
            ]
            for claim in self
        }

    # ------------------------------------------------------------------ many claims

    def _signal_counts(self):
        """``{claim id: row}``: claims of the same customer and for the same delivery
        address, what they gave and what was ordered, all in ``SIGNAL_DAYS``."""
        claims = self.filtered("id")
        if not claims:
            return {}
        self.env.flush_all()
        since = fields.Datetime.now() - timedelta(days=SIGNAL_DAYS)
        # Numbers only are told; an agent counts what colleagues and sellers work on.
        self.env.cr.execute(
            SQL(
                """SELECT mine.id,
                          COALESCE(theirs.customer, 0) AS customer,
                          COALESCE(theirs.address, 0) AS address,
                          COALESCE(theirs.given, 0) AS given,
                          COALESCE(bought.ordered, 0) AS ordered
                     FROM aftersales_claim mine
                LEFT JOIN LATERAL (
                          SELECT COUNT(*) FILTER (WHERE same) AS customer,
                                 COUNT(*) FILTER (WHERE NOT same) AS address,
                                 SUM(net_amount) FILTER (WHERE same) AS given
                            FROM (
                                 SELECT net_amount, COALESCE(
                                            commercial_partner_id
                                            = mine.commercial_partner_id, FALSE
                                        ) AS same
                                   FROM aftersales_claim other
                                  WHERE (other.commercial_partner_id
                                         = mine.commercial_partner_id
                                         OR other.address_key = mine.address_key)
                                    AND other.company_id = mine.company_id
                                    AND other.submitted_date >= %(since)s
                                    AND other.state != 'cancelled'
                            ) others
                        ) theirs ON TRUE
                LEFT JOIN LATERAL (
                          SELECT SUM(
                                     sale.amount_untaxed
                                     / COALESCE(NULLIF(sale.currency_rate, 0), 1)
                                 ) AS ordered
                            FROM res_partner buyer
                            JOIN sale_order sale ON sale.partner_id = buyer.id
                           WHERE buyer.commercial_partner_id
                                 = mine.commercial_partner_id
                             AND sale.company_id = mine.company_id
                             AND sale.state = 'sale'
                             AND sale.date_order >= %(since)s
                        ) bought ON TRUE
                    WHERE mine.id IN %(ids)s""",
                since=since,
                ids=tuple(claims.ids),
            )
        )
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    def _signals_of_counts(self, row):
        if not row:
            return []
        signals = []
        if row["customer"] >= MANY_CLAIMS:
            text = self.env._(
                "This customer claimed %(count)s times in %(days)s days.",
                count=row["customer"],
                days=SIGNAL_DAYS,
            )
            domain = [("commercial_partner_id", "=", self.commercial_partner_id.id)]
            signals.append(self._signal("customer", text, domain))
        if row["address"]:
            text = self.env._(
                "Other customers claimed for the same delivery address in %(days)s "
                "days: %(count)s.",
                count=row["address"],
                days=SIGNAL_DAYS,
            )
            domain = [("address_key", "=", self.address_key)]
            signals.append(self._signal("address", text, domain))
        if row["given"] * 100 >= row["ordered"] * MUCH_GIVEN and row["given"] > 0:
            currency = self.company_id.currency_id
            text = self.env._(
                "%(given)s was given back of %(ordered)s ordered in %(days)s days.",
                given=currency.format(row["given"]),
                ordered=currency.format(row["ordered"]),
                days=SIGNAL_DAYS,
            )
            domain = [("commercial_partner_id", "=", self.commercial_partner_id.id)]
            signals.append(self._signal("value", text, domain))
        return signals

    def _signal(self, code, text, domain=None):
        """One signal; with ``domain`` the claims behind it can be opened."""
        link = domain is not None and {
            "type": "ir.actions.act_window",
            "name": self.env._("Claims"),
            "res_model": self._name,
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
            "context": {"create": False},
        }
        return {"code": code, "text": text, "link": link}

    # ------------------------------------------------------------------ evidence

    def _signal_reused(self):
        """``{claim id: rows of the claims that showed the same}``"""
        flagged = self.filtered("reused_evidence")
        if not flagged:
            return {}
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT file.claim_id, claim.id, claim.name
                     FROM aftersales_evidence file
                     JOIN aftersales_evidence_reuse reuse ON reuse.evidence_id = file.id
                     JOIN aftersales_evidence earlier ON earlier.id = reuse.earlier_id
                     JOIN aftersales_claim claim ON claim.id = earlier.claim_id
                    WHERE file.claim_id IN %s
                    ORDER BY claim.id""",
                tuple(flagged.ids),
            )
        )
        rows = self.env.cr.dictfetchall()
        readable = self.search([("id", "in", [row["id"] for row in rows])])
        found = {}
        for row in rows:
            row["readable"] = row["id"] in readable._ids
            found.setdefault(row["claim_id"], []).append(row)
        return found

    def _signals_of_evidence(self, rows):
        if not rows:
            return []
        names = ", ".join(row["name"] for row in rows)
        if self.reused_evidence == "others":
            text = self.env._("A photo or file was already used on %s.", names)
        else:
            text = self.env._(
                "This customer sent a photo or file before, with %s.", names
            )
        readable = [row["id"] for row in rows if row["readable"]]
        domain = [("id", "in", readable)] if readable else None
        return [self._signal("reused", text, domain)]

    # ------------------------------------------------------------------ window

    def _signals_of_window(self):
        """The claim came just before it would have been too late."""
        sent = self.submitted_date
        ends = [end for end in self._window_ends().values() if end and sent]
        left = min((end - sent for end in ends if end >= sent), default=None)
        if left is None or left > timedelta(hours=LAST_HOURS):
            return []
        text = self.env._(
            "Sent in the last %s hours in which it could be claimed.", LAST_HOURS
        )
        return [self._signal("late", text)]
