"""The page of one case, by login or by the link of a mail, and its forms."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.evidence.evidence import MAX_FILES
from .case_answer_form import NOT_YES, AnswerForm, answer_values
from .case_receipt_form import ReceiptForm
from .portal_access import (
    MAX_ID,
    clean_text,
    open_document,
    page_values,
    redirect_to,
    render_denied,
    render_private,
    uploaded_files,
    visitor,
)
from .portal_files import drop_file, take_files
from .portal_post import document_post

REFERENCE_LIMIT = 64
MODEL = "aftersales.supplier.case"


def case_post(form, keep=None):
    """A form on the case's page, see :func:`document_post`."""
    return document_post(
        MODEL, f"/my/cases/<int:document_id>/{form}", "_render_case", keep=keep
    )


def keep_answer_files(case_sudo, verb):
    """Files sent with the answer, without JavaScript."""
    files = uploaded_files("file")
    if files and verb in NOT_YES and case_sudo.state in ("asked", "disputed"):
        case_sudo._add_case_evidence(files, source="supplier")


def keep_receipt_files(case_sudo, verb):
    """Photos sent with the receipt, without JavaScript: each with its item."""
    for line_sudo in case_sudo.line_ids.filtered("awaits_goods"):
        if files := uploaded_files(f"file_{line_sudo.id}"):
            case_sudo._add_case_evidence(files, source="supplier", line=line_sudo)


def sister_case(case_id):
    """The case, if the visitor works for the sister company that it asks; else none."""
    cases_sudo = request.env[MODEL].sudo()
    user = request.env.user
    if user._is_public() or not 0 < case_id <= MAX_ID:
        return cases_sudo
    case_sudo = cases_sudo.browse(case_id).exists()
    is_hers = (
        case_sudo and case_sudo._is_for_visitors() and case_sudo._is_of_sister(user)
    )
    return case_sudo if is_hers else cases_sudo


