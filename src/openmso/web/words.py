"""The words of the network file for the fields of records, put into the description of the API."""

from __future__ import annotations

from ninja.openapi.schema import OpenAPISchema

from openmso.netfile.queries.words import field_words


def worded(described: OpenAPISchema) -> OpenAPISchema:
    """The description, each field of a record led by what the network file says it means. Changes what is given."""
    schemas = described["components"]["schemas"]
    for kind, words in field_words().items():
        properties = schemas.get(kind.__name__, {}).get("properties", {})
        for name, said in words.items():
            if name in properties:
                also = properties[name].get("description", "")
                properties[name]["description"] = f"{said} ({also})" if also else said
    return described
