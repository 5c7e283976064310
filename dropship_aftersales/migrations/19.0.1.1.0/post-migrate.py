def migrate(cr, version):
    """Drop an index whose work an index for lists does since."""
    cr.execute(
        "DROP INDEX IF EXISTS aftersales_supplier_case__commercial_partner_id_index"
    )
