"""OpenMSO: the operating platform of a network of medical practices and the organization that manages them."""

__version__ = "0.1.0"
