from odoo.exceptions import UserError
from odoo.tests import tagged

from ..hooks import uninstall_hook
from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitsRemoved(KitCase):
    """What the removal of the addon leaves behind."""

    def test_open_claims_on_parts_are_ended_first(self):
        order = self._sold()
        claim = self._part_claim(order, self.leg, 2)
        with self.assertRefused(f"on parts of kits: .*{claim.name}", UserError):
            uninstall_hook(self.env)
        self._grant(claim, return_to="none")
        self.assertEqual(claim.state, "resolved")
        self._end_others(claim)

        uninstall_hook(self.env)
        self.assertEqual(claim.remedy_ids.settled_qty, 0)
        self.assertEqual(claim.refund_ids.amount_untaxed, 20)
        self.assertIn("2 × ", claim.message_ids[:1].body)
        self.assertSold(order)

    def _end_others(self, claim):
        """Claims of other people in this database are none of this test."""
        others = self.env["aftersales.claim.line"].search(
            [("component_id", "!=", False), ("claim_id", "!=", claim.id)]
        )
        others.claim_id._write_engine({"state": "closed"})
