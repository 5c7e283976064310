from odoo.tests import tagged

from .files import scene
from .portal_common import PortalCase


class EvidenceTour(PortalCase):
    """A round of evidence between an agent and a customer, each in his browser."""

    def _asked_claim(self):
        return self._claim(self.order, 1, channel="portal")


@tagged("post_install", "-at_install")
class TestTourEvidencePhone(EvidenceTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_customer_answers_on_the_phone(self):
        claim = self._asked_claim()
        label = self.env.ref("dropship_aftersales.evidence_type_label")
        claim.with_user(self.agent)._ask_evidence(
            "Which one is it, left or right?",
            [
                {"type_id": label.id, "kind": "photo"},
                {"label": "The noise it makes", "kind": "video"},
            ],
        )
        self.start_tour(
            claim.access_url,
            "aftersales_evidence_answer",
            login=self.customer_user.login,
        )
        self.env.invalidate_all()
        asked = claim.evidence_request_ids
        self.assertEqual((claim.state, asked.state), ("review", "answered"))
        photo, noise = asked.piece_ids
        self.assertEqual(photo.evidence_ids.mapped("name"), ["label.jpg"])
        self.assertEqual(noise.refusal, "It is silent today")
        self.assertBooksBalance(claim)


@tagged("post_install", "-at_install")
class TestTourEvidenceAgent(EvidenceTour):
    browser_size = "1366x860"

    def test_an_agent_asks_and_sees_what_came(self):
        olga = self.other_user.partner_id
        earlier = self._claim(self._delivered((self.lamp, 1), partner=olga), 1)
        earlier._add_evidence([("a.jpg", scene())], "customer")
        claim = self._asked_claim()
        url = f"/odoo/after-sales/{claim.id}"
        login = self.agent.login
        self.start_tour(url, "aftersales_evidence_ask", login=login)
        self.env.invalidate_all()
        asked = claim.evidence_request_ids
        self.assertRecordValues(asked, [{"state": "open", "asked_by": "supplier"}])
        label = asked.piece_ids.filtered(lambda piece: piece.type_id.code == "label")
        noise = asked.piece_ids.filtered(lambda piece: not piece.type_id)
        (asked.piece_ids - label - noise)._refuse("Thrown away")
        label._add_files([("b.jpg", scene(size=(200, 150)))])
        noise._refuse("It is silent today")
        claim._take_evidence([], "", "customer", self.customer)
        self.start_tour(url, "aftersales_evidence_look", login=login)
        self.env.invalidate_all()
        self.assertEqual(noise.evidence_ids.mapped("name"), ["noise.mp4"])
        self.assertBooksBalance(claim)
