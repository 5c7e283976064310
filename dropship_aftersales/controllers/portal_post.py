"""Forms on the pages of claims and cases: open the document, do it, say so."""

from odoo import http

from .portal_access import (
    attempt,
    clean_text,
    open_document,
    redirect_to,
    render_denied,
)


def document_post(model, url, show, keep=None):
    """Make a method the answer to a form on the page of a claim or case.

    The method is called with the document, as system user, and with what was posted::

        @document_post("aftersales.claim", "/my/claims/<int:document_id>/x", "_show")
        def claim_x(self, claim_sudo, /, note="", **_kw):
            claim_sudo._do_x(clean_text(note))
            return "x"

    It returns the key of the words that thank for it, which go into the address, or
    nothing when no form of ours posts this. It raises ``UserError`` with what is wrong:
    nothing of its work remains then, and the page comes again with what was typed.

    :param str url: route with ``<int:document_id>``
    :param str show: the controller's method that renders the page; called with the
        document and the access token, ``error`` and ``typed``
    :param keep: called first with the document and the ``verb`` that was posted; its
        work stays whatever is wrong with the form: uploads
    """

    def decorate(work):
        def answer(self, document_id, access_token=None, **posted):
            document_sudo = open_document(model, document_id, access_token)
            if not document_sudo:
                return render_denied()
            done, error = [], ""
            if keep:
                error = attempt(
                    document_sudo, lambda: keep(document_sudo, posted.get("verb"))
                )
            error = error or attempt(
                document_sudo,
                lambda: done.append(work(self, document_sudo, **posted)),
            )
            if error:
                typed = {
                    name: clean_text(value)
                    for name, value in posted.items()
                    if isinstance(value, str)
                }
                return getattr(self, show)(
                    document_sudo, access_token, error=error, typed=typed
                )
            if not done[0]:
                return render_denied()
            return redirect_to(document_sudo.access_url, access_token, done=done[0])

        answer.__name__, answer.__doc__ = work.__name__, work.__doc__
        answer.__module__ = work.__module__
        return http.route(
            url, type="http", auth="public", website=True, methods=["POST"]
        )(answer)

    return decorate
