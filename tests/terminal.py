#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Types into `cantlie repl` on a terminal of its own and looks at the screen.

    tests/terminal.py CANTLIE

Each step is keys, and a text that must then appear. Completion, Ctrl-C, a
terminal that becomes narrow, keys that mean nothing, and Ctrl-D are tried.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][0-9A-B]?|[\x07\r\x0f]")

STEPS = [
    ("", "> "),
    ("KR\t", "KRAS"),
    ("mu\t", "mutated"),
    ("\n", "unknown"),
    ("CEA > 5 \t", "ug/L"),
    ("\x03", "^C"),
    (":wh\t\t", ":whynot"),
    ("\x03", "^C"),
    ("KRAS wild-type -> cet\t\n", "joins"),
    ("set KRAS wi\t\n", "recommended"),
    ("rule r\n", ". "),
    ("\x03", "^C"),
    ("2 +\n2\n", "4"),
    ("\x1b[A\x1b[A\x1b[A", "set KRAS"),
    ("\x03", "^C"),
    ("\x1b[99;\x1b[5~\x02\x06\x00\x1c\x03", "^C"),
    ("narrow", ""),
    ("KRAS wild-type and KRAS wild-type and (KRAS \t\x03", "^C"),
    ("wide", ""),
    ("KRAS wild", "wild"),
    ("signal", "> "),
    ("1 cm = 10 mm\n", "yes"),
    ("\x04", ""),
]


def resize(fd, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def read_until(fd, text):
    """Reads until the text has appeared and nothing follows it; fails after
    ten seconds."""
    seen, end = b"", time.monotonic() + 10
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.25)[0]:
            try:
                seen += os.read(fd, 65536)
            except OSError:
                break
        elif text.encode() in ESCAPES.sub(b"", seen):
            return True
    print(f"{text!r} did not appear; instead: {seen!r}")
    return False


def drive(fd, child):
    for keys, text in STEPS:
        if keys in ("narrow", "wide"):
            resize(fd, 8 if keys == "narrow" else 80)
            time.sleep(0.2)
            continue
        if keys == "signal":
            os.kill(child, signal.SIGINT)
        else:
            os.write(fd, keys.encode())
        if text and not read_until(fd, text):
            return False
    return True


def main():
    child, fd = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        # libedit forgets the names of functions that were added to it.
        os.environ["ASAN_OPTIONS"] = (
            os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        )
        os.execv(sys.argv[1], [sys.argv[1], "repl", *sys.argv[2:]])
    resize(fd, 80)
    right = drive(fd, child)
    if not right:
        os.kill(child, 9)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            print("right" if right and status == 0 else f"wrong: {status}")
            return
        if select.select([fd], [], [], 0.05)[0]:
            try:
                os.read(fd, 65536)
            except OSError:
                pass
    os.kill(child, 9)
    print("wrong: Ctrl-D does not end it")


if __name__ == "__main__":
    main()
