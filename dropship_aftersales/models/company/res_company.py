from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _create_per_company_picking_types(self):
        super()._create_per_company_picking_types()
        self._aftersales_return_types()

    def _aftersales_return_types(self):
        """The operation type *Dropship Returns* of each company, created where missing.

        :return: {company: stock.picking.type}
        """
        # Whoever starts a return needs no rights on the settings of the warehouse.
        companies_sudo = self.sudo()
        types_sudo = companies_sudo.env["stock.picking.type"].search(
            [("company_id", "in", self.ids), ("is_aftersales_return", "=", True)]
        )
        missing_sudo = companies_sudo - types_sudo.company_id
        if missing_sudo:
            types_sudo |= missing_sudo._create_aftersales_return_types()
        found = {}
        for picking_type in types_sudo:
            found.setdefault(picking_type.company_id.id, picking_type)
        return {company: found[company.id] for company in self}

    def _create_aftersales_return_types(self):
        """Create the types and let the returns of dropship deliveries use them.

        A type that was left behind when the addon was removed is taken up again: its
        numbers go on.
        """
        sequences = self._aftersales_return_sequences()
        picking_types = (
            self.env["stock.picking.type"]
            .with_context(active_test=False)
            .search([("sequence_id", "in", sequences.ids)])
        )
        picking_types.write({"active": True, "is_aftersales_return": True})
        picking_types |= self.env["stock.picking.type"].create(
            [
                self._prepare_aftersales_return_type_vals(sequence.company_id, sequence)
                for sequence in sequences - picking_types.sequence_id
            ]
        )
        for picking_type in self._aftersales_dropship_types():
            if not picking_type.return_picking_type_id:
                picking_type.return_picking_type_id = picking_types.filtered(
                    lambda returns, company=picking_type.company_id: (
                        returns.company_id == company
                    )
                )
        return picking_types

    def _aftersales_return_sequences(self):
        """The numbers of returns to suppliers, one sequence a company."""
        sequences = self.env["ir.sequence"].search(
            [
                ("code", "=", "stock.dropshipping.return"),
                ("company_id", "in", self.ids),
            ]
        )
        return sequences | self.env["ir.sequence"].create(
            [
                {
                    "name": f"Dropship Returns ({company.name})",
                    "code": "stock.dropshipping.return",
                    "company_id": company.id,
                    "prefix": "DSR/",
                    "padding": 5,
                }
                for company in self - sequences.company_id
            ]
        )

    @api.model
    def _prepare_aftersales_return_type_vals(self, company, sequence):
        return {
            "name": self.env._("Dropship Returns"),
            "is_aftersales_return": True,
            "company_id": company.id,
            "warehouse_id": False,
            "code": "dropship",
            "sequence_id": sequence.id,
            "sequence_code": "DSR",
            # After the type of the deliveries wherever both are found.
            "sequence": 100,
            "default_location_src_id": self.env.ref(
                "stock.stock_location_customers"
            ).id,
            "default_location_dest_id": self.env.ref(
                "stock.stock_location_suppliers"
            ).id,
            "use_create_lots": False,
            "use_existing_lots": True,
        }

    def _aftersales_dropship_types(self):
        return self.env["stock.picking.type"].search(
            [
                ("company_id", "in", self.ids),
                ("code", "=", "dropship"),
                ("default_location_src_id.usage", "=", "supplier"),
                ("default_location_dest_id.usage", "=", "customer"),
            ]
        )
