from . import aftersales_parcel
from . import aftersales_receipt
from . import stock_return_picking
