import { entryOf } from "../../base/record.js";
import { stepId } from "../../project/manifest.js";
import { STEPS } from "./steps.generated.js";
import type { Name } from "./template-form.js";
import type { WrittenStep } from "./step-list.js";

/** What the steps of a section give to those after them, and to the deployment. */
export class Outputs {
  /** By the id of a step; undefined: its fields are not known. Of the same id the last counts. */
  readonly ids = new Map<string, readonly string[] | undefined>();
  private readonly fields = new Set<string>();
  /** A step whose output is not known may give any field. */
  private isOpen = false;

  add({ name, inputs }: WrittenStep): void {
    const fields = entryOf(STEPS, name)?.outputs ?? undefined;
    const id = stepId(inputs);
    if (id !== undefined) this.ids.set(id, fields);
    if (fields === undefined) this.isOpen = true;
    else for (const field of fields) this.fields.add(field);
  }

  gives(field: string): boolean {
    return this.isOpen || this.fields.has(field);
  }
}

/** What fills in the templates of a text: the outputs of earlier sections, the last of which may still grow. */
export class Scope {
  /** Texts, and in which kinds of places nothing has to be said of them. */
  private readonly judged = new Map<string, Set<string>>();

  constructor(private readonly parts: readonly Outputs[]) {}

  add(step: WrittenStep): void {
    this.parts.at(-1)?.add(step);
    this.judged.clear();
  }

  /** Why a name is filled in by nothing, as the end of a sentence; undefined where it is, or may be. */
  missing({ first, field }: Name): string | undefined {
    const known = this.parts.findLast(({ ids }) => ids.has(first));
    if (field === undefined) {
      const isGiven = known !== undefined || this.parts.some((part) => part.gives(first));
      return isGiven ? undefined : `no earlier step gives \`${first}\``;
    }
    if (!known) return `no earlier step has the id ${JSON.stringify(first)}`;
    const fields = known.ids.get(first);
    if (fields === undefined || fields.includes(field)) return undefined;
    return `the step ${JSON.stringify(first)} gives ${fields.map((given) => `\`${given}\``).join(" and ")} only`;
  }

  /**
   * Judges a text, unless that was done in such a place: by aliases one text stands in thousands of places.
   *
   * @param places kinds of it: what counts there
   * @param judge returns those kinds for which it is done
   */
  once(text: string, places: readonly string[], judge: () => readonly string[]): void {
    const done = this.judged.get(text) ?? new Set();
    if (places.some((place) => done.has(place))) return;
    for (const place of judge()) done.add(place);
    this.judged.set(text, done);
  }
}
