"""An agent of one company learns nothing of another one's, whatever he sends."""

import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase
from .companies_common import CompaniesMixin

# Models that what somebody fills in may point to → name of the record in setUpClass.
POINTS_TO = {
    "aftersales.claim": "claim",
    "aftersales.claim.line": "line",
    "aftersales.evidence": "evidence",
    "aftersales.notification.log": "log",
    "aftersales.remedy": "remedy",
    "aftersales.supplier.case": "case",
    "aftersales.supplier.case.line": "case_line",
    "aftersales.supplier.terms": "terms",
    "purchase.order.line": "purchase_line",
    "sale.order": "order",
    "sale.order.line": "sale_line",
    "stock.picking": "picking",
}


MOMENT = re.compile(r"datetime\.datetime\([^)]*\)")


@tagged("post_install", "-at_install")
class TestCompaniesAgents(CompaniesMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._company("Shop of Vienna")
        partners = cls.env["res.partner"].create(
            [
                {"name": name, "company_id": cls.other.id, "email": f"{name}@x.at"}
                for name in ("Heidi", "Zulieferer")
            ]
        )
        heidi, cls.their_supplier = partners
        heidi.phone = "+43 1 5550137"
        with cls._working_in(cls.other):
            gadget = cls._product(
                "Gadget",
                price=137.0,
                supplier=cls.their_supplier,
                company_id=cls.other.id,
            )
            cls.order = cls._delivered((gadget, 37), partner=heidi)
            cls._invoice(cls.order)
            cls._bill(cls.order)
            cls.claim = cls._claim(cls.order, 29, description="Broken heart")
            cls.evidence = cls.claim._add_evidence([("heart.png", PHOTO)], "customer")
            cls._grant(cls.claim, return_to="supplier")
            cls.claim.rejection_reason = "A broken promise"
            cls.claim.evidence_request = "A broken photo"
            cls.case = cls.claim.case_ids
            cls.terms = cls.env["aftersales.supplier.terms"].create(
                {"partner_id": cls.their_supplier.id, "shown_name": "Alm"}
            )
        cls.line = cls.claim.line_ids
        cls.remedy = cls.claim.remedy_ids
        cls.case_line = cls.case.line_ids
        cls.log = cls.claim.notification_log_ids[:1]
        cls.picking = cls.claim.picking_ids
        cls.sale_line = cls.order.order_line
        cls.purchase_line = cls.sale_line.purchase_line_ids
        cls.env.flush_all()
        cls.secrets = (
            "Heidi",
            "5550137",
            "Zulieferer",
            "Gadget",
            "137",
            "37",
            "Broken heart",
            "broken promise",
            "broken photo",
            "heart.png",
            cls.other.name,
        )

    def setUp(self):
        super().setUp()
        # The agent of the first company alone, as his browser calls.
        self.env.invalidate_all()
        self.user_env = self.env(user=self.agent, context={}, su=False)

    def assertTellsNothing(self, answer, secrets=None):
        # Amounts are looked for; the minute of the test is none.
        told = MOMENT.sub("", str(answer))
        for secret in secrets or self.secrets:
            self.assertNotIn(repr(secret)[1:-1], told)

    def test_nothing_is_found_counted_or_read(self):
        for model, name in POINTS_TO.items():
            record = getattr(self, name)
            theirs = record.with_env(self.user_env)
            with self.subTest(model=model):
                self.assertTrue(record)
                domain = [("id", "in", record.ids)]
                self.assertFalse(theirs.search(domain))
                self.assertEqual(theirs.search_count(domain), 0)
                self.assertFalse(theirs.name_search(record[:1].display_name, domain))
                self.assertFalse(theirs._read_group(domain, [], ["__count"])[0][0])
                with self.assertRaises(AccessError):
                    theirs.read(["display_name"])

    def test_counters_and_histories_count_only_his_own(self):
        claims = self.user_env["aftersales.claim"]
        before = {counter["filter"]: counter["value"] for counter in self._strip()}
        self.claim.line_ids.invalidate_recordset()
        with self._working_in(self.other):
            for _time in range(2):
                self._claim(self.order.with_env(self.env), 1)
        after = {counter["filter"]: counter["value"] for counter in self._strip()}
        self.assertEqual(after, before)
        # A supplier and a customer that both companies know.
        order = self._delivered((self.lamp, 1))
        mine = claims.browse(self._claim(order, 1).id)
        history = mine.customer_history
        with self._working_in(self.other):
            self.lamp.seller_ids.company_id = False
            again = self._delivered((self.lamp.with_env(self.env), 1))
            self._claim(again, 1)
        self.env.invalidate_all()
        self.assertEqual(mine.customer_history, history)
        for partner in (self.customer, self.supplier):
            theirs = partner.with_env(self.user_env)
            self.assertEqual(
                (theirs.aftersales_claim_count, theirs.aftersales_case_count),
                (int(partner == self.customer), 0),
            )
        product = self.lamp.with_env(self.user_env)
        self.assertEqual(product.aftersales_claim_count, 1)
        self.assertEqual(product.product_tmpl_id.aftersales_claim_count, 1)

    def _strip(self):
        return self.user_env["aftersales.claim"].claim_counters()

    def test_what_somebody_fills_in_tells_nothing_of_what_it_points_to(self):
        """Whatever form an agent fills in, with another company's id in any field."""
        tried = set()
        for name, model_class in self.env.registry.items():
            if not name.startswith("aftersales.") or model_class._abstract:
                continue
            model = self.user_env[name]
            if not model.has_access("read"):
                continue
            spec = {
                field.name: {"fields": {"display_name": {}}} if field.relational else {}
                for field in model._fields.values()
                if field.name not in ("create_uid", "write_uid")
                and model._has_field_access(field, "read")
            }
            for field in model._fields.values():
                record = getattr(self, POINTS_TO.get(field.comodel_name, ""), None)
                if record is None or not field.relational:
                    continue
                found = record[:1].id
                sent = [found, {"id": found}]
                if field.type != "many2one":
                    sent = [[[4, found]]]
                tried.add(field.comodel_name)
                for values, context in (
                    each
                    for value in sent
                    for each in (
                        ({field.name: value}, {}),
                        ({}, {f"default_{field.name}": value}),
                    )
                ):
                    with self.subTest(
                        model=name, field=field.name, values=values, **context
                    ):
                        self.env.invalidate_all()
                        try:
                            answer = model.with_context(**context).onchange(
                                values, list(values), spec
                            )
                        except AccessError:
                            continue
                        self.assertTellsNothing(answer)
        self.assertGreater(len(tried), 8)

    def test_an_id_is_checked_however_it_is_written(self):
        claims = self.user_env["aftersales.claim"]
        asked = self.user_env["aftersales.ask.supplier"]
        own = self._claim(self._billed(), 1).with_env(self.user_env)
        tried = [
            (claims, {"order_id": str(self.order.id)}),
            (claims, {"order_id": float(self.order.id)}),
            (claims, {"order_id": [self.order.id, self.order.name]}),
            (asked, {"claim_id": f" {self.claim.id}"}),
        ]
        theirs = str(self.evidence.id)
        for commands in ([[6, 0, [theirs]]], [[4, theirs]], [theirs], [[1, theirs]]):
            tried.append((asked, {"claim_id": own.id, "evidence_ids": commands}))
        for model, values in tried:
            with self.subTest(values=values), self.assertRaises(AccessError):
                model.create(values)
