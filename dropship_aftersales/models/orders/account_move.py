from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

REFUNDS = ("out_refund", "in_refund")
SETTLED = ("paid", "in_payment", "reversed")


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

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._aftersales_announce_posted()
        return posted

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        if any(move.aftersales_claim_id or move.aftersales_case_id for move in self):
            self._aftersales_wake_claims()
        return result

    def _aftersales_announce_posted(self):
        """Let claims take notice of invoices and credit notes on units they gave back.

        Costs documents without a claim no query: their order lines are read anyway.
        """
        documents = self.filtered(lambda move: move.is_invoice())
        # Whoever posts need not see orders, claims or cases.
        lines_sudo = documents.sudo().line_ids
        refunded_sudo = lines_sudo.filtered(lambda line: line.move_type in REFUNDS)
        is_claimed = any(
            move.aftersales_claim_id or move.aftersales_case_id for move in documents
        )
        for name in ("sale_line_ids", "purchase_line_id"):
            claimed = lines_sudo[name].filtered("aftersales_settled_qty")
            if claimed:
                is_claimed = True
                (refunded_sudo[name] & claimed)._aftersales_adopt_credits()
        if is_claimed:
            self._aftersales_wake_claims()
        # Whoever posts a credit note, the card it names gets its points.
        self.env["aftersales.credit"].sudo()._give_back_to_cards(
            documents.sudo().filtered(lambda move: move.move_type == "out_refund")
        )

    def _aftersales_wake_claims(self):
        # The cron's own rights decide what is done; anyone may ask it to look.
        cron = self.env.ref(
            "dropship_aftersales.ir_cron_advance", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()

    def _aftersales_is_settled(self):
        """Whether every credit note is posted and paid, or set off against invoices."""
        return all(
            move.state == "posted" and move.payment_state in SETTLED for move in self
        )

    def _aftersales_pay_out(self):
        """Pay the open amount of credit notes to the customer, one payment each.

        Those that are settled already are left alone.

        :raise UserError: a document is no posted credit note, or cannot be paid
        """
        for move in self:
            if move.move_type != "out_refund" or move.state != "posted":
                raise UserError(
                    self.env._(
                        "Only posted credit notes can be paid out. Post %s first.",
                        move.display_name,
                    )
                )
        open_moves = self.filtered(
            lambda move: (
                not move._aftersales_is_settled()
                and move.currency_id.compare_amounts(move.amount_residual, 0.0) > 0
            )
        )
        # Agents have no rights in accounting; whoever calls checked the claim.
        for move_sudo in open_moves.sudo():
            company_sudo = move_sudo.company_id
            wizard_sudo = (
                self.env["account.payment.register"]
                .sudo()
                .with_company(company_sudo)
                .with_context(active_model="account.move", active_ids=move_sudo.ids)
                .create({})
            )
            if not wizard_sudo.journal_id or not wizard_sudo.payment_method_line_id:
                raise UserError(
                    self.env._(
                        "%(company)s has no journal to pay %(document)s from. Create a "
                        "bank journal with an outgoing payment method, or register the "
                        "payment in accounting.",
                        company=company_sudo.display_name,
                        document=move_sudo.display_name,
                    )
                )
            wizard_sudo._create_payments()

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
            # Part of the amounts taken over; they would change them once more.
            "invoice_cash_rounding_id": False,
            "invoice_payment_term_id": False,
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
