from odoo import models

NUMBERS = (
    ("aftersales.claim", "Claims", "CLM/%(range_year)s/"),
    ("aftersales.supplier.case", "Supplier Cases", "CASE/%(range_year)s/"),
)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _create_per_company_sequences(self):
        super()._create_per_company_sequences()
        self._create_aftersales_sequences()

    def _create_aftersales_sequences(self):
        """Give each company its own numbers of claims and cases, where missing."""
        codes = [code for code, *_rest in NUMBERS]
        known = set(
            self.env["ir.sequence"]
            .search([("code", "in", codes), ("company_id", "in", self.ids)])
            .mapped(lambda sequence: (sequence.code, sequence.company_id.id))
        )
        self.env["ir.sequence"].create(
            [
                {
                    "name": f"{name} ({company.name})",
                    "code": code,
                    "prefix": prefix,
                    "padding": 5,
                    "use_date_range": True,
                    "company_id": company.id,
                }
                for company in self
                for code, name, prefix in NUMBERS
                if (code, company.id) not in known
            ]
        )
