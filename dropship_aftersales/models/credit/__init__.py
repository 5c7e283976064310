from . import cost_of_goods, credit, payment_card, reconciliation
from .demand import CreditDemand
