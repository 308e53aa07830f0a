"""Reads the orders that came in, one JSON file each, and counts what is usable."""

import json
from pathlib import Path

from prefect import flow, get_run_logger, task


@task(retries=2, retry_delay_seconds=10)
def read_order(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@flow(log_prints=True)
def ingest_orders(inbox: str = "/var/lib/orders/inbox") -> int:
    """Returns how many orders have an amount."""
    orders = [read_order(path) for path in sorted(Path(inbox).glob("*.json"))]
    usable = [order for order in orders if "amount" in order]
    get_run_logger().info("%d of %d orders are usable", len(usable), len(orders))
    return len(usable)


if __name__ == "__main__":
    ingest_orders()
