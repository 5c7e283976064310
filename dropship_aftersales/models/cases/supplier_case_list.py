"""What suppliers see in their list of cases and on their home page."""

from datetime import datetime, time

from pytz import UTC, timezone

from odoo import api, fields, models
from odoo.fields import Domain

NEED_HIM = ("asked", "receive", "credit")
TABS = {
    "open": (*NEED_HIM, "disputed", "finish"),
    "answer": ("asked",),
    "receive": ("receive",),
    "settle": ("credit",),
    "waiting": ("disputed", "finish"),
    "over": ("settled", "written_off", "cancelled"),
}


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    @api.model
    def _portal_domain(self, partner, which="all"):
        """Cases of supplier ``partner``'s company as its people see them.

        :param str which: all, need (it is his turn), or a key of ``TABS``
        """
        user = self.env.user
        own = Domain("commercial_partner_id", "=", partner.commercial_partner_id.id)
        own &= Domain("company_id", "in", user.company_ids.ids)
        own |= self._domain_of_sister(user)
        if which == "all":
            return own & Domain("supplier_stage", "!=", "draft")
        stages = NEED_HIM if which == "need" else TABS[which]
        return own & Domain("supplier_stage", "in", stages)

    @api.model
    def _portal_counts(self, partner):
        """``{tab: number of cases}`` of ``partner``'s company, in one query."""
        by_stage = dict(
            self._read_group(
                self._portal_domain(partner), ["supplier_stage"], ["__count"]
            )
        )
        return {
            tab: sum(by_stage.get(stage, 0) for stage in stages)
            for tab, stages in TABS.items()
        }

    @api.model
    def _portal_search_domain(self, text):
        """Cases by their number, the claim's on the slip, product or purchase order."""
        return Domain.OR(
            Domain(path, "ilike", text)
            for path in (
                "name",
                "claim_id.name",
                "line_ids.product_id.name",
                "line_ids.product_id.default_code",
                "line_ids.purchase_line_id.order_id.name",
            )
        )

    @api.model
    def _on_slip(self, partner, number):
        """Cases of ``partner``'s company that a slip with ``number`` belongs to.

        :param str number: of the claim or of the case, as read or typed
        """
        number = number.strip()
        if not number:
            return self.browse()
        return self.search(
            self._portal_domain(partner)
            & (
                Domain("name", "=ilike", number)
                | Domain("claim_id.name", "=ilike", number)
            )
        )

    def _portal_amount(self):
        """The amount that matters now: due, credited, or else expected."""
        self.ensure_one()
        if self.supplier_stage == "credit":
            return self.due_amount
        if self.state == "settled":
            return self.received_amount
        return self._asked_amount()

    # ------------------------------------------------------------------ home

    @api.model
    def _portal_alert(self, partner):
        """What waits for supplier ``partner``, in one sentence; empty if nothing."""
        need = self._portal_domain(partner, "need")
        count = self.search_count(need)
        if not count:
            return ""
        late = self.search_count(need & Domain("deadline", "<", fields.Datetime.now()))
        if late:
            return self._alert_late(count, late)
        due = self.search_count(need & Domain("deadline", "<=", self._end_of_today()))
        return self._alert_due(count, due)

    def _alert_late(self, count, late):
        if count == 1:
            return self.env._("1 case needs you and is overdue")
        return self.env._(
            "%(count)s cases need you, %(late)s overdue", count=count, late=late
        )

    def _alert_due(self, count, due):
        if count == 1:
            return (
                self.env._("1 case needs you, due today")
                if due
                else self.env._("1 case needs you")
            )
        if due:
            return self.env._(
                "%(count)s cases need you, %(due)s due today", count=count, due=due
            )
        return self.env._("%(count)s cases need you", count=count)

    def _end_of_today(self):
        """The end of the user's day, as UTC without time zone."""
        zone = timezone(self.env.user.tz or "UTC")
        today = datetime.now(zone).date()
        end = zone.localize(datetime.combine(today, time.max))
        return end.astimezone(UTC).replace(tzinfo=None)
