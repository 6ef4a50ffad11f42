"""What the document says about reads that answer 304 to a client which has the answer already."""

from contract.schemas import Schema

ETAG, IF_NONE_MATCH, NOT_MODIFIED = "ETag", "If-None-Match", "NotModified"


class Revalidation:
    """The header, the parameter and the response that such operations share."""

    def __init__(self, headers: dict[str, Schema]) -> None:
        self._headers = headers | {ETAG: {"$ref": f"#/components/headers/{ETAG}"}}

    def describe(self, operation: Schema) -> None:
        """Complete what is written about an operation."""
        reference = {"$ref": f"#/components/parameters/{IF_NONE_MATCH}"}
        operation["parameters"] = [*operation.get("parameters", []), reference]
        success = operation["responses"]["200"]
        success["headers"] = {**success.get("headers", {}), **self._headers}
        operation["responses"]["304"] = {"$ref": f"#/components/responses/{NOT_MODIFIED}"}

    def added_to(self, shared: Schema) -> Schema:
        """The shared components with those that such operations refer to."""
        text = {"type": "string"}
        etag = {"description": "The tag of this answer: another answer has another.", "required": True, "schema": text}
        if_none_match = {
            "name": IF_NONE_MATCH,
            "in": "header",
            "description": "The tags of the answers that the client has: if it has this one, it gets 304.",
            "required": False,
            "schema": text,
        }
        not_modified = {"description": "The client has the answer already.", "headers": self._headers}
        return {
            **shared,
            "headers": {**shared.get("headers", {}), ETAG: etag},
            "parameters": {IF_NONE_MATCH: if_none_match},
            "responses": {**shared["responses"], NOT_MODIFIED: not_modified},
        }
