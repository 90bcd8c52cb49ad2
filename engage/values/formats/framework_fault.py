"""What is wrong with a file, in one sentence that says where."""


class BadFile(ValueError):
    """A file that cannot be taken: `where` names the row or part ("" for the file), the sentence what to do."""

    def __init__(self, where: str, sentence: str) -> None:
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.where = where
        self.sentence = sentence
