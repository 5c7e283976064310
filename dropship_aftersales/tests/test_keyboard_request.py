from odoo.tests import tagged

from .keyboard import KeyboardCase


@tagged("post_install", "-at_install")
class TestKeyboardRequest(KeyboardCase):
    def test_a_request_is_sent_with_keys_alone(self):
        key = self.sale_line.id
        with self.keyboard(f"/my/orders/{self.order.id}", self.customer_user.login):
            self.wait_for_page("/my/orders/")
            self.tab_to("#aftersales_request")
            self.press("Enter")

            self.wait_for_page("/claim")
            self.wait_for("document.activeElement.tagName === 'H1'")
            self.tab_to(f"#pick_{key}:checked")
            self.wait_for("!document.querySelector('[data-by].d-none')")
            self.tab_to("[data-by='1']")
            self.press(" ")
            self.tab_to(f"[name='reason_{key}']")
            self.press(" ")
            self.tab_to(f"[name='status_{key}']")
            self.press(" ")
            self.press("ArrowDown")
            self.tab_to(f"#note_{key}")
            self.type("The sole came off")
            # The live text has followed.
            self.wait_for(
                "document.querySelector('.o_aftersales_words').innerText"
                ".includes('Photo of the fault')"
            )
            self.tab_to("#aftersales_form [type='submit']")
            self.press("Enter")

            self.wait_for_page("/details")
            self.tab_to("#file_choose")
            self.tab_to("details:has(#no_evidence) summary")
            self.press("Enter")
            self.tab_to("#no_evidence")
            self.type("My camera is broken")
            self.tab_to("#wish_refund")
            self.press("ArrowDown")
            # Enter in a field goes on, it removes nothing.
            self.press("Enter")

            self.wait_for_page("/check")
            self.tab_to("#aftersales_send [type='submit']")
            self.press("Enter")
            self.wait_for_page("done=sent")
        claim = self.claims()
        self.assertEqual(
            (claim.state, claim.no_evidence_reason), ("review", "My camera is broken")
        )
        self.assertRecordValues(
            claim.line_ids,
            [
                {
                    "quantity": 2,
                    "goods_status": "opened",
                    "description": "The sole came off",
                    "wish": "replacement",
                }
            ],
        )
