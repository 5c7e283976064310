"""Products that are valued perpetually, with accounts of their own to look at."""

from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class ValuationCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = {
            key: cls.env["account.account"].create(
                {"name": name, "code": code, "account_type": account_type}
            )
            for key, name, code, account_type in (
                ("stock", "Stock", "VAL100", "asset_current"),
                ("variation", "Variation", "VAL200", "expense"),
                ("expense", "Cost of goods", "VAL300", "expense"),
                ("income", "Sales", "VAL400", "income"),
            )
        }
        cls.accounts["stock"].account_stock_variation_id = cls.accounts["variation"]

    @classmethod
    def _valued(cls, valuation, cost_method, **vals):
        """A product that costs 60 and sells at 100."""
        accounts = cls.accounts
        category = cls.env["product.category"].create(
            {
                "name": f"{valuation} {cost_method}",
                "property_valuation": valuation,
                "property_cost_method": cost_method,
                "property_stock_valuation_account_id": accounts["stock"].id,
                "property_account_expense_categ_id": accounts["expense"].id,
                "property_account_income_categ_id": accounts["income"].id,
            }
        )
        return cls._product(
            f"Valued {valuation} {cost_method}",
            categ_id=category.id,
            **{"standard_price": 60.0, **vals},
        )

    def _balances(self):
        """What the accounts stand at, drafts left out: ``{key: amount}``."""
        self.env.flush_all()
        return {
            key: sum(
                self.env["account.move.line"]
                .search(
                    [("account_id", "=", account.id), ("parent_state", "=", "posted")]
                )
                .mapped("balance")
            )
            for key, account in self.accounts.items()
        }
