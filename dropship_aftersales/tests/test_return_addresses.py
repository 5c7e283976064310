"""Each parcel goes to the place that its supplier keeps for what is in it."""

from odoo import Command
from odoo.tests import tagged

from .terms_common import TermsCase


@tagged("post_install", "-at_install")
class TestReturnAddresses(TermsCase):
    def test_parcels_go_to_the_first_address_that_fits(self):
        terms = self._terms(shown_name="Returns")
        germany, france = self.env.ref("base.de"), self.env.ref("base.fr")
        south = self._address(
            terms,
            "South",
            country_ids=[Command.set(france.ids)],
            shown_name="Retours Sud",
        )
        lights = self._address(
            terms, "Lights", category_ids=[Command.set(self.category.ids)]
        )
        everything = self._address(terms, "Main", sequence=99)
        self.lamp.categ_id = self.narrow
        chair = self._product("Chair")
        for country, product, entry, name in (
            (france, self.lamp, south, "Retours Sud"),
            (germany, self.lamp, lights, "Returns"),
            (germany, chair, everything, "Returns"),
        ):
            with self.subTest(country=country.name, product=product.name):
                customer = self.customer.copy({"country_id": country.id})
                order = self._delivered((product, 2), partner=customer)
                self._invoice(order)
                claim = self._grant(self._claim(order, 1), "supplier")
                address = claim.picking_ids._aftersales_return_address()
                self.assertEqual(address["name"], name)
                self.assertIn(entry.partner_id.street, address["lines"])
                slip = claim._return_slips()[0]
                self.assertEqual(
                    (slip["name"], slip["lines"]), (name, address["lines"])
                )
                self.assertNotIn("Sam Supplier", str(address))
                self.assertBooksBalance(claim)

    def test_two_addresses_of_one_supplier_are_two_parcels(self):
        terms = self._terms()
        self._address(terms, "Lights", category_ids=[Command.set(self.category.ids)])
        self.lamp.categ_id = self.category
        chair = self._product("Chair")
        order = self._delivered((self.lamp, 1), (chair, 1))
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._claim_on_all(order), "supplier")
        self.assertEqual(len(claim.case_ids), 1)
        self.assertEqual(len(claim.picking_ids), 2)
        places = [
            picking._aftersales_return_address()["lines"]
            for picking in claim.picking_ids
        ]
        self.assertEqual(
            len([place for place in places if "1 Lights Road" in place]), 1
        )
        self._acknowledge(claim, 1)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_address_edited_after_the_claim_is_not_where_its_parcel_goes(self):
        self.supplier.write({"street": "1 Factory Road", "city": "Berlin"})
        terms = self._terms(shown_name="Returns")
        claim = self._claim(self._billed(2), 1)
        entry = self._address(terms, "New")
        terms.shown_name = "Somewhere else"
        self._grant(claim, "supplier")
        address = claim.picking_ids._aftersales_return_address()
        self.assertEqual(address["name"], "Returns")
        self.assertIn("1 Factory Road", address["lines"])
        # Who moves is found all the same.
        later = self._grant(self._claim(claim.order_id, 1), "supplier")
        entry.partner_id.street = "2 New Road"
        self.assertIn(
            "2 New Road", later.picking_ids._aftersales_return_address()["lines"]
        )

    def test_the_shown_name_is_said_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.customer.lang = "de_DE"
        terms = self._terms(shown_name="Returns Centre")
        terms.with_context(lang="de_DE").shown_name = "Retourenzentrum"
        self.supplier.write({"street": "1 Factory Road", "city": "Berlin"})
        claim = self._grant(self._claim(self._billed(2), 1), "supplier")
        self.assertEqual(claim._return_slips()[0]["name"], "Retourenzentrum")
        english = claim.picking_ids._aftersales_return_address()
        self.assertEqual(english["name"], "Returns Centre")
