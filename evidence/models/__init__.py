from evidence.models.capture import Capture
from evidence.models.host import Host
from evidence.models.link import Link, LinkUse
from evidence.models.quotation_check import QuotationCheck
from evidence.models.settings import EvidenceSettings

__all__ = ["Capture", "EvidenceSettings", "Host", "Link", "LinkUse", "QuotationCheck"]
