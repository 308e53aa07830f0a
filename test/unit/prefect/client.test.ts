import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { findClient, findInstalled, starting, type Client } from "../../../src/prefect/client.js";
import { run } from "../../../src/prefect/process.js";

/** Scripts and links of POSIX; Windows is tested with the real launchers in the integration tests. */
describe.skipIf(process.platform === "win32")("the interpreter that runs", () => {
  const real = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], {
    encoding: "utf8",
  }).trim();
  const system = process.env["PATH"] ?? "";
  let cwd = "";

  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), "client-")));
  });

  afterEach(() => {
    rmSync(cwd, { recursive: true, force: true });
  });

  function script(file: string, text: string, mode = 0o755): string {
    const path = join(cwd, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  /** A Python of its own: a link, as in a virtual environment. */
  function python(file: string): string {
    const path = join(cwd, file);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(real, path);
    return path;
  }

  const find = (command: string[], path = join(cwd, "bin") + delimiter + system) =>
    findClient(command, "`- run: pip install prefect`", { cwd, env: { PATH: path } });

  async function pythonOf(command: string[], path?: string): Promise<readonly string[]> {
    const client = await find(command, path);
    expect(client.command).toEqual(command);
    return client.python;
  }

  async function failureOf(command: string[], path?: string): Promise<string> {
    const error: unknown = await find(command, path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ActionError);
    return (error as ActionError).message;
  }

  describe("`prefect` on PATH", () => {
    test.each([
      ["names it", "#!PYTHON\nimport prefect\n"],
      ["names it with an option", "#!PYTHON -I\n"],
      ["names it after a space", "#! PYTHON\n"],
      ["names it, with the line ends of Windows", "#!PYTHON\r\nimport x\r\n"],
      [
        "is wrapped for a long path, as by pip and uv",
        "#!/bin/sh\n'''exec' \"PYTHON\" \"$0\" \"$@\"\n' '''\nimport x\n",
      ],
      ["is wrapped, without quotes", "#!/bin/sh\n'''exec' PYTHON \"$0\" \"$@\"\n' '''\nimport x\n"],
      ["is wrapped, with options", "#!/bin/sh\n'''exec' \"PYTHON\" -s -E \"$0\" \"$@\"\n' '''\nimport x\n"],
    ])("%s", async (_what, text) => {
      const path = python("elsewhere/bin/python3.11");
      script("bin/prefect", text.replaceAll("PYTHON", path));
      expect(await pythonOf(["prefect"])).toEqual([path]);
    });

    test("is wrapped, since its path has spaces", async () => {
      const path = python("a folder/bin/python");
      script("bin/prefect", `#!/bin/sh\n'''exec' "${path}" "$0" "$@"\n' '''\nimport x\n`);
      expect(await pythonOf(["prefect"])).toEqual([path]);
    });

    test.each([
      ["#!/usr/bin/env python3\n"],
      ["#!/usr/bin/env -S python3 -u\n"],
      ["#!/usr/bin/env -S -i python3\n"],
    ])("asks PATH for it: %j", async (text) => {
      const path = python("other/python3");
      script("bin/prefect", text);
      const folders = [join(cwd, "bin"), join(cwd, "other"), system];
      expect(await pythonOf(["prefect"], folders.join(delimiter))).toEqual([path]);
    });

    test("is a relocatable script or a shim beside it", async () => {
      const path = python("bin/python");
      script(
        "bin/prefect",
        `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"\n' '''\n`,
      );
      expect(await pythonOf(["prefect"])).toEqual([path]);
      script("bin/prefect", '#!/usr/bin/env bash\nset -e\nexec pyenv exec prefect "$@"\n');
      expect(await pythonOf(["prefect"])).toEqual([path]);
    });

    test("is a link to a script in an environment", async () => {
      const path = python("venv/bin/python");
      script("venv/bin/prefect", "#!/bin/sh\nexec something\n");
      mkdirSync(join(cwd, "bin"));
      symlinkSync("../venv/bin/prefect", join(cwd, "bin/prefect"));
      expect(await pythonOf(["prefect"])).toEqual([path]);
    });

    test("is the first one that can be run", async () => {
      const path = python("venv/bin/python");
      script("first/prefect", "#!/not/this/python\n", 0o644);
      mkdirSync(join(cwd, "second/prefect"), { recursive: true });
      script("third/prefect", `#!${path}\n`);
      script("fourth/prefect", "#!/not/this/python\n");
      const folders = ["missing", "first", "second", "third", "fourth"].map((name) => join(cwd, name));
      expect(await pythonOf(["prefect"], folders.join(delimiter))).toEqual([path]);
    });

    test.each([
      [
        "pip",
        "#!PYTHON\n# -*- coding: utf-8 -*-\nimport re\nimport sys\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      [
        "uv",
        "#!PYTHON\nimport sys\nfrom prefect.cli import app\nif __name__ == '__main__':\n    sys.exit(app())\n",
      ],
      [
        "pip, for a long path",
        "#!/bin/sh\n'''exec' \"PYTHON\" \"$0\" \"$@\"\n' '''\nimport sys\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      [
        "uv, for an environment of its cache",
        `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"\n' '''\nimport sys\nfrom prefect.cli import app\nsys.exit(app())\n`,
      ],
    ])("is known as Prefect's own entry point, as of %s", async (_who, text) => {
      const path = python("venv/bin/python");
      script("venv/bin/prefect", text.replaceAll("PYTHON", path));
      mkdirSync(join(cwd, "bin"));
      symlinkSync("../venv/bin/prefect", join(cwd, "bin/prefect"));
      expect((await find(["prefect"])).modulePath).toBe(join(cwd, "venv/bin"));
    });

    test.each([
      [
        "sets something first",
        "#!PYTHON\nimport os, sys\nos.environ['X'] = '1'\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      [
        "imports something else",
        "#!PYTHON\nimport sys\nimport ours\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      [
        "looks elsewhere first",
        "#!PYTHON\nimport sys\nsys.path.insert(0, '/opt/ours')\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      [
        "runs Python with an option",
        "#!PYTHON -I\nimport sys\nfrom prefect.cli import app\nsys.exit(app())\n",
      ],
      ["is something else", "#!PYTHON\nimport sys\nprint(sys.argv)\n"],
    ])("is not, where it %s", async (_what, text) => {
      const path = python("venv/bin/python");
      script("bin/prefect", text.replaceAll("PYTHON", path));
      expect((await find(["prefect"])).modulePath).toBeUndefined();
    });

    test.each([
      [["uv", "run", "prefect"], "venv/bin"],
      [["poetry", "run", "prefect"], "venv/bin"],
      [["pdm", "run", "prefect"], undefined],
      [["PYTHON", "-m", "prefect"], "."],
      [["PYTHON", "-m", "ours.prefect"], undefined],
      [["uv", "run", "python", "-m", "prefect"], "."],
      [["pdm", "run", "python", "-m", "prefect"], undefined],
    ])("of %j may share an import where the runner lets streams pass: %s", async (words, folder) => {
      const path = python("venv/bin/python");
      script("venv/bin/prefect", `#!${path}\nimport sys\nfrom prefect.cli import app\nsys.exit(app())\n`);
      for (const runner of ["uv", "poetry", "pdm"]) {
        script(
          `bin/${runner}`,
          `#!/bin/sh\nshift\nPATH='${join(cwd, "venv/bin")}:$PATH' exec "$@"\n`.replace(
            "$PATH'",
            '\'"$PATH"',
          ),
        );
      }
      const command = words.map((word) => (word === "PYTHON" ? path : word));
      const { modulePath } = await findClient(command, "", {
        cwd,
        env: { PATH: [join(cwd, "bin"), system].join(delimiter) },
      });
      expect(modulePath).toBe(folder === "." ? "." : folder && join(cwd, folder));
    });

    test("is found by a path relative to the working directory too", async () => {
      const path = python("venv/bin/python");
      script("venv/bin/prefect", `#!${path}\n`);
      expect(await pythonOf(["prefect"], "venv/bin")).toEqual([path]);
    });
  });

  describe("a path", () => {
    test.each([
      ["./venv/bin/prefect"],
      ["venv/bin/prefect"],
      ["ABSOLUTE/venv/bin/prefect"],
      ["./with space/prefect"],
    ])("%s", async (given) => {
      const path = python("venv/bin/python");
      script("venv/bin/prefect", `#!${path}\n`);
      script("with space/prefect", `#!${path}\n`);
      expect(await pythonOf([given.replace("ABSOLUTE", cwd)])).toEqual([path]);
    });
  });

  describe("a command with a runner", () => {
    test("is started by the runner too, and looked for on its PATH", async () => {
      const path = python("env/bin/python");
      script("env/bin/prefect", `#!${path}\n`);
      script("bin/prefect", "#!/not/this/python\n");
      const runner = ["env", `PATH=${join(cwd, "env/bin")}${delimiter}${system}`];
      expect(await pythonOf([...runner, "prefect"])).toEqual([...runner, path]);
    });

    test("may print what it likes on the way", async () => {
      const path = python("bin/python");
      script("bin/prefect", `#!${path}\n`);
      script("bin/noisy", '#!/bin/sh\necho "Installed 3 packages"\nprintf "no line end"\nexec "$@"\n');
      expect(await pythonOf(["noisy", "prefect"])).toEqual(["noisy", path]);
    });

    test("that only has python3", async () => {
      const path = python("only/python3");
      script("only/prefect", `#!${path}\n`);
      expect(await pythonOf(["/usr/bin/env", `PATH=${join(cwd, "only")}`, "prefect"])).toEqual([
        "/usr/bin/env",
        `PATH=${join(cwd, "only")}`,
        path,
      ]);
    });

    test.each([
      [["python", "-m", "prefect"], ["python"]],
      [
        ["uv", "run", "python", "-m", "prefect"],
        ["uv", "run", "python"],
      ],
      [
        ["py", "-3.11", "-m", "prefect"],
        ["py", "-3.11"],
      ],
    ])("%j says itself that it is %j", async (command, expected) => {
      script(`bin/${expected[0] ?? ""}`, "#!/bin/sh\n");
      expect(await pythonOf(command, join(cwd, "bin"))).toEqual(expected);
    });
  });

  describe("a runner", () => {
    const ENTRY_POINT = "import sys\nfrom prefect.cli import app\nsys.exit(app())\n";
    const given = () => ({
      PATH: [join(cwd, "bin"), system].join(delimiter),
      HOME: cwd,
      PREFECT_PROFILE: "x",
    });

    /** One that prepares an environment, does as `more` says, and tells of each start. */
    function runner(name: string, more = ""): void {
      const venv = join(cwd, "venv");
      script(
        `bin/${name}`,
        `#!/bin/sh
echo start >> '${join(cwd, "starts")}'
while [ "$1" = run ] || [ "$1" = tool ] || [ "$1" = prefect==3 ] || [ "\${1#-}" != "$1" ]; do shift; done
VIRTUAL_ENV='${venv}'; PATH='${venv}/bin':"$PATH"; export VIRTUAL_ENV
${more}
exec "$@"
`,
      );
    }

    beforeEach(() => {
      script("venv/bin/prefect", `#!${python("venv/bin/python")}\n${ENTRY_POINT}`);
    });

    const starts = (): number => readFileSync(join(cwd, "starts"), "utf8").split("\n").length - 1;

    async function clientOf(command: string, env: NodeJS.ProcessEnv = given()): Promise<Client> {
      const installed = await findInstalled(command.split(" "), { cwd, env });
      if (!installed) throw new Error("Not found.");
      return installed.client;
    }

    test.each([
      ["uv run prefect"],
      ["poetry run prefect"],
      ["uvx --from prefect==3 prefect"],
      ["uv tool run --from prefect==3 prefect"],
      ["uv run python -m prefect"],
      ["uv run -m prefect"],
    ])("that lets streams pass is started once, then its Python as it starts that: %s", async (command) => {
      runner(command.split(" ")[0] ?? "", "unset HOME; export DB_PASSWORD='two words'");
      const client = await clientOf(command);
      expect(starts()).toBe(1);
      const env = { ...given(), PREFECT_API_URL: "http://127.0.0.1:9/api" };
      const direct = starting(client, env);
      expect(direct.python).toEqual([join(cwd, "venv/bin/python")]);
      const program = "import os, sys; print(sys.executable, sys.path, sorted(os.environ.items()))";
      const own = await run([...direct.python, "-c", program], { cwd, env: direct.env });
      const through = await run([...client.python, "-c", program], { cwd, env });
      expect(starts()).toBe(2);
      const withoutShell = (text: string) =>
        text.replace(/\('(?:_|PWD|OLDPWD|SHLVL)', '[^']*'\)(?:, )?/g, "");
      expect(withoutShell(own.output)).toBe(withoutShell(through.output));
      expect(own.output).toContain("('DB_PASSWORD', 'two words')");
      expect(own.output).not.toContain("'HOME'");
    });

    test.each([
      ["closes other streams", "pdm run prefect", ""],
      ["sets what this step sets", "uv run prefect", "export PREFECT_API_URL=http://127.0.0.1:1/api"],
      ["takes away what this step sets", "uv run prefect", "unset PREFECT_PROFILE"],
      ["sends other ways than to loopback", "poetry run prefect", "export no_proxy=example.com"],
      ["goes elsewhere", "uv run --directory=venv prefect", "cd venv"],
      ["has its variables from a file", "uv run --env-file=.env.ci prefect", ""],
      ["runs more than Prefect's entry point", "uv run prefect", "echo 'import ours' >> venv/bin/prefect"],
      ["adds a folder that is not there any more", "uv run prefect", 'PATH="/nowhere/bin:$PATH"'],
    ])("that %s is started each time: %s", async (_what, command, more) => {
      const [name = ""] = command.split(" ");
      runner(name, more);
      const client = await clientOf(command);
      expect(starting(client, given())).toEqual({ python: client.python, env: given() });
      expect(client.python[0]).toBe(name);
    });

    test("with another Python than Prefect's is started once more, to see what Prefect's gets", async () => {
      runner("uv", '[ "$1" != python ] || export OTHER=1; PATH="$(dirname "$0")/../other:$PATH"');
      python("other/python");
      const client = await clientOf("uv run prefect");
      expect(starts()).toBe(2);
      const direct = starting(client, given());
      expect(direct.python).toEqual([join(cwd, "venv/bin/python")]);
      expect(direct.env).not.toHaveProperty("OTHER");
    });

    test("is started each time where a variable names a file with more of them", async () => {
      runner("uv");
      expect((await clientOf("uv run prefect")).direct).toBeDefined();
      const client = await clientOf("uv run prefect", { ...given(), UV_ENV_FILE: ".env" });
      expect(client.direct).toBeUndefined();
    });

    test("whose Python is gone when it ends is started each time", async () => {
      const made = python("venv/bin/python9");
      runner("uv", `"$@"; rm '${made}'; exit`);
      expect((await clientOf("uv run python9 -m prefect")).direct).toBeUndefined();
      python("venv/bin/python9");
      runner("uv");
      expect((await clientOf("uv run python9 -m prefect")).direct?.python).toBe(made);
    });

    test("named uvx gets the name of the package, which another command than `prefect` does not tell", async () => {
      runner("uvx", '[ "$1" != prefect ] || shift');
      const interpreter = join(cwd, "venv/bin/python");
      expect((await clientOf("uvx prefect")).python).toEqual(["uvx", "--from", "prefect", interpreter]);
      const named = await clientOf("uvx --from prefect==3 prefect");
      expect(named.python).toEqual(["uvx", "--from", "prefect==3", interpreter]);
    });

    test("that breaks the answer shows nothing of the environment", async () => {
      script("bin/uv", `#!/bin/sh\nshift\n"$@" | sed 's/^look=/half a line look=/'\nexit 3\n`);
      const env = { ...given(), DB_PASSWORD: "a-password-of-the-job" };
      const error: unknown = await findClient(["uv", "run", "prefect"], "", { cwd, env }).catch(
        (reason: unknown) => reason,
      );
      expect(String(error)).toContain("Prefect was not found");
      expect(JSON.stringify(error)).not.toContain("a-password-of-the-job");
    });

    test("that fails says why in its own words", async () => {
      const said = "Using a cache\nerror: Failed to parse `uv.lock`\n  cause: line 1\n    |\n  1 | x";
      script("bin/uv", `#!/bin/sh\ncat >&2 <<'END'\n${said}\nEND\nexit 2\n`);
      expect(await failureOf(["uv", "run", "prefect"])).toContain(
        "`uv run`, which `prefect-command` starts with, failed: error: Failed to parse `uv.lock` / cause: line 1 / |",
      );
    });
  });

  describe("a command that cannot be used is said", () => {
    const MISSING =
      "does not exist on this runner. Add a step before this one: `- run: pip install prefect`.";

    test.each([
      ["not on PATH", ["no-such-prefect"]],
      ["no such path", ["./no/such/prefect"]],
      ["not there for the runner", ["env", "X=1", "no-such-prefect"]],
    ])("%s", async (_what, command) => {
      const said = await failureOf(command);
      expect(said).toContain(`Prefect was not found: \`${command.join(" ")}\` ${MISSING}`);
    });

    test.each([
      [["uv", "run", "prefect"], "`uv`", "Add a step before this one: `uses: astral-sh/setup-uv`, or"],
      [["./tools/run", "prefect"], "`./tools/run`", "Install it in a step before this one, or"],
      [["python9", "-m", "prefect"], "`python9`", "Install it in a step before this one, or"],
    ])("%j whose own program is not there", async (command, program, fix) => {
      const said = await failureOf(command, join(cwd, "bin"));
      expect(said).toContain(
        `${program}, which \`prefect-command\` (\`${command.join(" ")}\`) starts with, was not found on this runner.`,
      );
      expect(said).toContain(`${fix} correct \`prefect-command\`.`);
    });

    test("with a folder in its place, or without the right to run it", async () => {
      mkdirSync(join(cwd, "folder"));
      script("plain", "#!/usr/bin/python3\n", 0o644);
      for (const command of ["./folder", "./plain"]) {
        expect(await failureOf([command])).toContain(
          `\`${command}\` is not a program that this user may run`,
        );
      }
    });

    test("with a script that does not tell", async () => {
      script("bin/prefect", '#!/bin/bash\nexec /opt/prefect "$@"\n');
      expect(await failureOf(["prefect"], join(cwd, "bin"))).toContain(
        `\`prefect\` starts ${join(cwd, "bin/prefect")}, which does not tell which Python runs it. ` +
          "Set `prefect-command` to `python -m prefect`",
      );
    });

    test("with an empty file, a binary, or a link to itself", async () => {
      script("bin/empty", "");
      script("bin/binary", "\x7fELF\0\0\0");
      symlinkSync("loop", join(cwd, "bin/loop"));
      expect(await failureOf(["empty"], join(cwd, "bin"))).toContain("does not tell");
      expect(await failureOf(["binary"], join(cwd, "bin"))).toContain("does not tell");
      expect(await failureOf(["loop"], join(cwd, "bin"))).toContain("was not found");
    });

    test("with no PATH at all", async () => {
      expect(await failureOf(["prefect"], "")).toContain("was not found");
    });
  });
});
