"""What a workbook may be, at the most. A file beyond it is refused in words."""

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_ZIP_ENTRIES = 200
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 8
WALL_SECONDS = 20
LARGE_SHEETS_BYTES = 1_500_000
"""Unpacked sheets of about 2,000 rows: from here on a worker reads the book, with progress to look at."""
LARGE_ROWS = 2_000
"""An import of more rows is applied and taken back by a worker (0.5–1 s of processor for 1,000 rows)."""
