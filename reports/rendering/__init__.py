"""Paper and sheets: turns finished HTML and sheet specifications into bytes, and decides nothing."""
