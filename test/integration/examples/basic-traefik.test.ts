import { basic, startTraefikBasic } from "../../support/index.ts";
import { describeExample } from "../../support/examples/example.ts";

const PASSWORD = "only the workflow knows it";
const right = { user: "ci", password: PASSWORD };

describeExample("basic-traefik", {
  title: "Traefik, Basic",
  linksOpen: true, // its UI's pages are open
  start: async ({ prefect }) => {
    const gate = await startTraefikBasic({ upstream: prefect.url, ...right });
    return {
      apiUrl: gate.apiUrl,
      values: { "${{ secrets.PREFECT_PASSWORD }}": PASSWORD },
      refused: {
        none: { inputs: { username: "unset", password: "unset" } },
        wrong: { inputs: { password: "not the password" } },
        // Traefik's rule is for the host 127.0.0.1.
        wrongHost: { inputs: { "api-url": `http://localhost:${gate.port}/api` } },
      },
      websocket: { headers: { authorization: basic(`ci:${PASSWORD}`) } },
      stop: [gate.stop],
    };
  },
});
