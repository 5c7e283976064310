"""Many claims that are reviewed in a list."""

from .common import PHOTO, AftersalesCase


class MassCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 20))
        cls._invoice(cls.order)

    def _plain(self, quantity=1, **vals):
        """A claim that nobody needs to look at: of its own order, with a photo."""
        order = vals.pop("order", None)
        if not order:
            order = self._delivered((self.lamp, quantity))
            self._invoice(order)
        claim = self._claim(order, quantity, **vals)
        claim._add_evidence([("photo.png", PHOTO)], source="customer")
        return claim

    def _preview(self, claims, user=None):
        return claims.with_user(user or self.agent).preview_mass_approval()

    def _approve(self, preview, user=None):
        Claim = self.env["aftersales.claim"].with_user(user or self.agent)
        return {
            result["id"]: result
            for result in Claim.approve_reviewed(
                [
                    {"id": claim["id"], "amount": claim["amount"]}
                    for claim in preview["approve"]
                ]
            )
        }
