import humanize
from prefect import flow

from rows import ROWS


@flow(log_prints=True, description=f"Made with humanize {humanize.__version__}.")
def report():
    print(humanize.intcomma(ROWS))
