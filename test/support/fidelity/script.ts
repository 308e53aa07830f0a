import type { Files } from "../project.ts";

/**
 * A script that deploys with Prefect's own functions, in a folder of its own, and an edit of it. Its flows have names that
 * no other script uses, so that all of them can be deployed to one server, side by side.
 */
export interface FidelityScript {
  /** Its folder. */
  readonly key: string;
  /** What it is about. */
  readonly name: string;
  /** `deploy.py`, and what it imports. */
  readonly files: (given: Given) => Files;
  /** What the edit puts in place of what: of each text that is in one of the files. */
  readonly edits: readonly (readonly [from: string, to: string])[];
}

export interface Given {
  /** A text for this minor version and later ones, and the other one for those before. */
  readonly since: (minor: number, text: string, before?: string) => string;
  /** Absolute path of a git repository with `flows.py`: see `inRepository` of scripts.ts. */
  readonly repository: string;
}

/** Where an image has to be named, since the code is in it. */
export const IMAGE = 'work_pool_name="pool", image="repo/flows:1", build=False';
