"""Sums up the orders of one shop."""

import json
from pathlib import Path

from prefect import flow


@flow(log_prints=True)
def report_sales(shop: str, currency: str = "EUR", inbox: str = "/var/lib/orders") -> str:
    """Returns one line: the shop, and the sum of its orders."""
    paths = Path(inbox, shop).glob("*.json")
    amounts = [float(json.loads(path.read_text(encoding="utf-8")).get("amount", 0)) for path in paths]
    report = f"{shop}: {sum(amounts):.2f} {currency}"
    print(report)
    return report


if __name__ == "__main__":
    report_sales("berlin")
