from . import customer_portal
from . import evidence_files
from . import supplier_portal
