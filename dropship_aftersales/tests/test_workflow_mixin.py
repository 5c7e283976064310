from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import PHOTO, AftersalesCase
from .queries import counted

DOCUMENTS = ("aftersales.claim", "aftersales.remedy", "aftersales.supplier.case")


@tagged("post_install", "-at_install")
class TestWorkflow(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 5))
        cls.customer_user = new_test_user(
            cls.env, "cara", groups="base.group_portal", partner_id=cls.customer.id
        )
        cls.supplier_user = new_test_user(
            cls.env, "sam", groups="base.group_portal", partner_id=cls.supplier.id
        )
        cls.stranger = new_test_user(cls.env, "stranger", groups="base.group_portal")

    def test_every_route_starts_and_ends_in_a_state_of_its_document(self):
        for name in DOCUMENTS:
            model = self.env[name]
            states = set(model._fields["state"].get_values(self.env))
            for verb, route in model._routes.items():
                with self.subTest(document=name, verb=verb):
                    self.assertLessEqual(set(route.sources), states)
                    self.assertIn(route.target, states)
                    self.assertLessEqual(set(route.manager_sources), set(route.sources))
                    if route.stamp:
                        self.assertEqual(model._fields[route.stamp].type, "datetime")

    def test_every_public_verb_has_a_route_and_every_party_verb_a_button(self):
        for name in DOCUMENTS:
            model = self.env[name]
            for verb, route in model._routes.items():
                if set(route.actors) == {"system"}:
                    self.assertFalse(hasattr(model, f"action_{verb}"), verb)
                else:
                    self.assertTrue(hasattr(model, f"action_{verb}"), verb)

    def test_state_cannot_be_written(self):
        claim = self._claim(self.order, 1)
        self._grant(claim)
        for document in (claim, claim.remedy_ids, claim.case_ids):
            for user in (self.agent, self.manager, self.env.user):
                with (
                    self.subTest(document=document, user=user.login),
                    self.assertRaises(UserError),
                ):
                    document.with_user(user).write({"state": "closed"})
            with self.assertRaises(UserError):
                document.sudo().write({"state": "settled"})

    def test_a_refusal_names_document_and_field_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        claim = self._claim(self.order, 1).with_context(lang="zh_CN")
        model = self.env["ir.model"]._get(claim._name)
        model.with_context(lang="zh_CN").name = "售后单"
        state = self.env["ir.model.fields"]._get(claim._name, "state")
        state.with_context(lang="zh_CN").field_description = "状态"
        with self.assertRaisesRegex(UserError, "售后单") as refusal:
            claim.write({"state": "closed"})
        self.assertIn("状态", str(refusal.exception))

    def test_a_document_cannot_be_created_or_imported_in_another_state(self):
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        with self.assertRaises(UserError):
            Claim.create({"order_id": self.order.id, "state": "approved"})
        # The defaults of a window do not count for what is ours to write.
        claim = Claim.with_context(default_state="closed").create(
            {"order_id": self.order.id}
        )
        self.assertEqual(claim.state, "draft")
        result = Claim.load(["order_id/.id", "state"], [[self.order.id, "Closed"]])
        self.assertFalse(result["ids"])

    def test_a_copy_starts_again_as_a_draft(self):
        claim = self._claim(self.order, 1)
        copy = claim.copy()
        self.assertEqual((copy.state, copy.submitted_date), ("draft", False))

    def test_dates_are_stamped_by_the_verb(self):
        claim = self._claim(self.order, 1, submit=False)
        self.assertFalse(claim.submitted_date)
        claim.action_submit()
        self.assertTrue(claim.submitted_date)
        self._grant(claim)
        self.assertTrue(claim.decided_date)
        with self.assertRaises(UserError):
            claim.write({"decided_date": False})

    def test_a_verb_from_the_wrong_state_says_where_the_document_stands(self):
        claim = self._claim(self.order, 1)
        with self.assertRefused("To review"):
            claim.action_submit()

    def test_a_batch_moves_whole_or_not_at_all(self):
        draft = self._claim(self.order, 1, submit=False)
        open_claim = self._claim(self.order, 1)
        with self.assertRaises(UserError):
            (draft | open_claim).action_submit()
        self.assertEqual(draft.state, "draft")

    def test_customers_take_their_own_verbs_only(self):
        claim = self._claim(self.order, 1, submit=False, channel="portal")
        claim._add_evidence([("a.png", PHOTO)], "customer")
        as_customer = claim.with_user(self.customer_user)
        as_customer.action_submit()
        self.assertEqual(claim.state, "review")
        for verb in ("approve", "reject", "ask_supplier", "ask_evidence", "reopen"):
            with self.subTest(verb=verb), self.assertRaises(AccessError):
                getattr(as_customer, f"action_{verb}")()
        as_customer.action_cancel()
        self.assertEqual(claim.state, "cancelled")

    def test_strangers_take_no_verb(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        for user in (self.stranger, self.supplier_user):
            with self.assertRaises(AccessError):
                claim.with_user(user).action_cancel()
        for user in (self.stranger, self.customer_user):
            with self.assertRaises(AccessError):
                claim.case_ids.with_user(user).action_accept()
            with self.assertRaises(AccessError):
                claim.case_ids.with_user(user).acknowledge([{"case_line_id": 1}])

    def test_suppliers_answer_their_own_case(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        self.assertEqual(claim.state, "supplier")
        case = claim.case_ids.with_user(self.supplier_user)
        with self.assertRaises(AccessError):
            case.action_write_off()
        case.action_dispute()
        self.assertEqual(claim.case_ids.state, "disputed")
        self.assertEqual(claim.state, "review")

    def test_only_a_manager_reopens_a_closed_claim(self):
        self.company.aftersales_appeal_days = 0
        claim = self._claim(self.order, 1)
        claim.action_reject()
        claim._advance()
        self.assertEqual(claim.state, "closed")
        with self.assertRaises(AccessError):
            claim.with_user(self.agent).action_reopen()
        claim.with_user(self.manager).action_reopen()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_history_says_who_acted_for_whom(self):
        claim = self._claim(self.order, 1, submit=False)
        claim.with_user(self.agent).action_submit()
        (note,) = claim.message_ids.filtered(
            lambda message: "agent for the customer" in message.body
        )
        self.assertEqual(note.author_id, self.agent.partner_id)
        self.assertTrue(note.is_internal)

    def test_moving_a_batch_costs_a_constant_number_of_queries(self):
        claims = [
            self._claim(self._delivered((self.lamp, 1)), 1) for _count in range(12)
        ]
        union = self.env["aftersales.claim"].union
        few, many = union(*claims[:2]), union(*claims[2:])
        with counted(self.env) as spent:
            few.action_ask_evidence()
        cost = spent.queries
        with counted(self.env) as spent:
            many.action_ask_evidence()
        self.assertLessEqual(spent.queries, cost + 2)
