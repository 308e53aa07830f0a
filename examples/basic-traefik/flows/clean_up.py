"""Removes order files that are no longer needed."""

import time
from pathlib import Path

from prefect import flow, get_run_logger


@flow
def clean_up(keep_days: int = 90, inbox: str = "/var/lib/orders/inbox") -> int:
    """Returns how many files were removed."""
    limit = time.time() - keep_days * 86_400
    old = [path for path in Path(inbox).glob("*.json") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink()
    get_run_logger().info("removed %d files older than %d days", len(old), keep_days)
    return len(old)


if __name__ == "__main__":
    clean_up()
