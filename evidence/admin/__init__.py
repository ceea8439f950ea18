from evidence.admin import links, quotations

__all__ = ["links", "quotations"]
