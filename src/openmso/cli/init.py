"""`openmso init`: asks a few questions and writes a first network file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from typer.models import OptionInfo

from openmso.cli.failure import BadInputError

SCHEMA: Final = "network.schema.json"


def _answer(*names: str, told: str, metavar: str = "NAME") -> OptionInfo:
    option: OptionInfo = typer.Option(
        *names, help=told, metavar=metavar, show_default=False, rich_help_panel="Answers"
    )
    return option


CLINICIAN: Final = "NAME, ROLE, NUMBER, EXPIRES"
Target = Annotated[Path, typer.Argument(metavar="[FILE]", help="The file to write.", show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; sample answers where none is given.")]
Force = Annotated[bool, typer.Option("--force", help="Write over files that are there.")]
Schema = Annotated[
    bool, typer.Option("--schema/--no-schema", help=f"Write {SCHEMA} beside it, for completion in editors.")
]
NetworkName = Annotated[str | None, _answer("--network", told="The network.")]
Practice = Annotated[str | None, _answer("--practice", told="The practice, as registered.")]
Form = Annotated[str | None, _answer("--form", told="Its legal form, such as PLLC.", metavar="FORM")]
State = Annotated[str | None, _answer("--state", told="The state, such as TX.", metavar="STATE")]
Zone = Annotated[str | None, _answer("--zone", told="The time zone, in a state of several.", metavar="ZONE")]
Site = Annotated[str | None, _answer("--site", told="The site.")]
Opened = Annotated[str | None, _answer("--opened", told="The day it opened.", metavar="DATE")]
Physician = Annotated[str | None, _answer("--physician", told="Who owns and directs.", metavar=CLINICIAN)]
Nurse = Annotated[str | None, _answer("--nurse", told="Who treats.", metavar=CLINICIAN)]
Services = Annotated[
    list[str] | None, _answer("--service", told="A procedure offered; may be repeated.", metavar="CODE")
]
Mso = Annotated[str | None, _answer("--mso", told="The management organization, if there is one.")]


def init(
    file: Target = Path("network.yaml"),
    *,
    yes: Yes = False,
    force: Force = False,
    schema: Schema = True,
    network: NetworkName = None,
    practice: Practice = None,
    form: Form = None,
    state: State = None,
    zone: Zone = None,
    site: Site = None,
    opened: Opened = None,
    physician: Physician = None,
    nurse: Nurse = None,
    service: Services = None,
    mso: Mso = None,
) -> None:
    """Ask a few questions and write a first network file."""
    from openmso.cli.questions import Questions
    from openmso.netfile.actions import Answers, UnwritableError, first_network, publish_schema

    if file.exists() and not force:
        raise BadInputError(f"{file} is there already; give another name, or --force to write over it")
    ask = Questions(silent=yes)
    named = ask.practice(practice)
    place = ask.state(state)
    answers = Answers(
        network=ask.network(network, named),
        practice=named,
        form=ask.form(form),
        state=place,
        zone=ask.zone(zone, place),
        site=ask.site(site),
        opened=ask.opened(opened),
        physician=ask.physician(physician),
        nurse=ask.nurse(nurse),
        services=ask.services(service),
        mso=ask.mso(mso),
    )
    try:
        text = first_network(answers, schema=SCHEMA if schema else "")
        file.write_text(text, encoding="utf-8")
        if schema and (force or not file.with_name(SCHEMA).exists()):
            publish_schema(file.with_name(SCHEMA))
    except UnwritableError as error:
        raise BadInputError(f"these answers do not fit together: {error}") from error
    except OSError as error:
        raise BadInputError(f"{file} cannot be written: {error.strerror}") from error
    typer.echo(f"{file} is written; see what is missing with: openmso check {file}")
