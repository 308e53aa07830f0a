import { rulesOf } from "./rules-of.js";

export const ENTRYPOINT_RULES = rulesOf({
  "entrypoint-syntax": [
    "error",
    "An entrypoint that is no `file.py:function`",
    "Prefect splits it at the last colon. With `.py:` in it the first part is a file, seen from the directory in which " +
      "`prefect deploy` runs; else a module. `flows/hello:main` ends with \"No module named 'flows/hello'\", `hello` with a " +
      "ValueError, `flows/hello.py:main()` with a MissingFlowError (3.8.8).",
  ],
  "entrypoint-file-missing": [
    "error",
    "An entrypoint whose file is not there",
    "`prefect deploy` imports the flow before its first request, so the file must be there when it deploys, whatever the " +
      "pull steps do later. It ends with a FileNotFoundError (3.0.11, 3.8.8). Only a warning for an absolute path and for " +
      "a module of a package.",
  ],
  "entrypoint-case": [
    "error",
    "An entrypoint whose file is spelt with other upper and lower case",
    "macOS and Windows find the file all the same, Linux does not: it works at a desk and fails in CI.",
  ],
  "entrypoint-syntax-error": [
    "unchecked",
    "A flow's file that is not valid Python",
    "Prefect imports the file, and when that fails it parses it, which fails too: the deploy ends with a SyntaxError " +
      "(3.0.11, 3.8.8). Only a warning where the Python that reads the files is not the one that deploys, and a newer one " +
      "may accept the line.",
  ],
  "entrypoint-function-missing": [
    "error",
    "An entrypoint whose function is not in its file",
    "Prefect ends with a MissingFlowError (3.0.11, 3.8.8). Only a warning where `import *`, `globals()`, " +
      "`__getattr__` or code outside of a class may bring the name in; and for a function within another one, or below " +
      '`if __name__ == "__main__":`: it is not there when the file is imported, but where a dependency is missing in ' +
      "the deploy Prefect reads the text, finds it, and every run then fails.",
  ],
  "entrypoint-not-a-flow": [
    "error",
    "An entrypoint that names something else than a flow",
    "Prefect ends with \"Function with name … is not a flow. Make sure that it is decorated with '@flow'.\" (3.0.11, " +
      "3.8.8). Nothing is said of a function with a decorator that may make a flow of it.",
  ],
});
