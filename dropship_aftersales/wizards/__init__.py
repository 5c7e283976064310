from . import aftersales_ask_customer
from . import aftersales_ask_supplier
from . import aftersales_case_answer
from . import aftersales_parcel
from . import aftersales_receipt
from . import aftersales_reject
from . import dialogs
from . import stock_return_picking
