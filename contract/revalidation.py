"""The documentation of GET operations with an ETag: `If-None-Match` and the response 304."""

from contract.schemas import Schema

ETAG, IF_NONE_MATCH, NOT_MODIFIED = "ETag", "If-None-Match", "NotModified"


class Revalidation:
    """The shared header, parameter and response of these operations."""

    def __init__(self, headers: dict[str, Schema]) -> None:
        self._headers = headers | {ETAG: {"$ref": f"#/components/headers/{ETAG}"}}

    def describe(self, operation: Schema) -> None:
        """Add the parameter, the header and the response to an operation."""
        reference = {"$ref": f"#/components/parameters/{IF_NONE_MATCH}"}
        operation["parameters"] = [*operation.get("parameters", []), reference]
        success = operation["responses"]["200"]
        success["headers"] = {**success.get("headers", {}), **self._headers}
        operation["responses"]["304"] = {"$ref": f"#/components/responses/{NOT_MODIFIED}"}

    def extend(self, components: Schema) -> Schema:
        """The components with the shared header, parameter and response."""
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
            **components,
            "headers": {**components.get("headers", {}), ETAG: etag},
            "parameters": {IF_NONE_MATCH: if_none_match},
            "responses": {**components["responses"], NOT_MODIFIED: not_modified},
        }
