"""Suppliers who promised something, and what we know of it later."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time

from .common import AftersalesCase
from .lamps_common import LampsMixin


class TermsCase(AftersalesCase):
    """A shop whose suppliers keep terms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Lighting"})
        cls.narrow = cls.env["product.category"].create(
            {"name": "Table lamps", "parent_id": cls.category.id}
        )

    @classmethod
    def _terms(cls, partner=None, **vals):
        return cls.env["aftersales.supplier.terms"].create(
            {"partner_id": (partner or cls.supplier).id, **vals}
        )

    @classmethod
    def _address(cls, terms, name, **vals):
        place = cls.env["res.partner"].create(
            {"name": f"Depot {name}", "street": f"1 {name} Road", "city": name}
        )
        return cls.env["aftersales.return.address"].create(
            {"terms_id": terms.id, "partner_id": place.id, **vals}
        )

    @contextmanager
    def _days_later(self, days):
        """Everything inside happens ``days`` after now."""
        moment = fields.Datetime.now() + timedelta(days=days)
        with freeze_time(moment):
            yield moment

    def _two_suppliers(self):
        """An order of a lamp and a chair, shipped by a supplier each, billed."""
        other = self.env["res.partner"].create(
            {"name": "Olga Other", "email": "olga@example.com"}
        )
        chair = self._product("Chair", price=50.0, cost=30.0, supplier=other)
        order = self._delivered((self.lamp, 3), (chair, 3))
        self._invoice(order)
        self._bill(order)
        return order, other

    def _claim_on_all(self, order, quantity=1, **vals):
        """A submitted claim on every line of ``order``."""
        claim = self._claim(order, quantity, submit=False, **vals)
        for line in order.order_line[1:]:
            claim.line_ids[0].copy({"sale_line_id": line.id})
        claim.action_submit()
        return claim


class BilledTermsCase(LampsMixin, TermsCase):
    def _billed(self, quantity=None):
        """One order for all: what each test does to it is taken back."""
        return self.order
