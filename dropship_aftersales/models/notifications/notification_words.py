"""The words of a message, in the language and time zone of who reads it."""

from babel.dates import format_skeleton, format_time, get_datetime_format
from markupsafe import Markup, escape
from pytz import UTC, UnknownTimeZoneError, timezone
from werkzeug.urls import url_parse

from odoo import models
from odoo.tools.misc import babel_locale_parse

from .notification import PLACEHOLDER


def fill(text, plain, values):
    """``text`` with its placeholders filled; ``plain`` when one has no value."""
    if any(not values.get(name) for name in PLACEHOLDER.findall(text or "")):
        text = plain or text
    return PLACEHOLDER.sub(lambda match: values.get(match[1]) or "", text or "")


class AftersalesNotificationLog(models.Model):
    """Words a row when it is sent: what is true then, as its reader says it."""

    _inherit = "aftersales.notification.log"

    def _speaking(self):
        """This row in its reader's language."""
        self.ensure_one()
        installed = dict(self.env["res.lang"].get_installed())
        wanted = (
            self._document()._reader_lang(self.audience),
            self.partner_id.lang,
            self.company_id.partner_id.lang,
        )
        lang = next((code for code in wanted if code in installed), self.env.lang)
        return self.with_context(lang=lang).with_company(self.company_id)

    def _words(self):
        """What is said.

        :return: dict of ``subject``, ``sentence``, ``move`` (the next move, or None)
            and ``moment`` (writes a datetime as the reader reads it)
        """
        self.ensure_one()
        document = self._document()
        move = None
        if document.state == self.document_state and self.audience != "agent":
            move = document._next_move(self.audience)
        values = document._spoken_values(self)
        values["T"] = self._moment(move["until"]) if move else ""
        values["M"] = move["headline"] if move else ""
        values["D"] = move["silence"] if move else ""
        row = self.notification_id
        if row:
            subject = fill(row.subject, row.plain_subject, values)
            sentence = fill(row.sentence, row.plain_sentence, values)
        else:
            # The row was deleted meanwhile: say where it stands.
            move = document._next_move(self.audience)
            subject, sentence = f"{move['headline']} ({values['N']})", move["text"]
        return {
            "subject": " ".join(subject.split()),
            "sentence": sentence.strip(),
            "move": move if not row or row.shows_next else None,
            "moment": self._moment,
        }

    def _paragraphs(self, text):
        """``text`` as HTML."""
        return Markup("<p>%s</p>") % escape(text).replace("\n", Markup("<br/>"))

    # ------------------------------------------------------------------ time

    def _moment(self, value):
        """A UTC datetime in the reader's time zone, or in the company's, named."""
        if not value:
            return ""
        zone, is_own = self._zone()
        locale = babel_locale_parse(self.env.lang or "en_US")
        local = UTC.localize(value).astimezone(zone)
        day = format_skeleton("yMMMEd", local, locale=locale)
        time = format_time(local, "short", locale=locale)
        pattern = str(get_datetime_format("medium", locale)).replace("'", "")
        text = pattern.replace("{0}", time).replace("{1}", day)
        return text if is_own else f"{text} ({local.tzname()})"

    def _zone(self):
        """``(time zone, whether it is the reader's own)``."""
        # Whose account it is stays with the system; only the zone is used.
        user_sudo = self.partner_id.sudo().user_ids[:1]
        for name, is_own in (
            (user_sudo.tz or self.partner_id.tz, True),
            (self.company_id.partner_id.tz, False),
        ):
            try:
                if name:
                    return timezone(name), is_own
            except UnknownTimeZoneError:
                continue
        return UTC, False

    # ------------------------------------------------------------------ links

    def _page_url(self, anchor=""):
        """The page of the document, for whoever has the link."""
        document = self._document()
        return document.get_base_url() + document.get_portal_url() + anchor

    def _message_key(self):
        """The Message-ID of this row: the same after a crash, so that mail servers
        and programs show it once; another one when somebody sends it again."""
        config_sudo = self.env["ir.config_parameter"].sudo()
        database = config_sudo.get_param("database.uuid")
        host = url_parse(self._document().get_base_url()).host or "localhost"
        return f"<aftersales-{self.id}-{self.round}-{database}@{host}>"
