import { REGIONS } from "./time-zones.generated.js";

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(REGIONS).flatMap(([region, rest]) =>
    rest.split(" ").map((name) => {
      const whole = region === "" ? name : `${region}/${name}`;
      return [whole.toLowerCase(), whole] as const;
    }),
  ),
);

/**
 * Whether Prefect takes it, letter by letter. `Intl` takes more: any case, offsets, and abbreviations (`PST`)
 * that Prefect refuses. Zones that are newer than the list count as well.
 */
export function isTimeZone(name: string): boolean {
  return NAMES.get(name.toLowerCase()) === name || Intl.supportedValuesOf("timeZone").includes(name);
}

/** The same name in its right case, or what Intl knows under it. */
export function nearestTimeZone(name: string): string | undefined {
  const spelled = name.trim().replaceAll(" ", "_").toLowerCase();
  const last = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1);
  return NAMES.get(spelled) ?? [...NAMES].find(([zone]) => zone.includes("/") && last(zone) === spelled)?.[1];
}
