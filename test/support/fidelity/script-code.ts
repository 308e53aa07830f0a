import { IMAGE, type FidelityScript } from "./script.ts";

export const TRIGGERS: readonly FidelityScript[] = [
  {
    key: "triggered",
    name: "triggers of all kinds, changed, added and removed",
    files: ({ since }) => ({
      "deploy.py": `from datetime import timedelta
from prefect import deploy, flow
from prefect.events import DeploymentCompoundTrigger, DeploymentEventTrigger, DeploymentSequenceTrigger, EventTrigger


@flow
def triggered(who: str = "", payload: dict = {}):
    "Waits."


reactive = DeploymentEventTrigger(
    name="triggered by flows",
    description="Starts it",
    enabled=False,
    match={"prefect.resource.id": "prefect.flow-run.*"},
    match_related={"prefect.resource.name": "triggered", "prefect.resource.role": ["flow", "deployment"]},
    expect={"prefect.flow-run.Completed", "prefect.flow-run.Failed"},
    for_each={"prefect.resource.id"},
    parameters={"who": "{{ event.resource.id }}"},
    job_variables={"env": {"FROM": "trigger"}},
    ${since(1, "schedule_after=timedelta(seconds=90),")}
)
proactive = DeploymentEventTrigger(
    posture="Proactive", expect={"acme.beat"}, after={"acme.start"}, threshold=2, within=timedelta(seconds=60)
)
both = [EventTrigger(expect={"acme.c"}), EventTrigger(expect={"acme.d"})]
compound = DeploymentCompoundTrigger(require="any", within=timedelta(hours=1), triggers=both)
sequence = DeploymentSequenceTrigger(within=timedelta(minutes=5), triggers=both)

triggered.deploy("events", ${IMAGE}, triggers=[reactive, proactive])
triggered.deploy("gone", ${IMAGE}, triggers=[DeploymentEventTrigger(expect={"acme.gone"})])
triggered.deploy("added", ${IMAGE})
deploy(triggered.to_deployment("all", triggers=[compound, sequence]), ${IMAGE})
`,
    }),
    edits: [
      ["enabled=False", "enabled=True"],
      ["threshold=2, within=timedelta(seconds=60)", "threshold=3, within=timedelta(seconds=90)"],
      ['require="any"', "require=2"],
      ['"acme.d"', '"acme.e"'],
      ["triggers=[compound, sequence]", "triggers=[sequence]"],
      [', triggers=[DeploymentEventTrigger(expect={"acme.gone"})]', ""],
      ['"added", ', '"added", triggers=[DeploymentEventTrigger(expect={"acme.new"})], '],
      ["seconds=90),\n)", "seconds=30),\n)"],
    ],
  },
];

/** Schedules of apply(), which an empty list keeps, unless a setting says that it removes them. */
const APPLIED = `from prefect.settings import PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY as CLEAR, temporary_settings
OWN = [{"schedule": {"cron": "0 1 * * *"}, "slug": "own"}]
RunnerDeployment.from_flow(entered, name="kept").apply(schedules=OWN)
with temporary_settings({CLEAR: True}):
    RunnerDeployment.from_flow(entered, name="cleared").apply(schedules=OWN, work_pool_name="other")
`;

