from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..models.claim_screens.claim_counters import COUNTED
from .common import PHOTO, AftersalesCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestClaimList(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 40))
        cls._invoice(cls.order)

    def _fields_of(self, model, view_type):
        arch = etree.fromstring(
            self.env[model].with_user(self.agent).get_view(view_type=view_type)["arch"]
        )
        return {node.get("name") for node in arch.xpath("//field")}

    def _queries(self, model, view_type, documents):
        """What the web client's read of ``documents`` costs."""
        names = self._fields_of(model, view_type)
        Model = self.env[model].with_user(self.agent)
        specification = {
            name: {"fields": {"display_name": {}}}
            if Model._fields[name].relational
            else {}
            for name in names
        }
        with counted(self.env) as spent:
            found = Model.web_search_read([("id", "in", documents.ids)], specification)
        self.assertEqual(len(found["records"]), len(documents))
        return spent.queries

    def test_lists_and_cards_cost_the_same_for_few_documents_and_for_many(self):
        claims = self.env["aftersales.claim"].union(
            *(self._claim(self.order, 1) for _ in range(30))
        )
        for claim in claims[:20]:
            claim._add_evidence([("photo.png", PHOTO)], source="customer")
        claims[:20].action_ask_supplier()
        cases = claims.case_ids
        self.assertEqual(len(cases), 20)
        for documents in (claims, cases):
            for view_type in ("list", "kanban"):
                # Access rules and the like are read once in a session.
                self._queries(documents._name, view_type, documents[:5])
                few = self._queries(documents._name, view_type, documents[:5])
                many = self._queries(documents._name, view_type, documents)
                with self.subTest(model=documents._name, view_type=view_type):
                    self.assertEqual(many, few)
                    self.assertLessEqual(few, 30)

    def test_each_counter_counts_what_its_filter_shows(self):
        claim = self._claim(self.order, 1, user_id=self.agent.id)
        asked = self._claim(self.order, 1)
        asked.action_ask_supplier()
        arrived = self._claim(self.order, 1)
        arrived.evidence_request = "A photo"
        arrived.action_ask_evidence()
        arrived.action_give_evidence()
        answered = self._claim(self.order, 1)
        answered.action_ask_supplier()
        answered.case_ids.action_accept()
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        arch = etree.fromstring(Claim.get_view(view_type="search")["arch"])
        counters = {counter["filter"]: counter for counter in Claim.claim_counters()}
        self.assertEqual(counters.keys(), {*COUNTED, "exposed"})
        for name, domain in COUNTED.items():
            (node,) = arch.xpath(f"//filter[@name='{name}']")
            shown = Claim.search(safe_eval(node.get("domain"), {"uid": self.agent.id}))
            with self.subTest(counter=name):
                self.assertEqual(shown, Claim.search(domain))
                self.assertEqual(counters[name]["value"], str(len(shown)))
        self.assertIn(claim, Claim.search(COUNTED["my_move"]))
        self.assertIn(arrived, Claim.search(COUNTED["evidence_in"]))
        self.assertIn(answered, Claim.search(COUNTED["supplier_answered"]))
        self.assertIn(asked, Claim.search(COUNTED["waiting"]))

    def test_the_strip_says_what_we_bear(self):
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        Claim.search([("exposure", ">", 0)]).sudo()._write_engine({"exposure": 0.0})
        self._grant(self._claim(self.order, 1), return_to="supplier")
        (bears,) = (
            counter
            for counter in Claim.claim_counters()
            if counter["filter"] == "exposed"
        )
        self.assertEqual(bears["value"], self.company.currency_id.format(40.0))

    def test_every_filter_and_group_of_the_searches_works(self):
        self._grant(self._claim(self.order, 1), return_to="supplier")
        for model in (
            "aftersales.claim",
            "aftersales.claim.line",
            "aftersales.supplier.case",
        ):
            Model = self.env[model].with_user(self.agent)
            arch = etree.fromstring(Model.get_view(view_type="search")["arch"])
            for node in arch.xpath("//filter[@domain]"):
                with self.subTest(model=model, filter=node.get("name")):
                    Model.search(safe_eval(node.get("domain"), {"uid": self.agent.id}))
            for node in arch.xpath("//filter[@context]"):
                group = safe_eval(node.get("context"))["group_by"]
                with self.subTest(model=model, group=group):
                    self.assertTrue(
                        Model.formatted_read_group([], [group], ["__count"])
                    )
            for view_type in ("pivot", "graph"):
                measures = [
                    f"{node.get('name')}:sum"
                    for node in etree.fromstring(
                        Model.get_view(view_type=view_type)["arch"]
                    ).xpath("//field[@type='measure']")
                ]
                Model.formatted_read_group([], [], ["__count", *measures])

    def test_several_wishes_are_no_wish(self):
        claim = self._claim(self.order, 1, submit=False)
        self.assertEqual(claim.wish, "refund")
        claim.line_ids.copy({"wish": "repair"})
        self.assertFalse(claim.wish)
