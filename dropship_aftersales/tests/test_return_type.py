from odoo.tests import tagged

from .goods import GoodsCase


@tagged("post_install", "-at_install")
class TestReturnOperationType(GoodsCase):
    def _types(self, company):
        return self.env["stock.picking.type"].search(
            [("company_id", "=", company.id), ("is_aftersales_return", "=", True)]
        )

    def test_every_company_has_one(self):
        for company in self.env["res.company"].search([]):
            self.assertEqual(len(self._types(company)), 1, company.name)

    def test_new_companies_get_theirs(self):
        company = self.env["res.company"].create({"name": "Second Company"})
        returns = self._types(company)
        self.assertRecordValues(
            returns,
            [
                {
                    "code": "dropship",
                    "warehouse_id": False,
                    "default_location_src_id": self.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                    "default_location_dest_id": self.env.ref(
                        "stock.stock_location_suppliers"
                    ).id,
                    "use_create_lots": False,
                    "use_existing_lots": True,
                }
            ],
        )
        dropship = company._aftersales_dropship_types()
        self.assertEqual(dropship.return_picking_type_id, returns)
        self.assertEqual(company._aftersales_return_types(), {company: returns})
        rule = self.env["stock.rule"].search(
            [
                ("company_id", "=", company.id),
                ("route_id", "=", self.dropship_route.id),
            ]
        )
        self.assertEqual(rule.picking_type_id, dropship)

    def test_returns_stay_in_the_company_of_their_order(self):
        company = self.env["res.company"].create({"name": "Second Company"})
        self.env.user.company_ids |= company
        case = type(self)
        self.addCleanup(setattr, case, "env", case.env)
        case.env = case.env(
            context={**case.env.context, "allowed_company_ids": company.ids}
        )
        lamp = case._product("Lamp of the Second")
        order = case._delivered((lamp, 2))
        self.assertEqual(order.company_id, company)
        remedy = case._claim(order)[order.order_line]
        # Whoever follows the claim may look at another company.
        picking = self.shipments._create_shipments([case._request(remedy)])
        self.assertEqual(picking.company_id, company)
        self.assertEqual(picking.picking_type_id, self._types(company))
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(picking.state, "done")

    def test_purchases_are_not_delivered_by_it(self):
        arch = self.env["purchase.order"].get_view(view_type="form")["arch"]
        self.assertIn("('is_aftersales_return', '=', False)", arch)
