from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestWindowDefaults(AftersalesCase):
    """A window opened from an order carries defaults for the claims made in it."""

    def test_defaults_of_a_window_are_not_taken_for_what_follows(self):
        order = self._delivered((self.lamp, 2))
        claim = self._claim(order, 1)
        claim.line_ids.action_grant()
        in_window = claim.with_user(self.agent).with_context(
            default_order_id=order.id,
            default_state="draft",
            default_move_type="entry",
            default_subject="Somebody's window",
        )
        in_window.action_approve()
        self.assertEqual(claim.state, "approved")
        self.assertEqual(claim.remedy_ids.state, "running")
        self.assertNotIn("Somebody's window", claim.message_ids.mapped("subject"))
        case = claim.case_ids.with_user(self.agent).with_context(
            default_state="draft", default_quantity=7
        )
        case.acknowledge(
            [
                {"case_line_id": line.id, "received": 1}
                for line in claim.case_ids.line_ids
            ]
        )
        self.assertEqual(claim.picking_ids.state, "done")
        self.assertEqual(claim.picking_ids.move_ids.quantity, 1)
        self.assertBooksBalance(claim)