export const CODE: readonly FidelityScript[] = [
  {
    key: "packaged",
    name: "flows of a package, by their file and by their module, in one deploy()",
    files: () => ({
      "packaged_flows/__init__.py": "",
      "packaged_flows/first.py": `from prefect import flow


@flow
def packaged_first(day: str = "today"):
    "The first."
`,
      "packaged_flows/second.py": `from prefect import flow


@flow
async def packaged_second():
    "The second."
`,
      "deploy.py": `from prefect import deploy
from prefect.types.entrypoint import EntrypointType
from packaged_flows.first import packaged_first
from packaged_flows.second import packaged_second

if __name__ == "__main__":
    deploy(
        packaged_first.to_deployment("file"),
        packaged_second.to_deployment("file", tags=["x"], work_pool_name="other"),
        packaged_first.to_deployment("module", entrypoint_type=EntrypointType.MODULE_PATH),
        ${IMAGE}, print_next_steps_message=False,
    )
    packaged_second.deploy("imageless", work_pool_name="other", entrypoint_type=EntrypointType.MODULE_PATH, ignore_warnings=True)
`,
    }),
    edits: [
      ['day: str = "today"', "day: int"],
      ['packaged_second.to_deployment("file"', 'packaged_second.to_deployment("moved"'],
    ],
  },
  {
    key: "looped",
    name: "deployments in a loop, with job variables of the environment",
    files: () => ({
      "deploy.py": `import os
from prefect import deploy, flow


@flow
def looped(region: str = ""):
    "Runs everywhere."


def variables(region):
    return {"env": {"REGION": region, "TIER": os.environ["FIDELITY_TIER"], "N": "1"}}


for region in ("eu", "us", "ap"):
    looped.deploy(region, ${IMAGE}, parameters={"region": region}, job_variables=variables(region))
deploy(*[looped.to_deployment(f"{region}-{n}", tags=[region, str(n)]) for region in ("eu", "us") for n in range(2)], ${IMAGE})
`,
    }),
    edits: [
      ['"us", "ap"', '"us", "sa"'],
      ["range(2)", "range(1, 3)"],
      ['"N": "1"', '"M": "1"'],
    ],
  },
  {
    key: "awaited",
    name: "deploys in coroutines, one after the other and at once",
    files: ({ since }) => ({
      "deploy.py": `import asyncio
from prefect import deploy, flow


@flow
async def awaited(day: str = "today"):
    "Waits for it."


async def main():
    await awaited.deploy("deploy", ${IMAGE}, tags=["a"])
    await deploy(await awaited.${since(2, "ato_deployment", "to_deployment")}("list", cron="0 1 * * *"), ${IMAGE})
    await asyncio.gather(*[awaited.${since(6, "adeploy", "deploy")}(name, ${IMAGE}) for name in ("one", "two")])
    ${since(6, `from prefect.deployments.runner import adeploy; await adeploy(await awaited.ato_deployment("adeploy"), ${IMAGE})`)}


asyncio.run(main())
`,
    }),
    edits: [
      ['["a"]', '["b"]'],
      ['"two"', '"three"'],
      ['"0 1 * * *"', '"0 2 * * *"'],
      ["day: str", "hour: str"],
    ],
  },
  {
    key: "sourced",
    name: "flow.from_source(), of a folder and of a git repository",
    files: ({ repository }) => ({
      "deploy.py": `from prefect import deploy, flow
from prefect.runner.storage import GitRepository

if __name__ == "__main__":
    flow.from_source(source="${repository}", entrypoint="flows.py:local").deploy(
        name="path", work_pool_name="other", cron="0 1 * * *", job_variables={"env": {"A": "1"}}, ignore_warnings=True
    )
    cloned = flow.from_source(
        source=GitRepository(url="file://${repository}", branch="main"), entrypoint="flows.py:cloned"
    )
    cloned.deploy("git", work_pool_name="other", tags=["a"], print_next_steps=False)
    deploy(
        cloned.to_deployment("listed", parameters={"day": "monday"}),
        flow.from_source("file://${repository}", "flows.py:local").to_deployment("listed"),
        work_pool_name="other",
    )
    cloned.deploy("image", ${IMAGE})
`,
    }),
    edits: [
      ['"A": "1"', '"B": "1"'],
      [', branch="main"', ", include_submodules=True"],
      ['"monday"', '"tuesday"'],
    ],
  },
  {
    key: "entered",
    name: "RunnerDeployment.from_entrypoint(), from_flow() and from_storage(), applied by the script",
    files: ({ repository, since }) => ({
      "entered_flow.py": `from prefect import flow


@flow
def entered(day: str = "today"):
    "Comes in by its entrypoint."
`,
      "deploy.py": `from prefect import deploy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner.storage import GitRepository
from entered_flow import entered

RunnerDeployment.from_entrypoint(
    "entered_flow.py:entered", name="entrypoint", work_pool_name="other", work_queue_name="urgent", tags=["a"],
    cron="0 1 * * *", parameters={"day": "monday"}, description="Every night", version="1", paused=True, concurrency_limit=2,
    enforce_parameter_schema=False, job_variables={"env": {"A": "1"}},
).apply()
RunnerDeployment.from_entrypoint("entered_flow.py:entered", name="imaged").apply(work_pool_name="pool", image="repo/a:1")
RunnerDeployment.from_flow(entered, name="poolless", interval=600).apply()
${since(9, APPLIED)}deploy(
    RunnerDeployment.from_entrypoint("entered_flow.py:entered", name="listed"),
    RunnerDeployment.from_storage(GitRepository(url="file://${repository}"), entrypoint="flows.py:stored", name="listed"),
    ${IMAGE},
)
`,
    }),
    edits: [
      ['["a"]', '["b"]'],
      ['"monday"', '"tuesday"'],
      ["paused=True", "paused=False"],
      ["repo/a:1", "repo/a:2"],
      ["interval=600", "interval=900"],
      [", concurrency_limit=2", ""],
      ["schedules=OWN", "schedules=[]"],
      ['work_queue_name="urgent", ', ""],
    ],
  },
  {
    key: "built",
    name: "images that the script builds and pushes",
    files: () => ({
      "deploy.py": `from prefect import deploy, flow
from prefect.docker import DockerImage


class Built(DockerImage):
    def build(self):
        print("built", self.reference)

    def push(self):
        print("pushed", self.reference)


@flow
def built():
    "Is in an image."


built.deploy("pushed", work_pool_name="pool", image=Built("repo/built", tag="1"))
built.deploy("kept", work_pool_name="pool", image=Built("repo/built:2"), push=False)
deploy(built.to_deployment("listed", job_variables={"image": "overwritten", "x": 1}), work_pool_name="pool", image=Built("repo/built", tag="3"))
`,
    }),
    edits: [
      ['tag="1"', 'tag="4"'],
      ["repo/built:2", "registry.example.com:5000/repo/built:2"],
    ],
  },
];
