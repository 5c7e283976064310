"""What runs inside Odoo, with its environment ``env``, to look after the addons."""
