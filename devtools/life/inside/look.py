"""Look at all claims as their agents, customers and suppliers would."""

from __future__ import annotations

from typing import Any


def run(env: Any, balanced: Any = None) -> None:
    """Print what was found in order.

    :param balanced: the claims whose books are checked, all by default
    :raise AssertionError: something of it is not
    """
    claims = env["aftersales.claim"].search([])
    balanced = claims if balanced is None else balanced
    _balance(env, balanced)
    files = _read_files(env)
    pages = _open_pages(env, [*claims, *claims.case_ids])
    print(
        f"FOUND {len(balanced)} claims balance, {pages} pages open, {files} files read"
    )


def _balance(env: Any, claims: Any) -> None:
    from unittest import TestCase

    class Books(_checker(env), TestCase):  # type: ignore[misc]
        pass

    books = Books()
    books.env = env
    books.assertBooksBalance(claims)


def _checker(env: Any) -> Any:
    """Of the addons that are installed."""
    if "dropship_aftersales_mrp" in env.registry._init_modules:
        from odoo.addons.dropship_aftersales_mrp.tests import kits_common

        return kits_common.KitBooksMixin
    from odoo.addons.dropship_aftersales.tests import books

    return books.BooksMixin


def _read_files(env: Any) -> int:
    """The evidence is in the file store, byte for byte."""
    evidence = env["aftersales.evidence"].search([])
    # Fields' own files are found only when asked for.
    files = env["ir.attachment"].search(
        [("res_model", "=", evidence._name), ("res_field", "!=", False)]
    )
    for file in files:
        content = file.raw
        assert content, f"The file of {file.res_model},{file.res_id} is gone."
        assert file._compute_checksum(content) == file.checksum, file.store_fname
    assert files, "There is no evidence to read."
    return len(files)


def _open_pages(env: Any, documents: list[Any]) -> int:
    """By the private links that were sent out."""
    from werkzeug.test import Client

    from odoo.http import root

    shown = [document for document in documents if document._is_for_visitors()]
    paths = {document: document.get_portal_url() for document in shown}
    names = {document: document.name for document in shown}
    # What was written so far is nobody else's to see; pages have cursors of their own.
    env.cr.commit()
    visitor = Client(root)
    for document, path in paths.items():
        response = visitor.get(path, base_url="http://localhost")
        text = response.get_data(as_text=True)
        name = names[document]
        assert response.status_code == 200, f"{name}: {path} answers {response.status}"
        assert name in text, f"{name}: its page does not name it"
    assert shown, "There is no page to open."
    return len(shown)
