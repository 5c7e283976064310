from . import credit, payment_card
from .demand import CreditDemand
