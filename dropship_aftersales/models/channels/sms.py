from odoo import Command, models

from odoo.addons.sms.tools.sms_tools import sms_content_to_rendered_html

# GSM 03.38: what fits into seven bits; those of the second line take two places.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")
# Places in a message of one part, and in each part of a longer one.
GSM_PLACES = (160, 153)
UNICODE_PLACES = (70, 67)
MAX_PARTS = 2
# Spaces and marks of formatted dates and amounts that would cost half of the places.
PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2019": "'",
        "\u2013": "-",
        "\ufeff": None,
        "\u200e": None,
        "\u200f": None,
    }
)


def sms_places(text):
    """``(places taken, places of one part, places of each of several)``."""
    if all(char in GSM or char in GSM_DOUBLE for char in text):
        return sum(1 + (char in GSM_DOUBLE) for char in text), *GSM_PLACES
    # A character outside the basic plane takes two.
    return len(text.encode("utf-16-be")) // 2, *UNICODE_PLACES


def sms_parts(text):
    """How many messages the carrier counts."""
    taken, single, each = sms_places(text)
    return 1 if taken <= single else -(-taken // each)


def fit_sms(sentence, link):
    """``sentence`` and ``link`` in two parts at most; the link is never cut."""
    sentence = sentence.translate(PLAIN)
    text = f"{sentence} {link}"
    while sms_parts(text) > MAX_PARTS and sentence:
        sentence = sentence[:-1].rstrip(" ,;.")
        # At the end of a word, where the language has such.
        if " " in sentence and sms_parts(f"{sentence}... {link}") <= MAX_PARTS:
            sentence = sentence.rsplit(" ", 1)[0].rstrip(" ,;.")
        text = f"{sentence}... {link}" if sentence else link
    return text


class SmsChannel(models.AbstractModel):
    """Text message: the sentence and a short link, left to Odoo's SMS queue."""

    _name = "aftersales.channel.sms"
    _inherit = ["aftersales.channel"]
    _description = "SMS"

    def _reach(self, log):
        partner = log.partner_id
        if not partner.phone:
            return "", "no_phone"
        country = partner.country_id or log.company_id.country_id
        number = partner._phone_format(fname="phone", country=country)
        return (number, "") if number else ("", "bad_phone")

    def _reasons(self):
        return {
            "no_phone": self.env._("no phone number"),
            "bad_phone": self.env._("the phone number is not valid"),
        }

    def _compose(self, log):
        words = log._words()
        text = fit_sms(words["sentence"], log._document()._short_url())
        # Who writes, where it costs no further message.
        named = f"{log.company_id.name}: {text}"
        if sms_parts(named) <= sms_parts(text):
            text = named
        return {
            "subject": words["subject"],
            "sentence": text,
            "body": log._paragraphs(text),
        }

    def _send(self, logs):
        for log in logs:
            text = log.sentence
            message = self._post(
                log, sms_content_to_rendered_html(text), message_type="sms"
            )
            # The queue's own rights; agents have none on it.
            sms_sudo = (
                self.env["sms.sms"]
                .sudo()
                .create(
                    {
                        "body": text,
                        "number": log.address,
                        "partner_id": log.partner_id.id,
                        "mail_message_id": message.id,
                    }
                )
            )
            log._hand_over(
                message,
                self._follow_by(
                    log,
                    message,
                    notification_type="sms",
                    sms_number=log.address,
                    sms_id_int=sms_sudo.id,
                    sms_tracker_ids=[Command.create({"sms_uuid": sms_sudo.uuid})],
                ),
            )
