import { rulesOf } from "./rules-of.js";

export const TEMPLATE_RULES = rulesOf({
  "template-unset": [
    "warning",
    "An environment variable that is not set in this job",
    "Prefect puts nothing in its place, with a warning at most, and exits 0 (3.0.11, 3.4.14, 3.8.8). In `name`, " +
      "`entrypoint`, the name of the work pool or a schedule's `cron` nothing can be deployed that way. In a pull step the " +
      "worker's own environment counts, so it is not judged. Only `plan` and `deploy` look: `validate` asks nothing of " +
      "the environment.",
  ],
  "template-unknown": [
    "warning",
    "A template that nothing fills in",
    "`{{ id.field }}` takes the output of the step with this id, in the deployment from build and push steps, in a step " +
      "from those before it. What is not there becomes nothing: a key whose whole value it is disappears, with a " +
      "warning at most, and the deploy exits 0 (3.8.8). In triggers too; only their `parameters` keep it, for the event " +
      "(3.8.8, 3.9.1).",
  ],
  "template-too-early": [
    "error",
    "A step's output where no step has run yet",
    "Prefect imports the flow and asks for the work pool before it runs build steps. A step's output in `entrypoint` or " +
      "`work_pool.name` is still the text `{{ … }}` then, and the deploy fails (3.8.8).",
  ],
  "template-braces": [
    "warning",
    "Braces that are no template to Prefect",
    "Prefect fills in `{{ name }}` and nothing else: no filters, no statements, no defaults. Anything else is stored as " +
      "it stands (3.0.11, 3.4.14, 3.8.8).",
  ],
  "template-prefect": [
    "warning",
    "A block or variable that Prefect does not resolve",
    "Only `prefect.blocks.type.name` and `prefect.variables.name` are resolved. A misspelt one becomes nothing; a block " +
      "without its name ends the deploy, as does a block with text around it before 3.7.0 (3.8.8). Variables are not " +
      "looked into: `prefect.variables.name.field` becomes nothing.",
  ],
  "template-github": [
    "warning",
    "An expression of GitHub in a prefect file",
    "GitHub fills in `${{ … }}` in workflows only. Prefect takes `{{ secrets.TOKEN }}` in it for a template that nothing " +
      "fills in, and stores a single `$` (3.8.8).",
  ],
  "secret-stored": [
    "warning",
    "A secret block whose value is stored in clear",
    "Outside of steps `prefect deploy` resolves blocks itself: what the block holds is stored with the deployment, in clear, " +
      "for everyone who can read it, and a new value of the block does not reach it (3.8.8). In steps the reference " +
      "is kept, and filled in where they run.",
  ],
});
