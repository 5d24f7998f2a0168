"""One door for every command: errors become messages and exit codes here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from headwater.cli.output import tell
from headwater.cli.parser import make_parser
from headwater.errors import UserError


FINE, FINDINGS, USER, OURS = 0, 1, 2, 3
INTERRUPTED, READER_LEFT = 130, 141  # 128 + the signal, as shells count


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without our letters
    try:
        code = _run(argv)
        sys.stdout.flush()
    except UserError as error:
        tell(said(error))
        return USER
    except SystemExit as leaving:  # argparse: --help, --version, a wrong word
        return leaving.code if isinstance(leaving.code, int) else FINE
    except BrokenPipeError:
        _close_quietly()
        return READER_LEFT
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: say so and leave
        return _our_fault(error)
    return code


def _run(argv: Sequence[str] | None) -> int:
    parser = make_parser()
    args = parser.parse_args(argv)
    if "run" not in args:
        parser.print_help()
        return FINE
    code: int = args.run(args)
    return code


def said(error: UserError) -> str:
    """The message in the order that helps: where, what, what to do next."""
    first = " ".join(part for part in (error.where, error.what) if part)
    return f"{first}\n{error.fix}" if error.fix else first


def _close_quietly() -> None:
    """The reader of the pipe has gone: nothing more can or need be said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _our_fault(error: Exception) -> int:
    import traceback

    details = "".join(traceback.format_exception(error))
    if os.environ.get("HEADWATER_DEBUG", "").lower() in ("1", "yes"):
        where = details
    else:
        where = (
            f"The details are in {_keep(details)}. Please send that file to whoever "
            "looks after Headwater for you.\nRead it first: it can hold words from "
            "your plan. With HEADWATER_DEBUG=1 the details are shown here instead."
        )
    print(
        "This is our fault: something went wrong inside Headwater.",
        where,
        sep="\n",
        file=sys.stderr,
    )
    return OURS


def _keep(details: str) -> str:
    """Keep the details in a file that only this person may read."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="headwater-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(details)
    return file.name
