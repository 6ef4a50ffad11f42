"""Notes of users: functions, dataclasses, and JSON web tokens by a security backend of Litestar."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, Literal

from litestar import Litestar, Request, Response, delete, get, post, put
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ClientException, NotAuthorizedException, NotFoundException, PermissionDeniedException
from litestar.openapi import OpenAPIConfig
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.security.jwt import JWTAuth, Token

from contract import PUBLIC, ContractPlugin, raises

PASSWORDS = {"ada": "enchantress", "grace": "nanosecond"}
Visibility = Literal["private", "shared"]


@dataclass
class Credentials:
    name: str
    password: str


@dataclass
class Session:
    token: str
    expires_in: int


@dataclass
class NoteDraft:
    title: str
    text: str
    visibility: Visibility = "private"
    tags: list[str] = field(default_factory=list)


@dataclass
class Note:
    id: int
    author: str
    title: str
    text: str
    visibility: Visibility
    tags: list[str]


@dataclass
class NotePage:
    notes: list[Note]
    total: int


class NameTakenException(ClientException):
    status_code = 409
    detail = "a note has this title"


NOTES: dict[int, Note] = {}
IDS = count(1)


async def retrieve_user(token: Token, _: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    return token.sub if token.sub in PASSWORDS else None


jwt_auth = JWTAuth[str](
    retrieve_user_handler=retrieve_user,
    token_secret="a secret of at least thirty-two bytes",
    default_token_expiration=timedelta(hours=1),
    exclude=["/sessions", "/schema"],
)


async def provide_author(request: Request[str, Token, Any]) -> str:
    return request.user


@raises(NotFoundException, PermissionDeniedException)
async def provide_note(note_id: FromPath[int], author: NamedDependency[str]) -> Note:
    if note_id not in NOTES:
        raise NotFoundException(f"there is no note {note_id}")
    note = NOTES[note_id]
    if note.author != author and note.visibility == "private":
        raise PermissionDeniedException("the note belongs to another user")
    return note


def check_title(title: str) -> None:
    if any(note.title == title for note in NOTES.values()):
        raise NameTakenException


@post("/sessions", raises=[NotAuthorizedException], opt={PUBLIC: "a new session has no token"})
async def log_in(data: JSONBody[Credentials]) -> Session:
    """Exchange a name and a password for a token."""
    if PASSWORDS.get(data.name) != data.password:
        raise NotAuthorizedException("wrong name or password")
    return Session(jwt_auth.create_token(data.name), 3600)


@get("/notes")
async def list_notes(
    author: NamedDependency[str], tag: FromQuery[str | None] = None, page: FromQuery[int] = 1
) -> NotePage:
    """List the notes of the user, and the shared notes."""
    found = [note for note in NOTES.values() if author == note.author or note.visibility == "shared"]
    found = [note for note in found if tag is None or tag in note.tags]
    return NotePage(found[(page - 1) * 10 : page * 10], len(found))


@post("/notes", raises=[NameTakenException])
async def create_note(data: JSONBody[NoteDraft], author: NamedDependency[str]) -> Note:
    """Write a note."""
    check_title(data.title)
    note = Note(next(IDS), author, data.title, data.text, data.visibility, data.tags)
    NOTES[note.id] = note
    return note


@get("/notes/{note_id:int}")
async def read_note(note: NamedDependency[Note]) -> Note:
    """Read a note."""
    return note


@put("/notes/{note_id:int}", raises=[NameTakenException])
async def replace_note(data: JSONBody[NoteDraft], note: NamedDependency[Note]) -> Response[Note]:
    """Replace a note."""
    if data.title != note.title:
        check_title(data.title)
    NOTES[note.id] = Note(note.id, note.author, data.title, data.text, data.visibility, data.tags)
    return Response(NOTES[note.id])


@delete("/notes/{note_id:int}")
async def delete_note(note: NamedDependency[Note]) -> None:
    """Delete a note."""
    del NOTES[note.id]


@get("/health", opt={"exclude_from_auth": True})
async def health() -> dict[str, str]:
    """Whether the server runs."""
    return {"status": "up"}


def create_app() -> Litestar:
    return Litestar(
        [log_in, list_notes, create_note, read_note, replace_note, delete_note, health],
        dependencies={"author": Provide(provide_author), "note": Provide(provide_note)},
        on_app_init=[jwt_auth.on_app_init],
        plugins=[ContractPlugin(auth_backend=jwt_auth)],
        openapi_config=OpenAPIConfig(title="Notes", version="0.3.0"),
    )


app = create_app()
