"""Makes the deployments of the shop. Run by the workflow, not by hand: `python deploy.py`."""

from prefect import deploy
from prefect.events import DeploymentEventTrigger
from prefect.schedules import Cron

from flows.import_orders import import_orders

# Built and pushed by another workflow, when the flows change.
IMAGE = "ghcr.io/your-org/shop-flows:v1"

SHOPS = {"berlin": "Europe/Berlin", "porto": "Europe/Lisbon"}

if __name__ == "__main__":
    deploy(
        *(
            import_orders.to_deployment(
                name=shop,
                parameters={"inbox": f"/var/lib/orders/{shop}"},
                schedule=Cron("5 * * * *", timezone=timezone, slug="hourly"),
                tags=["shop"],
            )
            for shop, timezone in SHOPS.items()
        ),
        import_orders.to_deployment(
            name="on-upload",
            triggers=[
                DeploymentEventTrigger(
                    name="orders-uploaded",
                    expect={"shop.orders.uploaded"},
                )
            ],
        ),
        work_pool_name="default-pool",
        image=IMAGE,
        build=False,
        push=False,
    )
