"""Lets the demo shop have a past: what was just done happened days ago."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Documents that lists and forms show the creation date of.
CREATED = (
    "aftersales.claim",
    "aftersales.supplier.case",
    "aftersales.evidence",
    "aftersales.evidence.request",
    "aftersales.notification.log",
    "aftersales.offer",
)


class AftersalesDemo(models.AbstractModel):
    _inherit = "aftersales.demo"

    @api.model
    def _mark(self):
        """Where things stand now: what is newer was done after this."""
        names = (
            "mail.message",
            "account.move",
            "account.payment",
            "aftersales.clock",
            *CREATED,
        )
        newest = {
            name: self.env[name].sudo().search([], order="id desc", limit=1).id or 0
            for name in names
        }
        return fields.Datetime.now(), newest

    @api.model
    def _date_back(self, claim, mark, moment):
        """What happened to ``claim`` since ``mark`` happened at ``moment``."""
        since, newest = mark
        # The past is nobody's to write: only the shop's first day may.
        claim = claim.sudo()
        self.env.flush_all()
        shift = fields.Datetime.now() - moment
        for document in (*claim, *claim.case_ids, *claim.remedy_ids):
            document._write_engine(self._dates_back(document, since, moment, shift))
        for picking in claim.picking_ids:
            picking.write(
                {
                    name: value - shift
                    for name in ("aftersales_ship_by", "aftersales_shipped_date")
                    if (value := picking[name]) and value >= since
                }
            )
        for clock in self._new("aftersales.clock", newest):
            clock.started = moment
            clock._move_to(clock.due - shift)
        offers = self._new("aftersales.offer", newest)
        for offer in offers:
            offer.valid_until -= shift
        answered = claim.offer_ids.filtered(
            lambda offer: offer.answered_date and offer.answered_date >= since
        )
        answered.answered_date = moment
        self._new("mail.message", newest).write({"date": moment})
        self._date_money_back(newest, moment)
        for name in CREATED:
            if new := self._new(name, newest):
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET create_date = %s WHERE id IN %s",
                        SQL.identifier(new._table),
                        moment,
                        tuple(new.ids),
                    )
                )
        self.env.invalidate_all()

    def _new(self, name, newest):
        return self.env[name].sudo().search([("id", ">", newest[name])])

    def _dates_back(self, document, since, moment, shift):
        """Dates of ``document`` written since; what lies ahead comes nearer."""
        return {
            name: moment if value < since + timedelta(hours=1) else value - shift
            for name in document._engine_fields
            if document._fields[name].type == "datetime"
            and (value := document[name])
            and value >= since
        }

    def _date_money_back(self, newest, moment):
        """Credit notes and payments keep their number: only within its month."""
        day = max(moment.date(), fields.Date.today().replace(day=1))
        for move in self._new("account.move", newest):
            vals = {"date": day}
            if move.move_type != "entry":
                vals["invoice_date"] = day
            # Posted today, and of another day all the same.
            move.with_context(skip_readonly_check=True).write(vals)

    @api.model
    def _due_in(self, claim, hours):
        """Whoever's turn it is on ``claim`` should act ``hours`` from now."""
        now = fields.Datetime.now()
        due = (now + timedelta(hours=hours)).replace(minute=0, second=0)
        if 0 < hours < 12:
            # Meant for today, also when the shop is opened in the evening.
            due = min(due, now.replace(hour=23, minute=59, second=0))
        claim_sudo = claim.sudo()
        claim_sudo._write_engine({"deadline": due})
        waiting = claim_sudo.clock_ids.filtered(
            lambda clock: clock.res_model == claim._name or clock.stage == "case.asked"
        )
        waiting._move_to(due)
        for case in claim_sudo.case_ids.filtered(lambda case: case.state == "asked"):
            case._write_engine({"deadline": due})
        returns = claim_sudo._open_returns()
        returns.write({"aftersales_ship_by": due})
        self.env["aftersales.clock"]._keep(returns)
