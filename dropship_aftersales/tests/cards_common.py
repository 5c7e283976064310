"""Gift cards and eWallets that pay a part of orders."""


class CardsMixin:
    """Needs ``cls.customer``."""

    @classmethod
    def _program(cls, program_type, **vals):
        values = cls.env["loyalty.program"]._get_template_values()[program_type]
        program = cls.env["loyalty.program"].create(
            {
                **values,
                "name": program_type,
                "program_type": program_type,
                "currency_id": cls.env.company.currency_id.id,
                **vals,
            }
        )
        # What pays has no tax of its own.
        program.reward_ids.discount_line_product_id.taxes_id = False
        return program

    @classmethod
    def _card(cls, program, points):
        return (
            cls.env["loyalty.card"]
            .with_context(loyalty_no_mail=True)
            .create(
                {
                    "program_id": program.id,
                    "partner_id": cls.customer.id,
                    "points": points,
                }
            )
        )

    @classmethod
    def _pay_by_card(cls, order, card):
        """A draft ``order`` gets all that ``card`` holds."""
        if card.program_type == "ewallet":
            order._apply_program_reward(card.program_id.reward_ids, card)
        else:
            (coupon, rewards), *_others = order._try_apply_code(card.code).items()
            order._apply_program_reward(rewards, coupon)
