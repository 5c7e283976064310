"""A parcel that came after the case was over, as its supplier reports it."""

from odoo import http

from .portal_access import clean_text, open_document, uploaded_files, visitor
from .portal_files import take_files
from .supplier_case_page import MODEL, SupplierCasePage, case_post


def keep_parcel_files(case_sudo, _verb):
    """Photos sent with the report, without JavaScript."""
    if files := uploaded_files("file"):
        case_sudo._add_late_parcel_files(files, source="supplier")


class SupplierLateParcel(SupplierCasePage):
    @case_post("parcel", keep=keep_parcel_files)
    def case_late_parcel(self, case_sudo, /, note="", **_kw):
        actor, author = visitor(case_sudo, "supplier")
        case_sudo._report_late_parcel(clean_text(note), actor, author)
        return "parcel"

    @http.route(
        "/my/cases/<int:case_id>/parcel/files",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_late_parcel_file(self, case_id, access_token=None, **_kw):
        case_sudo = open_document(MODEL, case_id, access_token)
        return take_files(
            case_sudo,
            access_token,
            lambda files: case_sudo._add_late_parcel_files(files, source="supplier"),
            back=case_sudo and case_sudo.access_url,
        )
