"""A customer's request while he writes it: one draft an order, kept on the server."""

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..orders.uom_uom import plain_number
from ..workflow.workflow_mixin import CUSTOMER

DRAFT_DAYS = 14


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_draft(self):
        """The request that the customer of this order is writing."""
        self.ensure_one()
        return self.env["aftersales.claim"].search(
            [
                ("order_id", "=", self.id),
                ("channel", "=", "portal"),
                ("state", "=", "draft"),
            ],
            limit=1,
        )

    def _aftersales_save_draft(self, lines):
        """Keep the items of the request on this order; it holds no units yet.

        :param list lines: values of claim lines, checked against this order
        :return: the draft, the same one until it is sent or deleted
        """
        self.ensure_one()
        if draft := self._aftersales_draft():
            draft._save_items(lines)
            return draft
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                draft = self.env["aftersales.claim"].create(
                    self._prepare_draft_vals(lines)
                )
        except UniqueViolation as error:
            # The other click was faster and is not visible yet: look again.
            raise ConcurrencyError(str(error)) from error
        draft.line_ids._drop_impossible_wishes()
        return draft

    def _prepare_draft_vals(self, lines):
        return {
            "order_id": self.id,
            "channel": "portal",
            # The system user writes it down; it waits for an agent.
            "user_id": False,
            "line_ids": [Command.create(vals) for vals in lines],
        }


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    no_evidence_reason = fields.Text(
        string="Why There Is No Photo",
        copy=False,
        groups="base.group_user",
        help="What the customer wrote instead of a photo that was asked for.",
    )

    _portal_draft_unique = models.UniqueIndex(
        "(order_id) WHERE state = 'draft' AND channel = 'portal'",
        "The customer is writing a request on this order already.",
    )

    def _portal_resume_url(self):
        """The page on which the customer goes on with this claim."""
        self.ensure_one()
        if self.state != "draft":
            return self.access_url
        return f"{self.access_url}/details"

    # ------------------------------------------------------------------ writing it

    def _save_items(self, lines):
        """Make the items of this draft those of ``lines``; photos and wishes stay."""
        self.ensure_one()
        known = {line._item_ids(): line for line in self.line_ids}
        commands = []
        for vals in lines:
            item = tuple(vals.get(name, False) for name in self.line_ids._item_fields())
            line = known.pop(item, None)
            commands.append(
                Command.update(line.id, vals) if line else Command.create(vals)
            )
        commands += [Command.delete(line.id) for line in known.values()]
        self.write({"line_ids": commands})
        self.line_ids._drop_impossible_wishes()

    def _typed_items(self):
        """The items of this draft as the form of the order reads them."""
        self.ensure_one()
        typed = {}
        for line in self.line_ids:
            key = "_".join(str(item_id) for item_id in line._item_ids() if item_id)
            typed |= {
                f"pick_{key}": "1",
                f"quantity_{key}": plain_number(line.quantity),
                f"reason_{key}": line.reason_id.code,
                f"status_{key}": line.goods_status,
                f"note_{key}": line.description or "",
                f"lot_{key}": [str(lot_id) for lot_id in line.lot_ids.ids],
            }
        return typed

    # ------------------------------------------------------------------ sending it

    def _lacks_evidence(self):
        """Whether what we want to see is not there, and no word why."""
        self.ensure_one()
        return not (self.no_evidence_reason or "").strip() and (
            self._shows_nothing() or bool(self._missing_pieces())
        )

    def _check_submit(self, actor):
        super()._check_submit(actor)
        if actor != CUSTOMER:
            return
        if lacking := self.filtered(lambda claim: claim._lacks_evidence()):
            raise UserError(lacking[0]._evidence_missing_words())

    def _evidence_missing_words(self):
        self.ensure_one()
        if not self.evidence_ids:
            return self.env._("Add a photo or video, or tell us why you have none.")
        return self.env._(
            "We still need: %s. Add it, or tell us why you have none.",
            self.line_ids._evidence_list(self._missing_pieces().items()),
        )

    # ------------------------------------------------------------------ ends

    def unlink(self):
        # Their files are no columns: the database would leave them behind.
        self.filtered(lambda claim: claim.state == "draft").evidence_ids.unlink()
        return super().unlink()

    @api.autovacuum
    def _gc_portal_drafts(self):
        """Requests that nobody went on with for two weeks are deleted."""
        limit = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        self.search(
            [
                ("channel", "=", "portal"),
                ("state", "=", "draft"),
                ("write_date", "<", limit),
            ],
            limit=1000,
        ).unlink()


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    @api.model
    def _item_fields(self):
        """The fields that say which item a line is about."""
        return ("sale_line_id",)

    def _item_ids(self):
        """Which item this line is about: ids of what ``_item_fields`` point to."""
        self.ensure_one()
        return tuple(self[name].id for name in self._item_fields())
