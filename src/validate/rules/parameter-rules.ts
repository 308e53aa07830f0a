import { rulesOf } from "./rules-of.js";

export const PARAMETER_RULES = rulesOf({
  "parameter-unknown": [
    "warning",
    "A parameter that the flow does not have",
    'The server takes the deployment. Every run then ends with "SignatureMismatchError: Function expects parameters ' +
      "['name'] but was provided with parameters ['nam']\", also where the flow takes `**kwargs`: Prefect looks for those " +
      "below `kwargs:` (3.0.11, 3.8.8).",
  ],
  "parameter-missing": [
    "warning",
    "A parameter without a value in a deployment with a schedule",
    'The server takes the deployment and the scheduler makes runs of it. Each ends with "ParameterBindError: missing a ' +
      'required argument" (3.0.11, 3.8.8).',
  ],
  "parameter-type": [
    "error",
    "A parameter of another type than the flow wants",
    'The server holds `parameters` against the flow\'s annotations, and more strictly than the flow itself would: `"5"` for ' +
      "an `int`, `yes` in quotes for a `bool`, or nothing at all for an `int` is refused with 422 or 409 (3.0.11, 3.4.14, " +
      "3.8.8), unless the deployment is on the server already with its enforcement off. Where `enforce_parameter_schema` is off, and for a schedule's `parameters`, only the run fails: a warning.",
  ],
});
