"""A second shop in the same database, with its own books."""

from contextlib import contextmanager

from odoo import Command
from odoo.tests import new_test_user


class CompaniesMixin:
    """Companies beside the one of ``ShopMixin``, and people who work in them."""

    @classmethod
    def _company(cls, name, chart=True, **vals):
        """A new company, with a chart of accounts of its own unless it is a branch."""
        # Odoo lets goods between companies pass a location of their own as soon as
        # whoever creates a company may work in several.
        cls.env.user.group_ids += cls.env.ref("base.group_multi_company")
        company = cls.env["res.company"].create({"name": name, **vals})
        company.sudo().aftersales_approval_limit = 0
        if company.parent_id:
            # A branch gets its part of the chart when its creation is committed.
            cls.env.cr.precommit.run()
        elif chart:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company=company, install_demo=False
            )
        return company

    @classmethod
    def _agent_of(cls, companies, login, group="group_agent", **vals):
        """An agent who is allowed in ``companies`` and works in the first."""
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,dropship_aftersales.{group}",
            company_id=companies[0].id,
            company_ids=[Command.set([company.id for company in companies])],
            **vals,
        )

    @classmethod
    @contextmanager
    def _working_in(cls, *companies):
        """What is made inside is made in the first company, with the others ticked."""
        outside = cls.env
        ids = [company.id for company in companies]
        cls.env = outside(context={**outside.context, "allowed_company_ids": ids})
        try:
            yield
        finally:
            cls.env = outside

    @classmethod
    def _billed_in(cls, company, quantity=3, product=None):
        """An order of ``company``, delivered, invoiced and billed there."""
        with cls._working_in(company):
            product = (product or cls.lamp).with_env(cls.env)
            # A price of the supplier's is the one company's that wrote it down.
            product.seller_ids.sudo().company_id = False
            order = cls._delivered((product, quantity))
            cls._invoice(order)
            cls._bill(order)
        return order.with_env(cls.env)

    def _as(self, user, records, *companies):
        """``records`` as ``user`` sees them with ``companies`` ticked."""
        ids = [company.id for company in companies or user.company_ids]
        return records.with_env(
            self.env(user=user, context={"allowed_company_ids": ids}, su=False)
        )
