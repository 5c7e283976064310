from . import customer_portal
from . import evidence_files
from . import native_slips
from . import portal_files
from . import request_portal
from . import request_details
from . import supplier_portal
