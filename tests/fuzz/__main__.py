"""Fuzzes a reader or parser for some time: `python -m tests.fuzz TARGET --seconds 600`.

With atheris the mutations follow the branches that they reach; without it they are blind. An input that
breaks a target is written to the folder that `--findings` names.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

NAMES = (
    "anything", "claims_jsonl", "documents_jsonl", "docx", "feed", "front_matter", "html", "mail", "pdf",
    "report", "text", "zip",
)  # fmt: skip
FOLLOWED = ["claimcheck", "docx", "email", "trafilatura", "zipfile"]  # packages whose branches are
LONGEST = 50_000  # bytes of a mutated input
SLOW = 10.0  # seconds after which an input counts as a finding


def main() -> int:
    """Runs one target; the exit status is 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    parser.add_argument("--blind", action="store_true", help="do not use atheris even where it is there")
    given = parser.parse_args()
    given.findings.mkdir(parents=True, exist_ok=True)
    before = _kept(given.findings)
    if not given.blind and find_spec("atheris"):
        # libFuzzer ends the process that it runs in.
        child = multiprocessing.get_context("fork").Process(target=_guided, args=(given,))
        child.start()
        child.join()
        broken = child.exitcode != 0
    else:
        _blind(given)
        broken = False
    new = sorted(_kept(given.findings) - before)
    sys.stderr.write(f"{given.target}: {len(new)} findings{': ' if new else ''}{', '.join(new)}\n")
    return 1 if new or broken else 0


def _kept(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")}


def _runner(given: argparse.Namespace) -> Callable[[bytes], None]:
    """Runs the target on an input, and keeps the first input of each kind that breaks it."""
    from tests.fuzz.targets import run_target

    known: set[str] = set()

    def note(name: str, data: bytes) -> None:
        if name not in known:
            known.add(name)
            (given.findings / f"{given.target}-{name}-{sha256(data).hexdigest()[:8]}").write_bytes(data)

    def run(data: bytes) -> None:
        start = time.process_time()
        try:
            run_target(given.target, data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            note(f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}", data)
        if time.process_time() - start > SLOW:
            note("slow", data)

    return run


def _blind(given: argparse.Namespace) -> None:
    """Mutates the seeds at random until the time is over."""
    from tests.fuzz.targets import seeds

    chance = random.Random(given.seed)
    known = list(seeds(given.target)) or [b""]
    end = time.monotonic() + given.seconds
    run = _runner(given)
    runs = 0
    while time.monotonic() < end:
        run(_mutated(chance.choice(known), known, chance))
        runs += 1
    sys.stderr.write(f"{given.target}: {runs:,} inputs\n")


def _mutated(data: bytes, known: list[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(changed))
        other = chance.choice(known)
        begin = chance.randint(0, len(other))
        piece = other[begin : begin + chance.randint(1, 200)]
        match chance.randint(0, 4):
            case 0:
                changed[at : at + 1] = chance.randbytes(1)
            case 1:
                changed[at:at] = piece
            case 2:
                del changed[at : at + chance.randint(1, 200)]
            case 3:
                changed[at : at + len(piece)] = piece
            case _:
                changed[at:at] = bytes(changed[max(0, at - 40) : at]) * chance.randint(1, 50)
    return bytes(changed[:LONGEST])


def _guided(given: argparse.Namespace) -> None:
    """Lets atheris follow the branches of the Python that the target runs."""
    import atheris

    with atheris.instrument_imports(include=FOLLOWED):
        from tests.fuzz.targets import seeds

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(given.target)):
            (Path(corpus) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={given.seconds}", f"-seed={given.seed}", f"-max_len={LONGEST}"]
        options += ["-timeout=60", "-rss_limit_mb=2500", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={given.findings}/", corpus], _runner(given))
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
