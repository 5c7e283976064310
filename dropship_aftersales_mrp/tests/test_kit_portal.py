from odoo.tests import tagged

from odoo.addons.dropship_aftersales.tests.portal_common import PortalCase

from .kits_common import KitBooksMixin, KitCase


@tagged("post_install", "-at_install")
class TestKitPortal(KitBooksMixin, PortalCase):
    """Kits on the pages of customers and suppliers, as they come without scripts."""

    _kit = KitCase.__dict__["_kit"]
    _set_up_kits = KitCase.__dict__["_set_up_kits"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_kits()
        # Tables are counted in sets, their parts in units.
        cls.table.uom_id = cls.env["uom.uom"].create(
            {
                "name": "Set",
                "relative_factor": 1.0,
                "relative_uom_id": cls.env.ref("uom.product_uom_unit").id,
            }
        )
        cls.order = cls._delivered((cls.table, 5))
        cls.sale_line = cls.order.order_line
        cls._invoice(cls.order)

    def test_a_customer_asks_for_a_part_of_a_kit(self):
        self.sign_in(self.customer_user)
        page = self.get(self.form_url)
        key = f"{self.sale_line.id}_{self.leg.id}"
        self.assertPage(page, "Only a part of", f'name="pick_{key}"', "Part of")
        self.assertCustomerWords(page)

        typed = {
            f"pick_{key}": "1",
            f"quantity_{key}": "2",
            f"reason_{key}": "changed_mind",
            f"status_{key}": "opened",
        }
        too_many = self.post(self.form_url, {**typed, f"quantity_{key}": "21"})
        self.assertPage(too_many, "can still be requested")
        self.assertNotIn("Set of it", too_many.text)
        self.post(self.form_url, typed)
        claim = self.order._aftersales_draft()
        self.assertRecordValues(
            claim.line_ids, [{"component_id": self.leg.id, "quantity": 2}]
        )
        # Going back keeps what was typed, and it is the same item.
        self.assertPage(self.get(self.form_url), 'value="2"')
        self.post(self.form_url, {**typed, f"quantity_{key}": "3"})
        self.assertEqual(claim.line_ids.quantity, 3)
        self.post(f"/my/claims/{claim.id}/details", {"wish": "refund"})
        check = self.get(f"/my/claims/{claim.id}/check")
        self.assertPage(check, "Leg (of Table)", "30.00")
        self.post(f"/my/claims/{claim.id}/check")
        self.assertEqual(claim.state, "review")

        # Four kits and a top are left, and the legs of those.
        page = self.get(self.form_url)
        self.assertPage(page, "Up to 4", "Up to 17")
        self._grant(claim)
        page = self.get(f"/my/claims/{claim.id}")
        self.assertPage(page, "Leg (of Table)")
        self.assertCustomerWords(page)
        self.assertBooksBalance(claim)

    def test_a_supplier_sees_his_parts_only(self):
        claim = self._grant(self._claim(self.order, 2))
        case = self._case(claim, self.other_supplier)
        self.guest()
        page = self.get(f"/my/cases/{case.id}", access_token=case.access_token)
        self.assertPage(page, "Leg")
        for word in ("Top", "Table", self.supplier.name, self.customer.name):
            self.assertNotIn(word, page.text)
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{claim.id}")
        self.assertPage(page, "Table")
        self.assertCustomerWords(page)
        slips = claim.picking_ids._aftersales_slips()
        items = [item["what"] for slip in slips for item in slip["items"]]
        self.assertEqual(sorted(items), ["Leg", "Top"])

    def _case(self, claim, supplier):
        return claim.case_ids.filtered(lambda case: case.partner_id == supplier)
