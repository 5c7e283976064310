"""What a row of the table of screens says."""

from __future__ import annotations

from dataclasses import dataclass

# Width, height and whether it is a touch screen.
SIZES = {"wide": (1366, 860, False), "phone": (390, 844, True)}


@dataclass(frozen=True)
class Step:
    """Something to do on the page before it is photographed.

    :param act: ``click`` the first visible match, ``type`` into it, ``wait`` for it,
        or ``press`` a key
    :param selector: CSS; for ``press`` the key
    :param text: what the match begins with when clicked, or what is typed
    """

    act: str
    selector: str
    text: str = ""


def click(selector: str, text: str = "") -> Step:
    return Step("click", selector, text)


def type_into(selector: str, text: str) -> Step:
    return Step("type", selector, text)


def wait_for(selector: str) -> Step:
    return Step("wait", selector)


@dataclass(frozen=True)
class Screen:
    """One screen; its pictures are ``<name>.png`` and ``<name>-phone.png``.

    :param user: login, which is the password too; empty for a private link
    :param path: below the server; ``{claim_sole}`` and the like are record ids of the
        demo data, ``{token_claim_sole}`` the token of its private link
    :param ready: CSS of what must be there before anything is done
    :param whole: the whole page, not only what a window shows
    """

    name: str
    user: str
    path: str
    ready: str = "main"
    steps: tuple[Step, ...] = ()
    whole: bool = False
    sizes: tuple[str, ...] = ("wide", "phone")

    def file_name(self, size: str) -> str:
        return f"{self.name}.png" if size == "wide" else f"{self.name}-{size}.png"
