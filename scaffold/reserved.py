"""Names that the code of a resource has for something else."""

import keyword

from sqlalchemy.dialects.postgresql.base import PGIdentifierPreparer
from sqlalchemy.dialects.sqlite.base import SQLiteIdentifierPreparer

SQL = PGIdentifierPreparer.reserved_words | SQLiteIdentifierPreparer.reserved_words
PYTHON = set(keyword.kwlist)
TYPESCRIPT = {
    *("any", "boolean", "case", "catch", "const", "debugger", "default", "delete", "do", "enum", "export", "extends"),
    *("function", "implements", "instanceof", "interface", "let", "never", "new", "null", "number", "object"),
    *("package", "private", "protected", "public", "static", "string", "super", "switch", "symbol", "this", "throw"),
    *("typeof", "undefined", "unknown", "var", "void"),
}
# Members of all tables and structs, members of a page, and types of columns.
FIELDS = {
    *("id", "owner", "owner_id", "created_at", "updated_at", "metadata", "registry", "to_dict", "given"),
    *("items", "total", "self", "date", "datetime"),
}
# Dependencies of handlers, and other parameters and variables of the backend.
PARAMETERS = {
    *("reads", "session", "passwords", "tokens", "viewer", "current_user", "data", "request", "state", "contracts"),
    *("limit", "offset", "id", "row", "user", "page", "changes", "mapped_column", "relationship"),
}
# Variables of the pages and of their tests.
VARIABLES = {
    *("button", "change", "client", "content", "deletion", "draft", "error", "examples", "expect", "explain", "fact"),
    *("field", "fill", "handlers", "heading", "key", "keys", "nav", "notify", "other", "path", "query", "reason"),
    *("schema", "send", "test", "title", "value"),
}
# Classes and types that the code imports.
TYPES = {
    *("Annotated", "Any", "ApiError", "Base", "BigInteger", "Changes", "CheckConstraint", "ClassVar", "Contract"),
    *("Controller", "Double", "ForeignKey", "Id", "IdInPath", "Index", "Limit", "Literal", "Mapped", "Meta", "Offset"),
    *("Page", "Resource", "String", "Timestamp", "Total", "UniqueConstraint", "UnsetType", "User", "Username"),
    *("AppLink", "DateTime", "ErrorMessages", "Examples", "Exclude", "Fact", "Fields", "Handlers", "Icon", "OwnCode"),
    *("PagedList", "Partial", "Person", "Promise", "ReactNode", "Record", "RequireAuth", "RequestOptions", "Schema"),
}
RESERVED_FIELDS = SQL | PYTHON | FIELDS
RESERVED_RESOURCES = PYTHON | TYPESCRIPT | PARAMETERS | VARIABLES
RESERVED_TABLES = RESERVED_RESOURCES | SQL
