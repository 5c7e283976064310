"""The addon's addresses, as Odoo's router knows them, and who may open which."""

import re
from dataclasses import dataclass, field

PARAMETER = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
OURS = "odoo.addons.dropship_aftersales."
# Odoo's own pages, which we add to.
NATIVE = ("/my", "/my/home")


def routes(env):
    """``(method, address, endpoint)`` of every address we answer.

    The name of an address' first number says whose it is, not what the method calls
    it.
    """
    found = []
    rules = env["ir.http"]._generate_routing_rules(
        sorted(env.registry._init_modules),
        converters=env["ir.http"]._get_converters(),
    )
    for url, endpoint in rules:
        if url in NATIVE or not endpoint.func.__module__.startswith(OURS):
            continue
        url = PARAMETER.sub(r"<\1>", url).replace("document_id", "x_id")
        for owner in ("claim", "case", "order"):
            url = re.sub(rf"(?<=/{owner}s/)<\w+>", f"<{owner}_id>", url)
        methods = endpoint.routing["methods"] or ["GET", "POST"]
        if endpoint.routing["type"] == "jsonrpc":
            methods = ["JSON"]
        found += [(method, url, endpoint) for method in methods]
    return found


@dataclass(frozen=True)
class Door:
    """Who may open an address, and what he sends to see it work.

    :param owner: ``claim``, ``draft`` (a request the customer is writing), ``order``
        and ``code`` are the customer's, ``case`` is the supplier's; all of them open
        by login and by their own token. ``list`` shows every signed-in person his own;
        ``back`` leads anybody from the address of a form to its page, and ``anybody``
        is answered alike.
    """

    owner: str
    data: dict = field(default_factory=dict)


DOORS = {
    ("GET", "/c/<code>"): Door("code"),
    ("GET", "/my/link"): Door("anybody"),
    ("POST", "/my/link"): Door("anybody", {"email": "nobody"}),
    # ------------------------------------------------------------------ a new request
    ("GET", "/my/orders/<order_id>/claim"): Door("order"),
    ("POST", "/my/orders/<order_id>/claim"): Door("order"),
    ("JSON", "/my/orders/<order_id>/claim/quote"): Door("order", {"typed": {}}),
    ("GET", "/my/claims/<claim_id>/items"): Door("draft"),
    ("POST", "/my/claims/<claim_id>/items"): Door("draft"),
    ("JSON", "/my/claims/<claim_id>/items/quote"): Door("draft", {"typed": {}}),
    ("GET", "/my/claims/<claim_id>/details"): Door("draft"),
    ("POST", "/my/claims/<claim_id>/details"): Door("draft"),
    ("GET", "/my/claims/<claim_id>/check"): Door("draft"),
    ("POST", "/my/claims/<claim_id>/check"): Door("draft"),
    ("POST", "/my/claims/<claim_id>/delete"): Door("draft"),
    # ------------------------------------------------------------------ the customer
    ("GET", "/my/claims"): Door("list"),
    ("GET", "/my/claims/page/<page>"): Door("list"),
    ("GET", "/my/claims/<claim_id>"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/again"): Door("back"),
    ("POST", "/my/claims/<claim_id>/again"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/delete"): Door("back"),
    ("GET", "/my/claims/<claim_id>/do"): Door("back"),
    ("POST", "/my/claims/<claim_id>/do"): Door("claim", {"verb": "cancel"}),
    ("GET", "/my/claims/<claim_id>/accept"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/counter"): Door("back"),
    ("POST", "/my/claims/<claim_id>/counter"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/parcel"): Door("back"),
    ("POST", "/my/claims/<claim_id>/parcel"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/evidence"): Door("back"),
    ("POST", "/my/claims/<claim_id>/evidence"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/evidence/<evidence_id>"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/evidence/<evidence_id>/<size>"): Door("claim"),
    ("POST", "/my/claims/<claim_id>/files"): Door("claim"),
    ("POST", "/my/claims/<claim_id>/files/<evidence_id>/remove"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/withdraw"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/refunds/<refund_id>"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/slip"): Door("claim"),
    ("GET", "/my/claims/<claim_id>/slip.pdf"): Door("claim"),
    # ------------------------------------------------------------------ the supplier
    ("GET", "/my/cases"): Door("list"),
    ("GET", "/my/cases/page/<page>"): Door("list"),
    ("GET", "/my/cases/scan"): Door("list"),
    ("GET", "/my/cases/check"): Door("list"),
    ("POST", "/my/cases/check"): Door("list", {"action": "accept"}),
    ("GET", "/my/cases/done"): Door("list"),
    ("POST", "/my/cases/done"): Door("list", {"action": "accept"}),
    ("GET", "/my/cases/<case_id>"): Door("case"),
    ("GET", "/my/cases/<case_id>/answer"): Door("back"),
    ("POST", "/my/cases/<case_id>/answer"): Door("case"),
    ("JSON", "/my/cases/<case_id>/answer/outlook"): Door("case", {"typed": {}}),
    ("GET", "/my/cases/<case_id>/parcel"): Door("back"),
    ("POST", "/my/cases/<case_id>/parcel"): Door("case"),
    ("GET", "/my/cases/<case_id>/parcel/files"): Door("back"),
    ("POST", "/my/cases/<case_id>/parcel/files"): Door("case"),
    ("POST", "/my/cases/<case_id>/parcel/files/<evidence_id>/remove"): Door("case"),
    ("GET", "/my/cases/<case_id>/receipt"): Door("back"),
    ("POST", "/my/cases/<case_id>/receipt"): Door("case"),
    ("JSON", "/my/cases/<case_id>/receipt/outlook"): Door("case", {"typed": {}}),
    ("GET", "/my/cases/<case_id>/reference"): Door("back"),
    ("POST", "/my/cases/<case_id>/reference"): Door("case"),
    ("GET", "/my/cases/<case_id>/evidence/<evidence_id>"): Door("case"),
    ("GET", "/my/cases/<case_id>/evidence/<evidence_id>/<size>"): Door("case"),
    ("GET", "/my/cases/<case_id>/files"): Door("back"),
    ("POST", "/my/cases/<case_id>/files"): Door("case"),
    ("POST", "/my/cases/<case_id>/files/<evidence_id>/remove"): Door("case"),
    ("POST", "/my/cases/<case_id>/lines/<line_id>/files"): Door("case"),
    ("POST", "/my/cases/<case_id>/lines/<line_id>/files/<evidence_id>/remove"): Door(
        "case"
    ),
}
