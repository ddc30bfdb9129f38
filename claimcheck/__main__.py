"""Lets `python -m claimcheck` stand for the command."""

from claimcheck.cli.main import main

if __name__ == "__main__":
    main()
