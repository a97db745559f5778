"""The graph database without a server to set up: an ArcadeDB that runs inside this process over a folder.

One process holds the folder: it locks `lock`, starts the engine on the loopback interface with an ephemeral port and
fresh random passwords, and writes them to `server.json` (mode 0600). Another process finds the lock taken and connects
by that file. The lock is the kernel's and ends with its process, so a file left by a killed one is known to be stale.
"""

import atexit
import contextlib
import fcntl
import json
import os
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from actorgraph.errors import Unreachable

FOLDER = ".actorgraph"
DATABASE = "actorgraph"
FAILED = "Error executing Cypher command"  # how the engine begins whatever goes wrong while it writes
PATIENCE = 15.0  # seconds that a second process waits for the first one to have started

# The engine ignores the access mode of a session, so reading is done by a user whose group may read and nothing else.
_ALL = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_GROUPS: dict[str, Any] = {
    "admin": {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "types": {"*": {"access": _ALL}},
    },
    "readonly": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": ["readRecord"]}}},
    "*": {"access": [], "types": {"*": {"access": []}}},
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the engine over a folder listens, and the passwords of its two users."""

    port: int
    password: str
    reader_password: str
    pid: int

    @property
    def address(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"


@dataclass(slots=True)
class _Holder:
    """The engine that this process runs over one folder, and how many graphs use it."""

    server: Any
    lock: IO[str]
    door: Door
    pid: int = field(default_factory=os.getpid)
    users: int = 0


_holders: dict[Path, _Holder] = {}
_guard = threading.RLock()


def find(start: Path | None = None) -> Path | None:
    """The graph's folder in the working directory or the nearest one above it."""
    start = (start or Path.cwd()).resolve()
    return next((d / FOLDER for d in (start, *start.parents) if (d / FOLDER).is_dir()), None)


def engine_version() -> str:
    """The version of the embedded engine."""
    return version("arcadedb")


def acquire(folder: Path) -> Door:
    """The door to the engine over a folder, started here unless another process runs it; `release` when done."""
    folder = folder.resolve()
    with _guard:
        holder = _holders.get(folder)
        if holder and holder.pid == os.getpid():
            holder.users += 1
            return holder.door
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _hold_or_join(folder)
        except OSError as error:
            raise Unreachable(f"{folder}: {error.strerror or error}. Check who may write there.") from error


def release(folder: Path) -> None:
    """Stop the engine over a folder if this process runs it and no other graph here uses it."""
    folder = folder.resolve()
    with _guard:
        holder = _holders.get(folder)
        if not holder or holder.pid != os.getpid():
            return
        holder.users -= 1
        if holder.users <= 0:
            del _holders[folder]
            _stop(folder, holder)


def held_here(folder: Path) -> bool:
    """Whether this process runs the engine over a folder."""
    holder = _holders.get(folder.resolve())
    return holder is not None and holder.pid == os.getpid()


def _hold_or_join(folder: Path) -> Door:
    deadline = time.monotonic() + PATIENCE
    while True:
        lock = _lock(folder)
        if lock:
            return _hold(folder, lock)
        door = _read_door(folder)
        if door:
            return door
        if time.monotonic() > deadline:
            raise Unreachable(f"{folder} is in use by {_who(folder)}, which does not answer. Wait for it or end it.")
        time.sleep(0.05)


def _hold(folder: Path, lock: IO[str]) -> Door:
    try:
        (folder / "server.json").unlink(missing_ok=True)  # left by a process that was killed
        server, door = _start(folder)
        _write_private(folder / "server.json", json.dumps(asdict(door)))
    except BaseException:
        lock.close()
        raise
    _holders[folder] = _Holder(server, lock, door, users=1)
    return door


def _lock(folder: Path) -> IO[str] | None:
    """The locked file, or None if another process has locked it."""
    lock = (folder / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        lock.close()
        return None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _who(folder: Path) -> str:
    with contextlib.suppress(OSError):
        pid = (folder / "lock").read_text("utf-8").strip()
        if pid:
            return f"process {pid}"
    return "another process"


def _read_door(folder: Path) -> Door | None:
    """The door that the holder of the lock has written, None while it is still starting."""
    try:
        return Door(**json.loads((folder / "server.json").read_text("utf-8")))
    except (FileNotFoundError, json.JSONDecodeError, TypeError):
        return None


def _write_private(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    new.rename(path)


def _start(folder: Path) -> tuple[Any, Door]:
    (folder / "config").mkdir(exist_ok=True)
    groups = {"version": 1, "databases": {"*": {"groups": _GROUPS}}}
    (folder / "config" / "server-groups.json").write_text(json.dumps(groups), "utf-8")
    problem: Exception | None = None
    for _ in range(3):  # a free port may be taken by somebody else before the engine has it
        # the engine keeps users, hashed, even of a start that failed: without this file it takes the fresh passwords
        (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
        door = Door(_free_port(), secrets.token_urlsafe(24), secrets.token_urlsafe(24), os.getpid())
        try:
            with _quiet(folder / "log"):
                return _server(folder, door), door
        except Exception as error:  # the engine's own error class can only be named after its import
            problem = error
    raise Unreachable(f"{folder}: the embedded engine does not start ({problem}). Its log is in {folder / 'log'}.")


def _server(folder: Path, door: Door) -> Any:
    import arcadedb  # type: ignore[import-untyped]

    users = f"{DATABASE}[root,reader:{door.reader_password}:readonly]"
    config = {
        "host": "127.0.0.1",
        "http_port": 0,  # cannot be left out; nobody is told the port
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": door.port,
        "server_defaultDatabases": users,
    }
    server = arcadedb.create_server(root_path=str(folder), root_password=door.password, config=config)
    server.start()
    return server


@contextlib.contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """For the block, the environment that makes the engine write its log into the folder and not on the terminal."""
    ours = {"ARCADEDB_LOG_CONSOLE": "0", "ARCADEDB_LOG_DIR": str(log)}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(folder: Path, holder: _Holder) -> None:
    (folder / "server.json").unlink(missing_ok=True)
    with contextlib.suppress(Exception):  # all that was committed is on the disk
        holder.server.stop()
    holder.lock.close()


@atexit.register
def _stop_all() -> None:
    with _guard:
        for folder, holder in list(_holders.items()):
            if holder.pid == os.getpid():
                _stop(folder, holder)
        _holders.clear()
