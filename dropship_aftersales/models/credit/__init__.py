from . import cost_of_goods, credit, payment_card
from .demand import CreditDemand
