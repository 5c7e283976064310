"""Sale orders, purchases and invoices, as claims see them."""
