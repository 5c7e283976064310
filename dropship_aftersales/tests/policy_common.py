"""A shop with policies of its own."""

from odoo import Command

from .common import AftersalesCase


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
