"""Reads the orders of the shop, one JSON file each."""

import json
from pathlib import Path

from prefect import flow, task


@task(retries=2, retry_delay_seconds=10)
def read_order(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@flow(log_prints=True)
def import_orders(inbox: str = "/var/lib/orders") -> int:
    """Returns how many orders there are."""
    orders = [read_order(path) for path in sorted(Path(inbox).glob("*.json"))]
    print(f"{len(orders)} orders")
    return len(orders)


if __name__ == "__main__":
    import_orders()
