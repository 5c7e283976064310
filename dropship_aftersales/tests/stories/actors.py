"""Who takes part in a story, and what the routes let each of them do.

Written down here once more, apart from the engine: this is what it is held against.
"""

from dataclasses import dataclass

CLAIM, CASE, REMEDY = (
    "aftersales.claim",
    "aftersales.supplier.case",
    "aftersales.remedy",
)
# Whose verbs each party may take: an agent answers the phone for the others.
TAKES = {
    "customer": {"customer"},
    "supplier": {"supplier"},
    "agent": {"customer", "supplier", "agent"},
    "manager": {"customer", "supplier", "agent", "manager"},
    "system": {"system"},
}


@dataclass(frozen=True)
class Actor:
    """Somebody who tries something.

    :param name: what sentences call him
    :param login: the key of his user in ``world.people``; empty for the system and for
        whoever holds the private link of a document
    """

    name: str
    login: str = ""

    def __str__(self):
        return self.name


CUSTOMER = Actor("The customer", "customer")
STRANGER = Actor("Another customer", "stranger")
SUPPLIER = Actor("Sam Supplier", "supplier")
OTHER_SUPPLIER = Actor("Otto, the other supplier,", "other_supplier")
AGENT = Actor("The agent", "agent")
MANAGER = Actor("The manager", "manager")
FOREIGN_AGENT = Actor("A manager of another company", "foreign_agent")
ANONYMOUS = Actor("Somebody who is not signed in", "anonymous")
LINK = Actor("The holder of the private link")
SYSTEM = Actor("The system")

PEOPLE = (
    AGENT,
    CUSTOMER,
    SUPPLIER,
    MANAGER,
    OTHER_SUPPLIER,
    STRANGER,
    FOREIGN_AGENT,
    ANONYMOUS,
)
AGENTS = (AGENT, MANAGER)


def party(actor, document, world):
    """What ``actor`` is for ``document``; None if it is none of his business."""
    if actor == SYSTEM:
        return "system"
    if actor in AGENTS:
        return actor.login
    if document._name == CLAIM:
        return "customer" if actor in (CUSTOMER, LINK) else None
    if document._name == CASE and document.state != "draft":
        if actor == LINK:
            return "supplier"
        if actor.login and document.sudo().partner_id == _partner(actor, world):
            return "supplier"
    return None


def _partner(actor, world):
    return world.people[actor.login].partner_id


def may_take(actor, verb, document, world):
    """Whether ``verb`` of ``document`` is this actor's at all, and now.

    Conditions beyond the routes may still refuse it.
    """
    route = document._routes[verb]
    found = party(actor, document, world)
    if found is None or document.state not in route.sources:
        return False
    if found == "system":
        return True
    if document.state in route.manager_sources and found != "manager":
        return False
    return bool(TAKES[found] & set(route.actors))
