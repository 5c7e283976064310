"""A shop with policies of its own."""

from odoo import Command

from .common import PHOTO, AftersalesCase


class PolicyMixin:
    @classmethod
    def _policy(cls, name="Promise", **vals):
        return cls.env["aftersales.policy"].create({"name": name, **vals})

    @classmethod
    def _only_own_policies(cls):
        """Without those that are shipped."""
        cls.env["aftersales.policy"].search([]).active = False

    @classmethod
    def _offers(cls, *wishes, **conditions):
        """Values of the remedies on offer, for :meth:`_policy`."""
        return {
            "remedy_ids": [
                Command.create({"wish": wish, **conditions}) for wish in wishes
            ]
        }

    @classmethod
    def _wants(cls, count=1, kind="fault"):
        evidence_type = cls.env.ref(f"dropship_aftersales.evidence_type_{kind}")
        return {
            "evidence_ids": [
                Command.create({"type_id": evidence_type.id, "count": count})
            ]
        }


class PolicyCase(PolicyMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._only_own_policies()


class PolicyClaimCase(PolicyCase):
    """Claims on an order of lamps and chairs that is paid and billed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chair = cls._product("Chair")
        # The chairs are a second line: claims are on lamps unless they say so.
        cls.order = cls._delivered((cls.lamp, 10), (cls.chair, 10))
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)

    def _sent_with_chair(self):
        """A claim on a lamp and a chair, with a photo."""
        claim = self._sent(submit=False)
        claim.line_ids.copy({"sale_line_id": self.order.order_line[1].id})
        claim.action_submit()
        return claim

    def _sent(self, quantity=1, with_photo=True, submit=True, **vals):
        """A claim of the customer on the order."""
        claim = self._claim(self.order, quantity, submit=False, **vals)
        if with_photo:
            claim._add_evidence([("a.png", PHOTO)], "customer")
        if submit:
            claim.action_submit()
        return claim

    def _notes(self, claim):
        return " ".join(claim.message_ids.mapped("body"))
