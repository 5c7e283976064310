from . import aftersales_parcel
from . import aftersales_receipt