class SupplierCasePage(http.Controller):
    @http.route(
        "/my/cases/<int:case_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_page(self, case_id, access_token=None, done=None, receipt=None, **kw):
        # Nothing of the address but this becomes part of the page.
        thread = {"pid": kw.get("pid"), "hash": kw.get("hash")}
        case_sudo = open_document(MODEL, case_id, access_token)
        if not case_sudo:
            case_sudo = sister_case(case_id)
            if not case_sudo:
                return render_denied()
            # Her people have no rights in our company: the forms need the link.
            return redirect_to(
                case_sudo.access_url,
                case_sudo.access_token,
                **({"receipt": "1"} if receipt else {}),
            )
        typed = {"receipt": "1"} if receipt else {}
        return self._render_case(
            case_sudo, access_token, done=done, typed=typed, **thread
        )

    @http.route(
        [
            "/my/cases/<int:case_id>/answer",
            "/my/cases/<int:case_id>/receipt",
            "/my/cases/<int:case_id>/reference",
            "/my/cases/<int:case_id>/files",
            "/my/cases/<int:case_id>/parcel",
            "/my/cases/<int:case_id>/parcel/files",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_back(self, case_id, access_token=None, **_kw):
        """Where the reload of an answered form leads: to the page itself."""
        return redirect_to(f"/my/cases/{case_id}", access_token)

    def _render_case(self, case_sudo, access_token, error="", done=None, **kw):
        outcome = case_sudo.line_ids._fields["outcome"]
        values = page_values(case_sudo, "supplier", access_token, error, **kw)
        receipt_typed = None
        if error and "receipt" in values["typed"]:
            receipt_typed = request.httprequest.form
        form = ReceiptForm(case_sudo, receipt_typed)
        outlook = ReceiptForm(case_sudo, receipt_typed).outlook()
        values |= {
            "page_name": "aftersales_case",
            "case": case_sudo,
            "outcomes": outcome._description_selection(request.env),
            "receipt": form,
            "outlook": outlook,
            "done": self._done_words().get(done),
            "max_files": MAX_FILES,
            "own_files": case_sudo._portal_files(access_token),
            "late_files": case_sudo._late_parcel_files(access_token),
        }
        if case_sudo.state in ("asked", "disputed"):
            values |= answer_values(case_sudo, values["typed"])
        return render_private("dropship_aftersales.portal_case", values)

    def _done_words(self):
        """What is said after a form was taken, by the key in the address."""
        return {
            "accept": request.env._("Thank you. We have your answer."),
            "dispute": request.env._(
                "We have your answer. We decide and write to you here."
            ),
            "partly": request.env._(
                "We have your proposal. We decide and write to you here."
            ),
            "propose": request.env._(
                "We have your proposal. We decide and write to you here."
            ),
            "parcel": request.env._(
                "Thank you. Keep the parcel; we write to you what happens with it."
            ),
            "receipt": request.env._("Thank you. We know now what arrived."),
            "reference": request.env._(
                "Thank you. We have the number of your credit note."
            ),
        }

    # ------------------------------------------------------------------ forms

    @case_post("answer", keep=keep_answer_files)
    def case_answer(
        self, case_sudo, /, verb="", reason="", proposal="", seen="", **_kw
    ):
        if not verb:
            raise UserError(request.env._("Choose your answer: yes or no."))
        form = AnswerForm(case_sudo, request.httprequest.form)
        if verb not in ("accept", *NOT_YES) or form.is_foreign():
            return None
        shares = form.shares() if verb == "partly" else {}
        reason = clean_text(reason)
        if case_sudo._same_answer(verb, reason, shares, proposal):
            # The second of two clicks.
            return verb
        actor, author = visitor(case_sudo, "supplier")
        if case_sudo.state in ("asked", "disputed"):
            case_sudo._check_opinion(verb, reason, shares, proposal)
            if actor == "supplier":
                case_sudo._check_answer_shown(verb)
        seen_sudo = None
        if verb != "accept":
            # A page that is out of date changes nothing.
            seen_sudo = case_sudo._last_answer().filtered(lambda o: str(o.id) == seen)
        case_sudo._give_opinion(
            *(verb, actor, author, reason, shares, proposal), seen=seen_sudo
        )
        return verb

    @http.route(
        "/my/cases/<int:case_id>/answer/outlook",
        type="jsonrpc",
        auth="public",
        website=True,
        readonly=True,
    )
    def case_answer_outlook(self, case_id, typed=None, access_token=None):
        """What the shares as typed would cost; the answer itself is read anew."""
        case_sudo = open_document(MODEL, case_id, access_token)
        if not case_sudo or not isinstance(typed, dict):
            return {"sentence": ""}
        return {"sentence": AnswerForm(case_sudo, typed).outlook()}

    @case_post("receipt", keep=keep_receipt_files)
    def case_receipt(self, case_sudo, /, complete="", **_kw):
        actor, author = visitor(case_sudo, "supplier")
        form = ReceiptForm(case_sudo, request.httprequest.form)
        report = form.parse()
        if complete and case_sudo._expects_goods():
            form.errors, report = [], case_sudo._complete_receipt()
        if form.errors:
            raise UserError(form.errors[0][1])
        if actor == "supplier" and not complete:
            case_sudo._check_receipt_shown(report)
        case_sudo._acknowledge(report, actor, author)
        return "receipt"

    @case_post("reference")
    def case_reference(self, case_sudo, /, reference="", **_kw):
        reference = clean_text(reference, REFERENCE_LIMIT)
        if not reference:
            raise UserError(request.env._("Enter the number of your credit note."))
        if case_sudo.supplier_reference != reference:
            if not case_sudo._may_enter_reference():
                raise UserError(
                    request.env._(
                        "A credit note is not expected now. Write to us if this is "
                        "wrong."
                    )
                )
            case_sudo.write({"supplier_reference": reference})
        return "reference"

    @http.route(
        "/my/cases/<int:case_id>/receipt/outlook",
        type="jsonrpc",
        auth="public",
        website=True,
        readonly=True,
    )
    def case_outlook(self, case_id, typed=None, access_token=None):
        """What the receipt as typed would lead to; the confirmed one is read anew."""
        case_sudo = open_document(MODEL, case_id, access_token)
        if not case_sudo or not isinstance(typed, dict):
            return {"sentences": []}
        return {"sentences": ReceiptForm(case_sudo, typed).outlook()}

    # ------------------------------------------------------------------ files

    @http.route(
        [
            "/my/cases/<int:case_id>/files",
            "/my/cases/<int:case_id>/lines/<int:line_id>/files",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_file_add(self, case_id, line_id=0, access_token=None, **_kw):
        case_sudo = open_document(MODEL, case_id, access_token)
        line_sudo = case_sudo.line_ids.filtered(lambda line: line.id == line_id)
        if line_id and not line_sudo:
            case_sudo = case_sudo.browse()
        return take_files(
            case_sudo,
            access_token,
            lambda files: case_sudo._add_case_evidence(files, "supplier", line_sudo),
            back=case_sudo and case_sudo.access_url,
        )

    @http.route(
        [
            "/my/cases/<int:case_id>/files/<int:evidence_id>/remove",
            "/my/cases/<int:case_id>/parcel/files/<int:evidence_id>/remove",
            "/my/cases/<int:case_id>/lines/<int:line_id>/files/<int:evidence_id>/remove",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_file_remove(
        self, case_id, evidence_id, line_id=0, access_token=None, **_kw
    ):
        case_sudo = open_document(MODEL, case_id, access_token)
        removable_sudo = case_sudo._removable_evidence().filtered(
            lambda evidence: (
                evidence.id == evidence_id
                and evidence.case_line_id.id in (line_id, False)
            )
        )
        return drop_file(
            case_sudo,
            access_token,
            removable_sudo,
            back=case_sudo and case_sudo.access_url,
        )
