import { rulesOf } from "./rules-of.js";

/** What reading the prefect files reports. */
export const FILE_RULES = rulesOf({
  "no-file": [
    "unchecked",
    "A prefect file that cannot be read",
    'Without its file Prefect ends with "An entrypoint must be provided".',
  ],
  "file-not-read": [
    "unchecked",
    "A flow's file, or a settings file, that is not read",
    "Only regular files are opened, of 10 MB at most each and 100 MB together: a named pipe waits for a writer, and " +
      "`/dev/zero` has no end, for Prefect too. A warning where Prefect may well read it: for a large file, and in " +
      "`mode: validate` for one outside of the repository, or behind a link that leads out of it.",
  ],
  "yaml-syntax": [
    "unchecked",
    "Not YAML as Prefect reads it",
    "Prefect reads the file with PyYAML (YAML 1.1, one document). Where that fails, Prefect prints a yellow line, drops " +
      'the whole file, and ends with "An entrypoint must be provided". A template that is not in quotes is a mapping to ' +
      "YAML, not a text; a tab behind a value is an error. Measured on Prefect 3.8.8 with PyYAML 6.0.4.",
  ],
  "yaml-text": [
    "unchecked",
    "Not UTF-8 text, or a character that YAML does not allow",
    "Prefect opens the file as text: what is not UTF-8 ends in a Python traceback on Linux. PyYAML then refuses control " +
      "characters, and Prefect drops the whole file. Measured on Prefect 3.8.8.",
  ],
  "yaml-alias": [
    "unchecked",
    "An anchor, alias or merge key that leads nowhere",
    "PyYAML refuses an alias without an anchor before it, an anchor that is set twice, and a `<<` that is not a mapping. " +
      "Prefect cannot copy a value that contains itself. Aliases that repeat more than 500,000 values, 6 MB of text or 400 levels are refused " +
      "here. Measured on PyYAML 6.0.2 and 6.0.4.",
  ],
  "yaml-size": [
    "unchecked",
    "A file of more than 10 MB, or 1.5 million words and signs",
    "10,000 deployments have 4 MB, and a million words and signs. This limit is not Prefect's: PyYAML needs minutes for " +
      "such a file, and a check must not.",
  ],
  "too-many-findings": [
    "unchecked",
    "More findings than anybody reads",
    "A group of rules stops at 10,000 findings: by aliases a small file has thousands of values, and each of them may be " +
      "wrong. What stands behind is not checked, so this is an error. What is turned off does not count, up to 100,000.",
  ],
  "ignore-refused": [
    "error",
    "A comment that cannot turn off what it names",
    "A rule whose findings say that a file, or a part of one, is not checked cannot be turned off: the step would be " +
      "green, and nobody would know that nothing was looked at. The finding itself is there too, and as severe.",
  ],
  "not-a-mapping": [
    "unchecked",
    "A file, or a deployment, that is not a mapping of keys",
    "A file that is empty or holds a list is dropped with a yellow line. One item of `deployments:` that is not a mapping " +
      "ends in an AttributeError (3.8.8).",
  ],
  "duplicate-key": [
    "warning",
    "The same key twice in one mapping",
    "PyYAML takes the last one silently; what the first one said is lost. Measured on PyYAML 6.0.2 and 6.0.4.",
  ],
  "merge-order": [
    "warning",
    "Merged mappings that contradict each other",
    "Of `<<: [*a, *b]` the first mapping wins by YAML's own rule and in PyYAML 6.0.2; in PyYAML 6.0.4 the last one does. " +
      "Which one is deployed depends on the runner.",
  ],
});
