"""`python -m actorgraph` is the command `actorgraph`."""

from actorgraph.cli import main

if __name__ == "__main__":
    main()
