import { remembered } from "../../base/remembered.js";
import { PLACEHOLDER } from "../../base/template.js";

const GITHUB = /\$\{\{[^{}]*\}\}/g;
/** Left when placeholders are taken out: a filter, an operator, a Jinja statement. */
const JINJA = /\{\{[^{}]+\}\}|\{%[^{}]*%\}/;
/** `{{ x }`, `{{ x` at the end, `{ $X }}`, `{ x.y }}`; not `${X}}` of a shell. */
const UNBALANCED = /\{\{\s*[\w.\-[\]$]+\s*(?:\}(?!\})|$)|(?<![{$])\{\s*(?:\$\w+|[\w-]+\.[\w.-]+)\s*\}\}/;
const GOOD_VARIABLE = /^prefect\.variables\.[a-z0-9_-]+$/;

/** What is in a text, wherever it stands. */
export interface Form {
  /** The first expression of GitHub in it. */
  readonly github: string | undefined;
  /** The first template with a brace too few, and the first that is none to Prefect. */
  readonly unbalanced: string | undefined;
  readonly jinja: string | undefined;
  /** Of the templates, those left out that are in GitHub's expressions, or good variables of Prefect; each once. */
  readonly names: readonly Name[];
  /** Whether templates are all that it has. */
  readonly isWhole: boolean;
  /** Whether one template, perhaps several times, is all that it has. */
  readonly isOneName: boolean;
  /** Whether one template is all that it has. */
  readonly isOne: boolean;
}

/** A template, taken apart once. */
export interface Name {
  readonly name: string;
  /** Whether Prefect itself gives it, or would, were it spelt well. */
  readonly isPrefect: boolean;
  readonly first: string;
  readonly field: string | undefined;
}

export const hasBrace: (text: string) => boolean = remembered((text) => /[{}]/.test(text));

/** Read once: by aliases one text stands in thousands of places. */
export const formOf: (text: string) => Form = remembered((text) => {
  const rest = text.replace(GITHUB, "");
  const left = rest.replace(PLACEHOLDER, "");
  const names = namesIn(rest).filter((name) => !GOOD_VARIABLE.test(name));
  const isWhole = text.replace(PLACEHOLDER, "").trim() === "";
  return {
    github: rest === text ? undefined : text.match(GITHUB)?.[0],
    unbalanced: UNBALANCED.exec(left)?.[0],
    jinja: JINJA.exec(left)?.[0],
    names: names.map(readName),
    isWhole,
    isOneName: isWhole && namesIn(text).length === 1,
    isOne: text.trim() === text.match(PLACEHOLDER)?.[0],
  };
});

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}

function readName(name: string): Name {
  const [first = "", field] = name.replaceAll("[", ".").split(".", 2);
  return { name, isPrefect: /^prefect(?:[.\-_[]|$)/i.test(name), first, field };
}
