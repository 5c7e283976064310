"""Who may open a claim, an order's request form or a supplier's case, and how the
private pages are answered."""

from babel.dates import format_skeleton, format_time, get_datetime_format
from pytz import UTC, UnknownTimeZoneError, timezone

from odoo import SUPERUSER_ID
from odoo.exceptions import RedirectWarning, UserError
from odoo.http import request
from odoo.tools import consteq
from odoo.tools.misc import babel_locale_parse

MAX_ID = 2**31 - 1
TEXT_LIMIT = 2000
PRIVATE_HEADERS = {
    # The address may carry a token: no other site, cache or frame gets it.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "X-Robots-Tag": "noindex",
}


def open_document(model, document_id, access_token=None):
    """The document if the visitor may open it, by login or by its token.

    Whether it exists at all is not told to anybody else.

    :return: the record as system user in its company; empty when the visitor may not
    """
    documents = request.env[model].with_user(SUPERUSER_ID)
    if not 0 < document_id <= MAX_ID:
        return documents
    document_sudo = documents.browse(document_id).exists()
    if not document_sudo or not (
        _is_own(document_sudo) or _has_token(document_sudo, access_token)
    ):
        return documents
    if model != "sale.order" and not document_sudo._is_for_visitors():
        return documents
    return document_sudo.with_company(document_sudo.company_id)


def _is_own(document):
    user = request.env.user
    partner = document.partner_id.commercial_partner_id
    return bool(
        not user._is_public()
        and partner
        and partner == user.commercial_partner_id
        and document.company_id in user.company_ids
    )


def _has_token(document, access_token):
    return bool(
        access_token
        and document.access_token
        and consteq(document.access_token.encode(), str(access_token).encode())
    )


def visitor(document, owner):
    """Who acts on ``document`` now: ``(actor, author)``.

    :param str owner: the party the page is for, customer or supplier
    """
    user = request.env.user
    if user._is_public():
        return owner, document.partner_id
    # Of another company's agents a link makes visitors.
    if document.company_id in user.company_ids and user.has_group(
        "dropship_aftersales.group_agent_own"
    ):
        return "agent", user.partner_id
    return owner, user.partner_id


def check_request_rate(order):
    """Count the request that the visitor opens on ``order`` now.

    :raise UserError: he, or his internet address, opened too many
    """
    actor, _author = visitor(order, "customer")
    if actor == "customer":
        order.env["aftersales.claim"]._check_request_rate(
            order, request.httprequest.remote_addr
        )


def attempt(document, work):
    """Run ``work`` completely or not at all.

    :return: what went wrong, in words; empty when it worked
    """
    try:
        with document.env.cr.savepoint():
            work()
    except UserError as error:
        return str(error)
    except RedirectWarning:
        return request.env._("Something is not set up on our side. Please write to us.")
    return ""


def render_private(template, values, status=200):
    """A page that only its owner should see."""
    # Screen readers and our scripts need to know the language; without a website
    # nobody else says it.
    lang = (request.env.lang or "en_US").replace("_", "-")
    response = request.render(template, {"html_data": {"lang": lang}, **values})
    response.status_code = status
    response.headers.update(PRIVATE_HEADERS)
    return response


def render_denied():
    """One answer for wrong links, dead links and other people's documents."""
    return render_private(
        "dropship_aftersales.portal_denied", {"page_name": "aftersales"}, status=403
    )


def redirect_to(url, access_token=None, **query):
    """Show ``url`` after a post; the token stays, if there is one."""
    if access_token:
        query = {"access_token": access_token, **query}
    return request.redirect_query(url, query, code=303)


def clean_text(value, limit=TEXT_LIMIT):
    """Typed text without what the database cannot keep, not longer than ``limit``."""
    return str(value or "").replace("\x00", "").strip()[:limit]


def uploaded_files(name="evidence"):
    """``(name, bytes)`` of the files of the current post.

    Read from the start: a repeated transaction finds them read already.
    """
    files = []
    for upload in request.httprequest.files.getlist(name):
        if not upload.filename:
            continue
        upload.stream.seek(0)
        label = clean_text(upload.filename.replace("\\", "/").rsplit("/", 1)[-1], 200)
        files.append((label or request.env._("File"), upload.stream.read()))
    return files


def moment_formatter(company):
    """A function that writes a UTC datetime in the visitor's language and time zone."""
    zone, named = _visitor_zone(company)
    locale = babel_locale_parse(request.env.lang or "en_US")

    def moment(value, with_time=True):
        if not value:
            return ""
        local = UTC.localize(value).astimezone(zone)
        day = format_skeleton("yMMMEd", local, locale=locale)
        if not with_time:
            return day
        time = format_time(local, "short", locale=locale)
        pattern = str(get_datetime_format("medium", locale)).replace("'", "")
        text = pattern.replace("{0}", time).replace("{1}", day)
        return text if named else f"{text} ({local.tzname()})"

    return moment


def _visitor_zone(company):
    """``(time zone, whether it is known to be the visitor's own)``."""
    user = request.env.user
    own = not user._is_public() and user.tz
    # The shop's time zone is no secret, its contact data are.
    company_sudo = company.sudo()
    for name, known in (
        (own, True),
        (request.httprequest.cookies.get("tz"), True),
        (company_sudo.partner_id.tz, False),
    ):
        try:
            if name:
                return timezone(name), known
        except UnknownTimeZoneError:
            continue
    return UTC, False


def page_values(document_sudo, audience, access_token, error, **kw):
    """What the pages of claims and cases have in common.

    :param str audience: whose words the page speaks: customer or supplier
    :param str error: what is wrong with the form that was sent, in words
    :param kw: ``pid`` and ``hash`` of the conversation, ``typed`` values of the form
    """
    return {
        "object": document_sudo,
        "res_company": document_sudo.company_id,
        "move": document_sudo._next_move(audience),
        "steps": document_sudo._steps(audience),
        "moment": moment_formatter(document_sudo.company_id),
        "access_token": access_token,
        "token": access_token,
        "pid": kw.get("pid"),
        "hash": kw.get("hash"),
        "error": error,
        "typed": kw.get("typed") or {},
    }
