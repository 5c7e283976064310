from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestLinkMail(AftersalesCase):
    def _mails(self, document):
        return self.env["mail.mail"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)]
        )

    def test_customer_and_supplier_are_sent_the_link_to_their_page(self):
        claim = self._claim(self._delivered((self.lamp, 2)), 1)
        self._grant(claim)
        for document, partner in (
            (claim, self.customer),
            (claim.case_ids, self.supplier),
        ):
            for mail in self._mails(document):
                self.assertEqual(mail.state, "outgoing")
                self.assertIn(partner, mail.recipient_ids)
                self.assertIn(document.access_token, mail.body_html)
        self.assertEqual(len(self._mails(claim)), 2)
        self.assertNotIn(claim.access_token, self._mails(claim.case_ids).body_html)
        self.assertNotIn(self.customer.name, self._mails(claim.case_ids).body_html)

    def test_nobody_without_an_address_blocks_anything(self):
        (self.customer | self.supplier).email = False
        claim = self._claim(self._delivered((self.lamp, 2)), 1)
        self._grant(claim)
        self.assertEqual(claim.state, "approved")
        self.assertFalse(self._mails(claim))
        for document in (claim, claim.case_ids):
            self.assertIn("no e-mail address", str(document.message_ids.mapped("body")))
