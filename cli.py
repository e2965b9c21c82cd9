"""The same answers as on the screen, from a terminal: for scripts and schedules. Speaks Dutch, wrong usage exits 2."""

from terminal.opdrachten import cli

if __name__ == "__main__":
    cli(prog_name="python cli.py")
