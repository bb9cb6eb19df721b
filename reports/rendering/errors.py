"""Why a document was not printed; every message is for people."""

FOREIGN = "Печатная форма обращается к постороннему файлу или адресу"


class UnableToPrint(Exception):
    """A document could not be made."""


class PrintingTooLong(UnableToPrint):
    """Setting took more time than it may."""


class PrintingTooBig(UnableToPrint):
    """Setting wanted more memory than it may have."""


class PrintingDied(UnableToPrint):
    """The process that set the document is gone."""
