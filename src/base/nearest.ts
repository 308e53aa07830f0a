import { distance } from "fastest-levenshtein";

/** What is longer is not a slip of the pen, and takes long to compare. */
const LONGEST = 200;

/** So many letters of a name may be wrong: of a short one fewer, or any other would be near. */
function mostWrong({ length }: string): number {
  return length < 2 ? 0 : length <= 3 ? 1 : Math.max(2, Math.floor(length / 4));
}

/** The known name that another one is most likely a slip of the pen for; undefined where none is near enough. */
export function nearest<T extends string>(name: string, known: Iterable<T>): T | undefined {
  if (name.length > LONGEST) return undefined;
  let found: T | undefined;
  const own = plain(name);
  let least = mostWrong(name) + 1;
  for (const each of known) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const far = distance(own, plain(each));
    if (far < least) [found, least] = [each, far];
  }
  return found;
}

/** Names, those first that are most like another one. */
export function byNearness(name: string, known: Iterable<string>): string[] {
  if (name.length > LONGEST) return [];
  const own = plain(name);
  return [...known]
    .filter((each) => each.length <= LONGEST)
    .map((each) => ({ each, far: distance(own, plain(each)) }))
    .sort((a, b) => a.far - b.far || a.each.localeCompare(b.each))
    .map(({ each }) => each);
}

/** Upper and lower case, `-` and `_` are the same. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
