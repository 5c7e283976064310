"""What claims take out of what Odoo invoices."""
