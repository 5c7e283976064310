def migrate(cr, version):
    """Suppliers who disagreed before they could propose a share bear nothing by their
    own opinion."""
    cr.execute(
        "UPDATE aftersales_supplier_case SET answer = 'dispute' "
        "WHERE state = 'disputed' AND answer IS NULL"
    )
