from odoo.tests import BaseCase, tagged

from odoo.addons.dropship_aftersales.models.channels.sms import fit_sms, sms_parts

LINK = "https://shop.example.com/c/AbCdEf12"


@tagged("post_install", "-at_install")
class TestSms(BaseCase):
    def test_parts_are_counted_as_carriers_do(self):
        for text, parts in (
            ("a" * 160, 1),
            ("a" * 161, 2),
            ("a" * 306, 2),
            ("a" * 307, 3),
            # The sign of the euro takes two places, a Chinese one makes all long.
            ("€" * 80, 1),
            ("€" * 81, 2),
            ("您" * 70, 1),
            ("您" * 71, 2),
            ("您" * 135, 3),
            ("😀" * 35, 1),
            ("😀" * 36, 2),
        ):
            with self.subTest(text=text[:1], length=len(text)):
                self.assertEqual(sms_parts(text), parts)

    def test_a_sentence_that_fits_is_sent_as_it_is(self):
        self.assertEqual(fit_sms("We answer soon.", LINK), f"We answer soon. {LINK}")

    def test_spaces_of_dates_and_amounts_do_not_double_the_price(self):
        text = fit_sms("By 7:30\u202fAM you get $\u00a0230.00\ufeff.", LINK)
        self.assertEqual(text, f"By 7:30 AM you get $ 230.00. {LINK}")
        self.assertEqual(sms_parts(text), 1)

    def test_what_is_too_long_ends_at_a_word_and_keeps_its_link(self):
        text = fit_sms("Nothing at all " * 40, LINK)
        self.assertEqual(sms_parts(text), 2)
        self.assertTrue(text.endswith(LINK))
        self.assertIn(" ", text.removesuffix(LINK))
        self.assertRegex(text, r"(Nothing|at|all)\.\.\. https")
        chinese = fit_sms("请在截止日期前寄回商品并填写物流单号" * 20, LINK)
        self.assertLessEqual(sms_parts(chinese), 2)
        self.assertTrue(chinese.endswith(LINK))
