"""`python -m careplan`: the same as the `careplan` command."""

from careplan.early import stoppable

stoppable()

from careplan.cli import main  # noqa: E402  # loading takes a moment, in which Ctrl-C ends the program already

main()
