"""`careplan users`: accounts from the command line."""

from __future__ import annotations

import click

from careplan.access.roles import ROLES
from careplan.accounts.operations import add_user
from careplan.command import in_school
from careplan.db import current_school_id, db


@click.group()
def users() -> None:
    """Accounts of people who sign in. / 登录账号"""


@users.command("add")
@click.argument("username")
@click.option("--name", "display_name", required=True, help="The name shown on the pages.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="May be given several times."
)
@in_school
def add(username: str, display_name: str, roles: tuple[str, ...]) -> None:
    """Add an account and print its random first password, once. The first administrator is made with this."""
    person, password = add_user(
        actor_id=None, school_id=current_school_id(), username=username, display_name=display_name, roles=list(roles)
    )
    db.session.commit()
    click.echo(f"{person.username}\t{password}")


def add_to(cli: click.Group) -> None:
    cli.add_command(users)
