"""A share that changes after units were credited: the difference is settled."""

from odoo import fields, models


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _correct_shares(self):
        """Settle the difference for units that were credited at another share.

        Changes nothing twice: a line is corrected once for each change of its share.
        """
        lines = self.line_ids.filtered("is_share_corrected")
        if not lines:
            return
        lines.case_id._lock_rows()
        lines._drop_draft_credits()
        for line in lines:
            vals = {"is_share_corrected": False}
            if line._credit_percent() < 100:
                # We bear a part: it is billed in full, and then his part credited.
                vals["locked_qty"] = max(line.locked_qty, line.settled_qty)
            line._write_engine(vals)
        documents = self.env["aftersales.credit"]._create_share_corrections(lines)
        # What we owe the supplier waits for no number of his.
        self.env["aftersales.credit"]._post_credits(
            documents.filtered(lambda move: move.move_type == "in_invoice")
        )


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    is_share_corrected = fields.Boolean(
        string="Share to Correct",
        readonly=True,
        copy=False,
        help="Units were given back at another share; the difference is to be settled.",
    )

    def _set_share(self, percent):
        """Agree on ``percent``; what was credited at another share is corrected."""
        self.ensure_one()
        vals = {"percent": percent, "is_percent_agreed": True}
        if percent != self.percent and self.settled_qty:
            vals["is_share_corrected"] = True
        self._write_engine(vals)

    def _change_share(self, percent):
        """Somebody sets the share; the case's history says who, and from what."""
        changed = self.filtered(lambda line: line.percent != percent)
        for case, lines in changed.grouped("case_id").items():
            case._message_log(
                body=self.env._(
                    "Supplier's share of %(items)s: %(before)s → %(after)g %%",
                    items=", ".join(lines.mapped("display_name")),
                    before=", ".join(f"{line.percent:g} %" for line in lines),
                    after=percent,
                )
            )
        for line in self:
            line._set_share(percent)
        self.case_id._update_costs()

    def _drop_draft_credits(self):
        """Remove refunds that are not posted yet: they are made anew."""
        cases = self.case_id
        drafts = self.credit_line_ids.move_id.filtered(
            lambda move: (
                move.state == "draft"
                and move.aftersales_case_id in cases
                and not move.invoice_line_ids.filtered(
                    lambda line: line.aftersales_case_line_id.case_id not in cases
                )
            )
        )
        drafts.unlink()
