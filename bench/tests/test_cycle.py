from odoo.tests import TransactionCase, tagged

from bench import claims, native
from bench.books import check_balance, figures
from bench.cycle import _results
from bench.result import falls_short
from bench.shop import find_shop, open_shop, sell
from bench.workbench import Bench, Spent


@tagged("post_install", "-at_install")
class TestCycle(TransactionCase):
    """The benchmark compares like with like."""

    def test_clicks_batches_and_claims_end_in_the_same_books(self):
        sell(open_shop(self.env, suppliers=1), 3)
        shop = find_shop(self.env)
        clicked, batched, claimed = shop.orders
        native.by_clicks(clicked.with_user(shop.clerk))
        native.batched(batched.with_user(shop.clerk))
        claim = claims.create_and_submit(claimed.with_user(shop.agent))
        for step in (claims.approve, claims.ship, claims.receive):
            step(claim)
        self.assertEqual(claim.state, "resolved")
        check_balance(claim)
        books = figures(shop.orders)
        self.assertEqual(books[claimed.id]["credited"], (200.0, 30.0))
        self.assertEqual(books[claimed.id]["refunded"], (120.0, 0.0))
        self.assertEqual(books[claimed.id], books[clicked.id])
        self.assertEqual(books[claimed.id], books[batched.id])

    def test_the_meter_counts_what_is_still_to_be_written(self):
        partner = self.env["res.partner"].create({"name": "Cara"})
        with Bench(self.env).measure() as spent:
            partner.comment = "Called twice"
        self.assertGreaterEqual(spent.queries, 1)
        self.assertGreater(spent.seconds, 0)

    def test_the_middle_of_the_rounds_is_compared(self):
        dear, cheap = Spent(1.0, 1.0, 400), Spent(0.1, 0.1, 40)
        ways = {name: [dear, dear, cheap] for name in ("clicks", "batched")}
        ways |= {name: [cheap, dear, cheap] for name in ("claims", "submit")}
        ways["claims one by one"] = [dear]
        results = _results(ways)
        self.assertEqual(results[0]["value"], 0.1)
        self.assertEqual(
            [each["name"] for each in results if falls_short(each)],
            ["create and submit a claim"],
        )
