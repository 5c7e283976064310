from markupsafe import Markup

from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim", string="Claim", index="btree_not_null", copy=False
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        copy=False,
    )

    def _aftersales_prepare_reversal_vals(self):
        """Values of a credit note for this posted invoice, without any line.

        What other addons add to a reversal is in; date is today, rate and currency are
        the invoice's.
        """
        self.ensure_one()
        wizard = self.env["account.move.reversal"].new(
            {
                "move_ids": [fields.Command.set(self.ids)],
                "company_id": self.company_id.id,
                "journal_id": self.journal_id.id,
                "date": fields.Date.context_today(self),
            }
        )
        defaults = {
            **wizard._prepare_default_reversal(self),
            "move_type": "out_refund" if self.is_sale_document() else "in_refund",
            "reversed_entry_id": self.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_currency_rate": self.invoice_currency_rate,
            "campaign_id": self.campaign_id.id,
            "medium_id": self.medium_id.id,
            "source_id": self.source_id.id,
            "invoice_cash_rounding_id": False,
            "line_ids": [],
        }
        reversing = self.with_context(include_business_fields=True)
        vals = reversing.copy_data(defaults)[0]
        # Theirs is another account than the one of the invoice: Odoo chooses.
        for name in ("line_ids", "partner_bank_id"):
            vals.pop(name, None)
        return vals

    def _aftersales_log_reversal(self):
        """Tell credit notes and their invoices of each other."""
        bodies = {
            invoice.id: self.env._(
                "Credited: %s",
                Markup(", ").join(move._get_html_link() for move in moves),
            )
            for invoice, moves in self.grouped("reversed_entry_id").items()
        }
        self.reversed_entry_id._message_log_batch(bodies=bodies)
        self._message_log_batch(
            bodies={
                move.id: self.env._(
                    "Credits %s", move.reversed_entry_id._get_html_link()
                )
                for move in self
            }
        )
