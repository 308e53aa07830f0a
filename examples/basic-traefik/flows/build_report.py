"""Sums up the orders of the last days."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

from prefect import flow, task


@task
def recent_amounts(inbox: str, since: datetime) -> list[float]:
    amounts = []
    for path in Path(inbox).glob("*.json"):
        if datetime.fromtimestamp(path.stat().st_mtime, timezone.utc) >= since:
            amounts.append(float(json.loads(path.read_text(encoding="utf-8")).get("amount", 0)))
    return amounts


@flow(log_prints=True)
def build_report(days: int = 1, currency: str = "EUR", inbox: str = "/var/lib/orders/inbox") -> str:
    """Returns one line: how many orders, and their sum."""
    since = datetime.now(timezone.utc) - timedelta(days=days)
    amounts = recent_amounts(inbox, since)
    report = f"{len(amounts)} orders in {days} days, {sum(amounts):.2f} {currency}"
    print(report)
    return report


if __name__ == "__main__":
    build_report()
