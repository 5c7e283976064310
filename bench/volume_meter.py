"""Measures one screen in a database that others are compared with."""

from __future__ import annotations

import threading
import time
import types
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from werkzeug.serving import make_server

import odoo.http
from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.service import security

from bench.volume_screens import Screen


@dataclass
class Volume:
    """A database, and who is signed in to its portal."""

    database: str
    sessions: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def run(self, screen: Screen, port: int) -> tuple[float, int]:
        """Milliseconds and queries of one time; nothing of it stays."""
        threading.current_thread().dbname = self.database  # type: ignore[attr-defined]
        if screen.is_page:
            return self._fetch(screen, port)
        with Registry(self.database).cursor() as cr:
            # Jobs commit what they have done so far: here all of it is taken back.
            cr.commit = types.MethodType(lambda cursor: cursor.flush(), cr)
            env = api.Environment(cr, self._uid(cr, screen.login), {})
            companies = env.user.company_ids.ids
            work = screen.work(env(context={"allowed_company_ids": companies}))
            env.flush_all()
            env.invalidate_all()
            queries, began = cr.sql_log_count, time.perf_counter()
            work()
            spent = time.perf_counter() - began
            count = cr.sql_log_count - queries
            cr.rollback()
        return spent * 1000, count

    def _uid(self, cr: Any, login: str) -> Any:
        cr.execute("SELECT id FROM res_users WHERE login = %s", (login,))
        return cr.fetchone()[0]

    # ------------------------------------------------------------------ pages

    def _fetch(self, screen: Screen, port: int) -> tuple[float, int]:
        if screen.name not in self.addresses:
            self._sign_in(screen)
        connection = HTTPConnection("127.0.0.1", port)
        headers = {"Cookie": f"session_id={self.sessions[screen.login]}"}
        queries, began = sql_db.sql_counter, time.perf_counter()
        connection.request("GET", self.addresses[screen.name], headers=headers)
        answer = connection.getresponse()
        answer.read()
        spent = time.perf_counter() - began
        count = sql_db.sql_counter - queries
        connection.close()
        assert answer.status == 200, f"{screen.name}: {answer.status}"
        return spent * 1000, count

    def _sign_in(self, screen: Screen) -> None:
        store = odoo.http.root.session_store
        with Registry(self.database).cursor() as cr:
            uid = self._uid(cr, screen.login)
            self.addresses[screen.name] = screen.work(
                api.Environment(cr, SUPERUSER_ID, {})
            )
            session = store.new()
            session.update(odoo.http.get_default_session(), db=self.database)
            # Visits are not noted down: it would be the first page's burden.
            session["_trace_disable"] = True
            env = api.Environment(cr, uid, {})
            session.uid, session.login = uid, screen.login
            session.session_token = security.compute_session_token(session, env)
            session.context = dict(env["res.users"].context_get())
        store.save(session)
        self.sessions[screen.login] = session.sid


class Doorway:
    """A web server of this process on a port of its own."""

    def __enter__(self) -> int:
        self.server = make_server("127.0.0.1", 0, odoo.http.root, threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        port: int = self.server.server_port
        return port

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
