"""How single values travel: decimals as text, days and moments in ISO 8601, sets in order, nothing as null.

Each type takes from JSON exactly what its schema says, and nothing that is merely like it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    Strict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)

from openmso.authority.facts.fields import ID

LONGEST: Final = 2000
"""Characters of the longest line of text."""
LONGEST_LINES: Final = 200_000
"""Characters of the longest text of many lines."""
LONGEST_ID: Final = 200
LARGEST: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""

CONTROL: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
LINE: Final = rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"
"""A line of text that says something."""
WHOLE_ID: Final = f"^{ID}$"
EXACT: Final = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"
BASE64: Final = r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
AMOUNT: Final = EXACT.replace("-?", "")
DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT: Final = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
)


def _text_like(pattern: str, said: str) -> BeforeValidator:
    form = re.compile(pattern, re.ASCII)

    def check(value: Any) -> Any:  # noqa: ANN401 - whatever JSON held
        if not isinstance(value, str) or form.fullmatch(value) is None:
            raise ValueError(said)
        return value

    return BeforeValidator(check)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("the calendar has no such day") from None


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("the calendar has no such moment") from None


def _json(type: str, pattern: str, *, example: str, format: str = "") -> WithJsonSchema:  # noqa: A002 - JSON Schema's words
    schema: dict[str, Any] = {"type": type, "pattern": pattern, "examples": [example]}
    return WithJsonSchema({**schema, "format": format} if format else schema)


Id = Annotated[str, Field(pattern=WHOLE_ID, max_length=LONGEST_ID)]
"""The id of a record."""
Text = Annotated[str, Field(pattern=LINE, max_length=LONGEST)]
Lines = Annotated[str, Field(min_length=1, max_length=LONGEST_LINES)]
"""A text of many lines, such as a file that somebody wrote. Whoever reads it says what is wrong in which line, signs too."""
Line = Annotated[str, Field(pattern=rf"^[^{CONTROL}]*$", max_length=LONGEST)]


def _whole(value: Any) -> Any:  # noqa: ANN401 - whatever JSON held
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole(least: int, most: int) -> Any:  # noqa: ANN401 - a type made at run time
    """A whole number within bounds; 5.0 is 5, as in JSON."""
    return Annotated[int, Strict(), Field(ge=least, le=most), BeforeValidator(_whole)]


CLOSED: Final = Field(json_schema_extra={"additionalProperties": False})
"""On a mapping: that its keys are all of a form, its schema says, too."""


def mapping(code: Any, value: Any) -> Any:  # noqa: ANN401 - types made at run time
    """A mapping whose keys are all of a form."""
    return Annotated[dict[code, value], CLOSED]


Whole = whole(0, LARGEST)
Flag = Annotated[bool, Strict()]
Degrees = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Exact = Annotated[
    Decimal,
    _text_like(EXACT, 'a decimal number as text, such as "12.50"'),
    _json("string", EXACT, example="12.50"),
]
Amount = Annotated[
    Decimal,
    _text_like(AMOUNT, 'a decimal number of 0 or more as text, such as "12.50"'),
    _json("string", AMOUNT, example="12.50"),
]


def _bytes(value: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except ValueError:
        raise ValueError("is not base64") from None


Bytes = Annotated[
    bytes,
    BeforeValidator(_bytes),
    _text_like(BASE64, "bytes in base64"),
    WithJsonSchema(
        {"type": "string", "contentEncoding": "base64", "pattern": BASE64, "examples": ["JVBERi0xLjc="]}
    ),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    _text_like(DAY, "a day such as 2026-11-20"),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-20"]}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    _text_like(MOMENT, "a moment with its offset, such as 2026-11-20T10:00:00-06:00"),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-20T10:00:00-06:00"]}),
]


def each_once(values: list[Any]) -> list[Any]:
    """The values of a set. Raises ValueError if one stands twice."""
    if len({str(value) for value in values}) < len(values):
        raise ValueError("something stands twice; name each once")
    return values


class Days(BaseModel):
    """Days from `since` on, up to but without `until`."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = Field(default=None, description="the first day; null if it holds since ever")
    until: Day | None = Field(
        default=None, description="the first day on which it no longer holds; null if open"
    )


class ExactNumber(BaseModel):
    """A decimal number inside a clause."""

    model_config = ConfigDict(extra="forbid")

    value: Exact = Field(alias="$decimal")


class ExactDay(BaseModel):
    """A day inside a clause."""

    model_config = ConfigDict(extra="forbid")

    value: Day = Field(alias="$date")


class ExactMap(BaseModel):
    """A mapping with one key that begins with $, inside a clause."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[dict[Line, Provided], CLOSED] = Field(alias="$map", min_length=1, max_length=1)


def _one_error(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 - whatever JSON held
    try:
        return handler(value)
    except ValidationError:
        raise ValueError(
            'text, true or false, a whole number, {"$decimal": "1.5"}, {"$date": "2026-11-20"}, or a list or mapping of these'
        ) from None


Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=LONGEST_ID)]
Number = Annotated[int, Strict(), Field(ge=-(10**18), le=10**18), BeforeValidator(_whole)]


class Provided(
    RootModel[
        Annotated[
            "Line | Flag | Number | ExactNumber | ExactDay | ExactMap | list[Provided] | Annotated[dict[Line, Provided], CLOSED]",
            Field(union_mode="left_to_right"),
        ]
    ]
):
    """What a clause provides: text, true or false, a number, a day, or a list or mapping of these."""


Clause = Annotated[Provided, WrapValidator(_one_error)]
