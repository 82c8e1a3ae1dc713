"""TLS to the database, with a real server and real certificates: the right one is taken, and every other one refused.

The server is Debian's: the embedded one knows no TLS. Where it is older than 18 the product's tables do not stand there, so it is the
connection that is tried, as the product makes it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db.utils import ConnectionHandler

from openmso.web.settings import _database
from tests.cli.installations import KEYS
from tests.robustness.servers import free_port

pytestmark = pytest.mark.slow

PASSWORD = "p@ss:word"  # noqa: S105 - of a server that lives as long as these tests
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Server:
    """A server that lets nobody in without TLS, as `localhost`; its authority, and one that is not."""

    port: int
    authority: Path
    stranger: Path

    def url(self, query: str, host: str = "localhost") -> str:
        """What an administrator would set."""
        return f"postgresql://openmso_app:{quote(PASSWORD, safe='')}@{host}:{self.port}/postgres?{query}"


def certificate(
    name: str, signer: tuple[x509.Certificate, Key] | None = None
) -> tuple[x509.Certificate, Key]:
    """A certificate of an hour: of an authority, or of a host that one has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, by_key = (signer[0].subject, signer[1]) if signer else (subject, key)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return made.sign(by_key, hashes.SHA256()), key


def programs() -> Path:
    """The newest of Debian's servers on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if not found:
        pytest.skip("no PostgreSQL with TLS on this machine: apt-get install postgresql")
    return found[-1].parent


@dataclass(frozen=True)
class Home:
    """The folder of a server, and whose it is."""

    folder: Path
    programs: Path
    user: str | None

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL. What it says goes to a file: a server that goes on would hold a pipe open."""
        command: list[str | Path] = [self.programs / program, "-D", str(self.folder / "data"), *arguments]
        with (self.folder / "said").open("ab") as said:
            subprocess.run(command, user=self.user, cwd=self.folder, stdout=said, stderr=said, check=True)

    def furnish(self) -> None:
        """Lay down certificates and password, and give them to the server's user."""
        authority, other = certificate("authority"), certificate("another authority")
        host, key = certificate("localhost", authority)
        pem = serialization.Encoding.PEM
        for name, one in (("ca.pem", authority[0]), ("other.pem", other[0]), ("host.pem", host)):
            (self.folder / name).write_bytes(one.public_bytes(pem))
        plain = serialization.NoEncryption()
        (self.folder / "host.key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        )
        (self.folder / "host.key").chmod(0o600)
        (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
        for path in (self.folder, *self.folder.iterdir()):
            if self.user is not None:
                shutil.chown(path, self.user)

    def start(self) -> int:
        """Make a cluster and start it on a free port of this machine, which is answered."""
        port, data = free_port(), self.folder / "data"
        self.run(
            "initdb", "-N", "-U", "openmso_app", "-A", "scram-sha-256", f"--pwfile={self.folder / 'password'}"
        )
        settings = {
            "ssl": "on",
            "ssl_cert_file": self.folder / "host.pem",
            "ssl_key_file": self.folder / "host.key",
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": self.folder,
            "fsync": "off",
        }
        with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        (data / "pg_hba.conf").write_text("hostssl all all all scram-sha-256\n", encoding="utf-8")
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "start")
        return port


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    at = programs()
    user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    home = Home(Path(tempfile.mkdtemp(prefix="tls-")), at, user)
    try:
        home.furnish()
        yield Server(home.start(), home.folder / "ca.pem", home.folder / "other.pem")
    finally:
        if (home.folder / "data" / "postmaster.pid").exists():
            home.run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(home.folder, ignore_errors=True)


def connected(url: str) -> tuple[bool, str]:
    """Whether a connection of the product goes by TLS, and by which. Its parameters are made of the URL, as Django makes them."""
    django = ConnectionHandler({"default": _database(url)})["default"]
    with django.get_new_connection(django.get_connection_params()) as made:
        asked = "SELECT ssl, coalesce(version, '') FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        found: tuple[bool, str] = made.execute(asked).fetchone()
    return found


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca", "require"])
def test_the_right_server_is_spoken_to_by_tls(mode: str, server: Server) -> None:
    url = server.url(f"sslmode={mode}&sslrootcert={server.authority}")
    assert connected(url) == (True, "TLSv1.3")


def test_with_channel_binding_the_password_is_good_for_this_server_only(server: Server) -> None:
    url = server.url(f"sslmode=verify-full&sslrootcert={server.authority}&channel_binding=require")
    assert connected(url) == (True, "TLSv1.3")


@pytest.mark.parametrize("mode", ["verify-full", "verify-ca"])
def test_a_server_that_another_authority_signed_is_refused(mode: str, server: Server) -> None:
    url = server.url(f"sslmode={mode}&sslrootcert={server.stranger}")
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        connected(url)


def test_a_server_of_another_name_is_refused_in_full_and_by_its_authority_alone_is_not(
    server: Server,
) -> None:
    """What remains with `verify-ca`: every name that the authority signed is trusted."""
    query = f"sslrootcert={server.authority}&sslmode="
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        connected(server.url(f"{query}verify-full", host="127.0.0.1"))
    assert connected(server.url(f"{query}verify-ca", host="127.0.0.1"))[0]


def test_without_the_file_of_the_authority_nothing_is_trusted(server: Server) -> None:
    url = server.url(f"sslmode=verify-full&sslrootcert={server.authority.with_name('gone.pem')}")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connected(url)


def test_such_a_server_lets_nobody_in_who_speaks_in_plain(server: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        connected(server.url("sslmode=disable"))


ASKED = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    print(cursor.fetchone()[0])
"""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sslmode=verify-full&sslrootcert={ca}", "True"),
        ("sslmode=require", "production needs ?sslmode=verify-full"),
    ],
)
def test_production_speaks_to_it_in_full_and_no_other_way(query: str, told: str, server: Server) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in KEYS}
    production = {
        "DJANGO_SETTINGS_MODULE": "openmso.web.settings",
        "OPENMSO_PRODUCTION": "1",
        "OPENMSO_SECRET_KEY": "k" * 50,
        "OPENMSO_HOSTS": "mso.example",
        "OPENMSO_TLS": "direct",
        "DATABASE_URL": server.url(query.format(ca=server.authority)),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**environment, **production},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr
