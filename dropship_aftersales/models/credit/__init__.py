from . import cost_of_goods, credit, payment_card, reconciliation, share_correction
from .demand import CreditDemand
