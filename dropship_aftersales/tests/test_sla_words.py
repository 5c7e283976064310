from odoo.tests import freeze_time, tagged

from .sla_common import MINUTE, ClockCase


@tagged("post_install", "-at_install")
class TestSilenceWords(ClockCase):
    """What silence means is said as it will happen, to each in his words."""

    def assertSilence(self, document, **words):
        for audience, expected in words.items():
            with self.subTest(audience=audience):
                move = document._next_move(audience)
                self.assertEqual(move["silence"], expected)
                self.assertTrue(move["until"])

    def test_evidence_as_the_rule_says(self):
        claim = self._claim(self.order, 2)
        claim.action_ask_evidence()
        self.assertSilence(
            claim,
            customer="If we hear nothing by then, we decide with what we have.",
            agent="Without an answer by then it comes back to review.",
        )
        claim.action_give_evidence()
        self.env.ref("dropship_aftersales.sla_claim_evidence").silence_verb = "cancel"
        claim.action_ask_evidence()
        self.assertSilence(
            claim,
            customer="If we hear nothing by then, we close your request. You can send "
            "a new one.",
            agent="Without an answer by then it is closed.",
        )

    def test_nothing_is_announced_that_does_not_happen(self):
        self.env.ref("dropship_aftersales.sla_claim_evidence").silence_verb = False
        self.env.ref("dropship_aftersales.sla_case_asked").silence_verb = False
        claim = self._claim(self.order, 2)
        claim.action_ask_evidence()
        self.assertSilence(
            claim, customer="", agent="Then its responsible gets a task."
        )
        self.assertSilence(
            self._asked(), supplier="", agent="Then its responsible gets a task."
        )

    def test_a_supplier_reads_that_silence_counts_as_accepted(self):
        case = self._asked()
        self.assertSilence(
            case,
            supplier="If we hear nothing by then, it counts as accepted.",
            agent="Without an answer by then it counts as accepted.",
        )
        self.assertSilence(
            case.claim_id,
            customer="If we are late, a manager is told.",
            agent="Without an answer by then it counts as accepted.",
        )
        # Whoever opens the page too late is not threatened with yesterday.
        with freeze_time(case.deadline + MINUTE):
            self.assertEqual(case._next_move("supplier")["silence"], "")

    def test_silence_of_a_supplier_who_was_asked_too_late_is_no_acceptance(self):
        case = self._asked()
        case.line_ids._write_engine({"is_late": True})
        self.assertSilence(
            case,
            supplier="If we hear nothing by then, you owe nothing for it.",
            agent="Without an answer by then he owes nothing for it.",
        )

    def test_mails_say_the_same(self):
        case = self._asked()
        log = self.logs(case, "supplier")
        self.assertIn(
            "If we hear nothing by then, it counts as accepted.",
            log._speaking()._words()["sentence"],
        )

    def test_an_offer_and_a_parcel(self):
        claim = self._claim(self.order, 2)
        self._propose(claim, 1)
        claim.action_offer()
        self.assertIn("our offer lapses", claim._silence_words("customer"))
        claim = self._sent_back()
        self.assertSilence(
            claim,
            customer="If we see no tracking number by then, we close your request.",
        )
        # Money that was sent is not taken back: nobody says so.
        claim = self._grant(
            self._claim(self.order, 2), return_to="supplier", trigger="approval"
        )
        self.assertEqual(claim._silence_words("customer"), "")
        self.assertBooksBalance(claim)

    def test_agents_read_the_date_and_the_silence_of_one_clock(self):
        case = self._asked()
        move = case.claim_id._next_move("agent")
        self.assertEqual(move["until"], self.clock_of(case).due)
        claim = self._sent_back()
        # Its supplier is asked as well, and answers earlier than the parcel.
        parcel = self.clock_of(claim.picking_ids)
        self.assertLess(claim.deadline, parcel.due)
        move = claim._next_move("agent")
        self.assertEqual(move["headline"], "The customer sends the goods back")
        self.assertEqual(move["until"], parcel.due)
        self.assertIn("Without a tracking number", move["silence"])
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        move = claim._next_move("agent")
        self.assertEqual(move["until"], self.clock_of(claim).due)
        self.assertEqual(move["silence"], "Then its responsible gets a task.")
        self.assertBooksBalance(claim)

    def test_what_is_done_shows_no_deadline_of_its_supplier(self):
        claim = self._grant(self._claim(self.order, 2), return_to="none")
        self.assertTrue(self.clock_of(claim.case_ids))
        move = claim._next_move("agent")
        self.assertEqual((move["stage"], move["silence"]), ("done", ""))
        claim.case_ids.dispute_reason = "Not ours"
        claim.case_ids.action_dispute()
        move = claim._next_move("agent")
        self.assertEqual(move["until"], self.clock_of(claim.case_ids).due)
        self.assertEqual(move["silence"], "Then a manager gets a task.")
        self.assertBooksBalance(claim)

    def test_customers_are_told_our_date_only_where_we_owe_them_an_answer(self):
        claim = self._sent_back()
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        self.assertTrue(claim.deadline)
        self.assertFalse(claim._next_move("customer")["until"])
        self._acknowledge(claim, 2, damaged=1)
        move = claim._next_move("customer")
        self.assertEqual(move["until_label"], "We answer by")
        self.assertEqual(move["until"], self.clock_of(claim).due)
        self.assertBooksBalance(claim)
