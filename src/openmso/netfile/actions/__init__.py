"""Writing: facts into a network file. (`actions.records` brings a network into the database.)"""

from openmso.netfile.actions.writing import (
    Answers,
    Clinician,
    UnwritableError,
    first_network,
    publish_schema,
    write,
    written,
)

__all__ = ["Answers", "Clinician", "UnwritableError", "first_network", "publish_schema", "write", "written"]
