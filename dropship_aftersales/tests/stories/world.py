"""Real orders and the people around them: built once, every story starts from them."""

import gc
from dataclasses import dataclass
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.base.models.ir_cron import IrCron

from ..common import AftersalesCase

# A Monday morning, some weeks before the clocks change.
BEGIN = datetime(2026, 3, 2, 9, 0)
ADDRESS = {"street": "1 Factory Road", "city": "Kiel", "zip": "24103"}


@dataclass(frozen=True)
class Order:
    """An order of the pool; ``story`` says what has become of it, for the reader."""

    record: object
    story: str


def _flush(jobs, *_args, **_kw):
    jobs.env.flush_all()
    return 1.0


class StoryWorld(AftersalesCase):
    """Base of the tests that tell stories; ``orders`` is the pool."""

    @classmethod
    def setUpClass(cls):
        # Started once: looking for every clock of Python takes as long as a story.
        freezer = freeze_time(BEGIN)
        cls.clock = freezer.start()
        cls.addClassCleanup(freezer.stop)
        super().setUpClass()
        cls.set_time(BEGIN)
        # A story is undone as a whole: jobs write, and do not commit.
        cls.startClassPatcher(patch.object(IrCron, "_commit_progress", _flush))
        cls._set_up_people()
        cls._set_up_orders()
        cls._set_up_policies()
        cls.env.flush_all()
        # All that Odoo has loaded stays: looking through it takes a tenth of the time.
        gc.freeze()

    @classmethod
    def set_time(cls, moment):
        """Make it ``moment``, for Python and for what the database calls now."""
        cls.clock.move_to(moment)
        cls.env.cr._now = moment

    @classmethod
    def _set_up_people(cls):
        cls.supplier.write(ADDRESS)
        cls.other_supplier = cls.env["res.partner"].create(
            {"name": "Otto Other", "email": "otto@example.com", **ADDRESS}
        )
        stranger = cls.env["res.partner"].create(
            {"name": "Stella Stranger", "email": "stella@example.com"}
        )
        cls.env.user.group_ids += cls.env.ref("base.group_multi_company")
        company = cls.env["res.company"].create({"name": "Another Shop"})
        cls.people = {
            "customer": cls._portal_user("story_customer", cls.customer),
            "stranger": cls._portal_user("story_stranger", stranger),
            "supplier": cls._portal_user("story_supplier", cls.supplier),
            "other_supplier": cls._portal_user("story_other", cls.other_supplier),
            "agent": cls.agent,
            "manager": cls.manager,
            "foreign_agent": new_test_user(
                cls.env,
                "story_foreign_agent",
                groups="base.group_user,dropship_aftersales.group_manager",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ),
            "anonymous": cls.env.ref("base.public_user"),
        }

    @classmethod
    def _portal_user(cls, login, partner):
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            partner_id=partner.id,
            tz="Europe/Berlin",
        )

    # ------------------------------------------------------------------ orders

    @classmethod
    def _set_up_orders(cls):
        cls.chair = cls._product("Chair", price=49.95, supplier=cls.other_supplier)
        cls.vase = cls._product("Vase", price=33.35, cost=20.01)
        cls.prepaid = cls._product(
            "Clock", price=80.0, invoice_policy="order", purchase_method="purchase"
        )
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        # Nothing of it comes out even: 2 % off 33.35, and 15 % tax on the rest.
        odd = {**taxed, "discount": 2.0}

        billed = cls._delivered((cls.lamp, 3, taxed))
        cls._invoice(billed)
        cls._bill(billed)

        two = cls._delivered((cls.vase, 3, odd), (cls.chair, 2, taxed))
        cls._invoice(two)

        unbilled = cls._delivered((cls.chair, 3, {"discount": 7.5}))

        part = cls._order((cls.lamp, 3, odd))
        cls._ship(part, quantity=2)
        cls._invoice(part)
        cls._bill(part)

        prepaid = cls._order((cls.prepaid, 3, taxed), (cls.vase, 1))
        cls._purchase(prepaid)
        cls._pay(cls._invoice(prepaid))
        cls._bill(prepaid)

        cls.orders = [
            Order(billed, "3 lamps, delivered, invoiced and billed"),
            Order(two, "3 vases and 2 chairs of two suppliers, invoiced, not billed"),
            Order(unbilled, "3 chairs, delivered, neither invoiced nor billed"),
            Order(part, "3 lamps of which 2 came, invoiced and billed as far as that"),
            Order(prepaid, "3 clocks and a vase, paid in advance, nothing came yet"),
        ]

    # ------------------------------------------------------------------ promises

    @classmethod
    def _set_up_policies(cls):
        """Beside the shipped ones: a policy that decides alone, and one that refuses.

        Silence means something to everybody, and cheap items are kept.
        """
        reasons = {
            code: cls.env.ref(f"dropship_aftersales.reason_{code}").ids
            for code in ("changed_mind", "damaged")
        }
        cls.env["aftersales.policy"].create(
            [
                {
                    "name": "Vases are not taken back",
                    "sequence": 1,
                    "reason_ids": [Command.set(reasons["changed_mind"])],
                    "product_ids": [Command.set(cls.vase.ids)],
                    "effect": "refuse",
                    "refuses_alone": True,
                    "appeal_days": 5,
                },
                {
                    "name": "Used chairs are not taken back",
                    "sequence": 2,
                    "product_ids": [Command.set(cls.chair.ids)],
                    "for_used": True,
                    "effect": "refuse",
                },
                {
                    "name": "What arrived damaged is granted unseen",
                    "sequence": 3,
                    "reason_ids": [Command.set(reasons["damaged"])],
                    "auto_amount": 150.0,
                    "keep_amount": 60.0,
                    "remedy_ids": [
                        Command.create(
                            {"wish": "refund", "refund_percent": 90, "fee_percent": 5}
                        )
                    ],
                },
            ]
        )
