import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { remembered } from "../base/remembered.js";
import type { ProjectFiles } from "../base/project-files.js";
import type { Context, DeploymentEntry } from "./types.js";

const MAX_FILES = 5_000;
const MAX_DEPTH = 10;
const NOT_OURS = /^(?:\.|node_modules$|__pycache__$|venv$|site-packages$)/;

/** What is on the disk around a project, each folder read once. */
export class Folders {
  private files: readonly string[] | undefined;

  constructor(
    private readonly directory: string,
    private readonly disk: ProjectFiles,
  ) {}

  /** The path as the disk spells it, where it differs from the one given only in upper and lower case. */
  otherCase(path: string): string | undefined {
    const absolute = resolve(this.directory, path);
    const start = isAbsolute(path) ? resolve(absolute, sep) : this.directory;
    let at = start;
    for (const part of relative(start, absolute).split(sep)) {
      const names = this.spellings(at);
      const name = part === ".." ? part : (names.get(part) ?? names.get(part.toLowerCase()));
      if (name === undefined) return undefined;
      at = join(at, name);
    }
    if (at === absolute) return undefined;
    return isAbsolute(path) ? at : slashed(relative(this.directory, at));
  }

  /** Python files below the directory, as an entrypoint would name them. */
  python(): readonly string[] {
    this.files ??= this.walk();
    return this.files;
  }

  isFile(path: string): boolean {
    return this.disk.isFile(resolve(this.directory, path));
  }

  private readonly list = remembered((folder) => this.disk.list(folder));

  /** Of a folder: its names by themselves and in lower case, of several the first. */
  private readonly spellings = remembered((folder): ReadonlyMap<string, string> => {
    const names = this.list(folder).toReversed();
    return new Map([
      ...names.map((name) => [name.toLowerCase(), name] as const),
      ...names.map((name) => [name, name] as const),
    ]);
  });

  private walk(): string[] {
    const found: string[] = [];
    const folders = [{ path: this.directory, depth: 0 }];
    let seen = 0;
    for (let folder = folders.shift(); folder && seen < MAX_FILES; folder = folders.shift()) {
      for (const name of this.list(folder.path)) {
        seen++;
        if (NOT_OURS.test(name)) continue;
        const path = join(folder.path, name);
        if (name.endsWith(".py")) {
          if (this.disk.isFile(path)) found.push(slashed(relative(this.directory, path)));
        } else if (!name.includes(".") && folder.depth < MAX_DEPTH)
          folders.push({ path, depth: folder.depth + 1 });
      }
    }
    return found;
  }
}

export function slashed(path: string): string {
  return path.split(sep).join("/");
}

/** Whether the same path is there below the prefect file's own folder, where Prefect does not look. */
export function besidePrefectFile(
  path: string,
  { file: { yaml, directory } }: DeploymentEntry,
  { disk }: Context,
): string | undefined {
  const folder = dirname(yaml.path);
  if (isAbsolute(path) || folder === resolve(directory)) return undefined;
  const beside = resolve(folder, path);
  return disk.isFile(beside) ? slashed(relative(directory, beside)) : undefined;
}
