/**
 * The rooms of src/, from the lowest up. A room imports only rooms before it; files form no circle.
 * CONTRIBUTING.md says what each is for.
 */
export const ROOMS = [
  "base",
  "credentials",
  "prefect",
  "server",
  "project",
  "gateway",
  "validate",
  "plan",
  "inputs",
  "commit",
  "settings",
  "report",
  "deploy",
];

const pattern = (rooms) => `^src/(${rooms.join("|")})/`;

export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "room-without-a-place",
      comment:
        "Every file lies in a room of the list above, but for the entries and what stands in for a package.",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: [pattern([...ROOMS, "vendor"]), "^src/(main|action)\\.ts$"] },
    },
    {
      name: "imports-an-entry",
      severity: "error",
      from: { path: pattern(ROOMS) },
      to: { path: "^src/(main|action)\\.ts$" },
    },
    ...ROOMS.slice(0, -1).map((room, index) => ({
      name: `${room}-imports-upwards`,
      severity: "error",
      from: { path: pattern([room]) },
      to: { path: pattern(ROOMS.slice(index + 1)) },
    })),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
  },
};
