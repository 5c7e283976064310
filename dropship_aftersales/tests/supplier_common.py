"""A supplier at the door, and one case that waits for him."""

from .portal_common import PortalCase, photo


class SupplierPortalCase(PortalCase):
    """A claim on two lamps that go back to the supplier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bill = cls._bill(cls.order)
        cls.invoice = cls._invoice(cls.order)
        cls.claim = cls._claim(
            cls.order, 2, submit=False, channel="portal", description="Secret words"
        )
        cls.claim.line_ids.description = "More secret words"
        cls.shared, cls.kept = cls.claim._add_evidence(
            [
                ("cara-customer-home.jpg", photo(place=True)),
                ("kept.jpg", photo("blue")),
            ],
            source="customer",
        )
        cls.shared.shared_with_supplier = True
        cls.claim.action_submit()
        cls._grant(cls.claim, return_to="supplier")
        cls.case = cls.claim.case_ids
        cls.line = cls.case.line_ids
        cls.url = f"/my/cases/{cls.case.id}"
        cls.env.flush_all()

    @classmethod
    def _another_case(cls, quantity=1, return_to="supplier"):
        """One more case of the same supplier, on a claim of the same customer."""
        claim = cls._claim(cls.order, quantity)
        cls._grant(claim, return_to=return_to)
        cls.env.flush_all()
        return claim.case_ids

    @classmethod
    def _foreign_case(cls):
        """A case of another supplier."""
        other = cls.env["res.partner"].create({"name": "Otto Other"})
        chair = cls._product("Chair", supplier=other)
        order = cls._delivered((chair, 1))
        claim = cls._claim(order, 1)
        cls._grant(claim, return_to="supplier")
        cls.env.flush_all()
        return claim.case_ids

    def report(self, received=2, damaged=0, outcome="ok", note="", **more):
        key = self.line.id
        return {
            "receipt": "1",
            f"received_{key}": str(received),
            f"damaged_{key}": str(damaged),
            f"outcome_{key}": outcome,
            f"note_{key}": note,
            **more,
        }

    def damage_photo(self, name="cut.jpg", colour="green"):
        """Files of a plain form: one photo of how the lamps arrived."""
        return [
            (f"file_{self.line.id}", (name, photo(colour, place=True), "image/jpeg"))
        ]
