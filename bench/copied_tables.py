"""What belongs to a case in the database, and what each copy of it has of its own."""

from __future__ import annotations

# Documents and their parts. Messages of other documents are left out: nobody opens
# them here.
TABLES = {
    "sale_order": "",
    "sale_order_line": "",
    "purchase_order": "",
    "purchase_order_line": "",
    "stock_reference": "",
    "stock_picking": "",
    "stock_move": "",
    "stock_move_line": "",
    "account_move": "",
    "account_move_line": "",
    "account_partial_reconcile": "",
    "account_full_reconcile": "",
    "aftersales_claim": "",
    "aftersales_claim_line": "",
    "aftersales_remedy": "",
    "aftersales_supplier_case": "",
    "aftersales_supplier_case_line": "",
    "aftersales_cost": "",
    "aftersales_evidence_request": "",
    "aftersales_evidence_piece": "",
    "aftersales_evidence": "",
    "aftersales_offer": "",
    "aftersales_case_opinion": "",
    "aftersales_clock": "",
    "aftersales_notification_log": "",
    "ir_attachment": "starts_with(t.res_model, 'aftersales.')",
    "mail_activity": "starts_with(t.res_model, 'aftersales.')",
    "mail_followers": "starts_with(t.res_model, 'aftersales.')",
    "mail_message": "starts_with(t.model, 'aftersales.')",
    "mail_notification": "",
    "mail_tracking_value": "",
}
# Where a row says in two columns what it belongs to.
BELONGS = {
    "aftersales_clock": "res_model",
    "ir_attachment": "res_model",
    "mail_activity": "res_model",
    "mail_followers": "res_model",
    "mail_message": "model",
}
# What Odoo and we throw away after half a year.
PURGED = ("aftersales_notification_log", "mail_notification")
PURGED_AFTER = 180
# Numbers and secrets that no two rows share; ``id`` is the new row's.
OWN_VALUES = {
    ("sale_order", "name"): "'S' || lpad({id}::text, 8, '0')",
    ("sale_order", "access_token"): "gen_random_uuid()::text",
    ("purchase_order", "name"): "'P' || lpad({id}::text, 8, '0')",
    ("stock_reference", "name"): "t.name || '-' || {id}",
    ("stock_picking", "name"): "t.name || '-' || {id}",
    ("account_move", "name"): "t.sequence_prefix || lpad({id}::text, 8, '0')",
    ("account_move", "sequence_number"): "{id}",
    ("account_move", "access_token"): "gen_random_uuid()::text",
    ("aftersales_claim", "name"): "'CLM/' || {year} || '/' || lpad({id}::text, 7, '0')",
    ("aftersales_claim", "access_token"): "gen_random_uuid()::text",
    ("aftersales_claim", "short_code"): "left(md5('claim' || {id}), 11)",
    ("aftersales_claim", "external_ref"): "'WEB-' || lpad({id}::text, 9, '0')",
    ("aftersales_supplier_case", "name"): "'SC' || lpad({id}::text, 7, '0')",
    ("aftersales_supplier_case", "access_token"): "gen_random_uuid()::text",
    ("aftersales_supplier_case", "short_code"): "left(md5('case' || {id}), 11)",
    ("aftersales_notification_log", "event_key"): (
        "CASE WHEN {case_id} IS NULL THEN 'claim,' || {claim_id}"
        " ELSE 'supplier.case,' || {case_id} END || ':' || md5({id}::text)"
    ),
    ("mail_message", "message_id"): "'<' || {id} || '@bench>'",
}
# Which shared records differ from copy to copy: by the column of ``bench_copy``.
PARTIES = {
    "res_partner": ("customer", "supplier", "other_supplier"),
    "res_users": ("agent",),
    "product_product": ("product", "other_product"),
}
