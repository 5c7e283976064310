"""What of the price a customer gets, and what of the cost that puts at stake."""

# What of a remedy decides about it.
STAKES = ("return_to", "refund_percent", "fee_percent")


def effective_percent(refund_percent, fee_percent):
    """What of the price is given back, in percent, after the fee."""
    return refund_percent * (1.0 - fee_percent / 100.0)


def stake_of(percent, return_to, goods_status):
    """What of the purchase cost others may answer for, from 0 to 1.

    Who keeps the goods and gets a part of the price back has paid for the rest of them:
    the supplier answers for the same part of the cost, or we would gain by the claim.
    All of it when the goods go back or never came.

    :param float percent: what of the price is given back, after the fee
    """
    is_kept = return_to == "none" and goods_status != "not_received"
    return percent / 100.0 if is_kept else 1.0
