"""A photo that another customer showed before."""

from .common import AftersalesCase
from .files import scene


class ReuseCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.olga = cls.env["res.partner"].create({"name": "Olga Other"})
        cls.order = cls._delivered((cls.lamp, 9))
        cls.other_order = cls._delivered((cls.lamp, 9), partner=cls.olga)
        # Shown by another customer, some time ago.
        cls.earlier = cls._claim(cls.other_order, 1)
        cls.shown = cls.earlier._add_evidence([("a.jpg", scene())], "customer")

    def _sends(self, content, claim=None, name="b.jpg"):
        claim = claim or self._claim(self.order, 1)
        return claim._add_evidence([(name, content)], "customer")
