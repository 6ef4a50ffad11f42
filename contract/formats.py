"""Patterns for exactly the strings that msgspec decodes into dates, times, durations, numbers and bytes.

`format` is not sufficient: many tools ignore `format`, and msgspec does not follow RFC 3339 exactly.
"""

from typing import Any

import msgspec.inspect as mi

from contract.patterns import SPACE

_MONTH_DAY = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DATE = rf"(?!0000)(?:[0-9]{{4}}-{_MONTH_DAY}|{_LEAP_YEAR}-02-29)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_ZONE = r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])"
# msgspec rounds a fraction of more than six digits, and cannot round up the last second of the calendar.
_NOT_AFTER_MAXIMUM = r"(?!9999-12-31[Tt ]23:59:59\.999999[5-9])"

DATE = f"^{_DATE}$"

_ZONES = {True: _ZONE, False: "", None: f"{_ZONE}?"}

_ZONE_NAMES = {True: " with its offset", False: " without an offset", None: ""}


def form_name(kind: Any) -> str | None:
    """The form of the texts of a type, in messages; None for a type that is not a text with a form."""
    match kind:
        case mi.UUIDType():
            return "a UUID"
        case mi.DateType():
            return "a date such as 2026-01-31"
        case mi.DateTimeType(tz=aware):
            return f"a date and time{_ZONE_NAMES[aware]} such as 2026-01-31T12:00:00{'' if aware is False else 'Z'}"
        case mi.TimeType(tz=aware):
            return f"a time of day{_ZONE_NAMES[aware]} such as 12:00:00{'Z' if aware else ''}"
        case mi.TimeDeltaType():
            return "a duration such as PT90S"
    return None


def time(aware: bool | None) -> str:
    """Times of day: with a zone (True), without a zone (False), or both (None)."""
    return f"^{_TIME}{_ZONES[aware]}$"


def datetime(aware: bool | None) -> str:
    """Dates with times: with a zone (True), without a zone (False), or both (None)."""
    return f"^{_NOT_AFTER_MAXIMUM}{_DATE}[Tt ]{_TIME}{_ZONES[aware]}$"


# The number of digits is limited so that no single unit exceeds Python's 999,999,999 days.
_DAYS, _HOURS, _MINUTES, _SECONDS = (f"0*[0-9]{{1,{digits}}}" for digits in (9, 11, 13, 14))
_FRACTION = r"(?:\.[0-9]+)?"
DURATION = (
    rf"^[+-]?[Pp](?![Tt]?$)(?:{_DAYS}{_FRACTION}[Dd]$|(?:{_DAYS}[Dd])?[Tt]"
    rf"(?:{_HOURS}{_FRACTION}[Hh]$|(?:{_HOURS}[Hh])?(?:{_MINUTES}{_FRACTION}[Mm]$"
    rf"|(?:{_MINUTES}[Mm])?{_SECONDS}{_FRACTION}[Ss]$)))"
)

_HEX = "[0-9a-fA-F]"
UUID = rf"^(?:{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}|{_HEX}{{32}})$"

INTEGER_KEY = r"^(?:0|-0|-?[1-9][0-9]*)$"


def _decimal() -> str:
    """The grammar of Python's Decimal, with surrounding whitespace and underscores, and only the digits 0 to 9."""

    def word(letters: str) -> str:
        return "".join(f"[{letter.upper()}{letter.lower()}]_*" for letter in letters)

    digit = "[0-9]_*"
    fraction = rf"(?:(?:{digit})+(?:\._*(?:{digit})*)?|\._*(?:{digit})+)"
    exponent = rf"(?:[eE]_*(?:[+-]_*)?(?:0_*)*(?:{digit}){{1,18}})?"
    infinity = rf"{word('inf')}(?:{word('inity')})?"
    not_a_number = rf"(?:[sS]_*)?{word('nan')}(?:{digit})*"
    return rf"^[{SPACE}]*_*(?:[+-]_*)?(?:{fraction}{exponent}|{infinity}|{not_a_number})[{SPACE}]*$"


DECIMAL = _decimal()
DECIMAL_OUTPUT = r"^(?:-?[0-9]+(?:\.[0-9]+)?(?:E[+-][0-9]+)?|-?Infinity|-?s?NaN[0-9]*)$"

_BASE64 = "[A-Za-z0-9+/]"


def base64(min_size: int | None, max_size: int | None) -> str:
    """Base64 of `min_size` to `max_size` bytes."""
    return f"^{_at_least(min_size or 0)}{_at_most(max_size)}(?:{_BASE64}{{4}})*(?:{_BASE64}{{2}}==|{_BASE64}{{3}}=)?$"


def _at_least(size: int) -> str:
    """At the shortest length for `size` bytes, padding must not replace a required byte."""
    groups, rest = -(-size // 3), size % 3
    if not size:
        return ""
    forbidden = {0: "[^=]{3}=|[^=]{2}==", 2: "[^=]{2}=="}.get(rest)
    guard = f"(?![^=]{{{4 * groups - 4}}}(?:{forbidden})$)" if forbidden else ""
    return f"(?=.{{{4 * groups}}}){guard}"


def _at_most(size: int | None) -> str:
    """At the longest length for `size` bytes, padding must replace every byte after the limit."""
    if size is None:
        return ""
    if size == 0:
        return "(?!.)"
    groups, rest = -(-size // 3), size % 3
    last_group = {0: ".{0,4}", 1: "(?:.{0,3}|..==)", 2: "(?:.{0,3}|...=)"}[rest]
    return f"(?=.{{0,{4 * groups - 4}}}(?:{last_group})$)"
