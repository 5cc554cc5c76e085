"""Lets ``python -m qa`` stand for the command ``wenbao``."""

from qa.cli.start import main

if __name__ == "__main__":
    main()
