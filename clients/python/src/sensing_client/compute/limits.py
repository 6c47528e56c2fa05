"""What the numbers of every figure keep to."""

#: Of fewer stories than this, the service tells nothing; nor do the figures, unless they are asked to.
FEWEST = 10


def hidden_note(stories: int) -> str:
    """Says that an export of staff lacks answers that the service's own figures have."""
    return (
        f"Answers of up to {stories:,} stories to a question are not in this export, so that few stories cannot be told apart; "
        "the service's own figures have them."
    )
