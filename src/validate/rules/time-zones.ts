import { REGIONS } from "./time-zones.generated.js";

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(REGIONS).flatMap(([region, rest]) =>
    rest.split(" ").map((name) => {
      const whole = region === "" ? name : `${region}/${name}`;
      return [whole.toLowerCase(), whole] as const;
    }),
  ),
);

const NEWEST: ReadonlySet<string> = new Set(Intl.supportedValuesOf("timeZone"));

/** There is none of half that length. */
const LONGEST = 100;

/** By the part behind the last slash. */
const CITIES: ReadonlyMap<string, string> = new Map(
  [...NAMES]
    .filter(([zone]) => zone.includes("/"))
    .reverse() // Of several the first.
    .map(([zone, name]) => [zone.slice(zone.lastIndexOf("/") + 1), name]),
);

/**
 * Whether Prefect takes it, letter by letter. `Intl` takes more: any case, offsets, and abbreviations (`PST`)
 * that Prefect refuses. Zones that are newer than the list count as well.
 */
export function isTimeZone(name: string): boolean {
  if (name.length > LONGEST) return false;
  return NAMES.get(name.toLowerCase()) === name || NEWEST.has(name);
}

/** The same name in its right case, or what Intl knows under it. */
export function nearestTimeZone(name: string): string | undefined {
  if (name.length > LONGEST) return undefined;
  const spelled = name.trim().replaceAll(" ", "_").toLowerCase();
  return NAMES.get(spelled) ?? CITIES.get(spelled);
}
