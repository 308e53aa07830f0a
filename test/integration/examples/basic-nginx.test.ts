import { makeAuthority } from "../../support/servers/certificates.ts";
import { describeExample } from "../../support/examples/example.ts";
import { htpasswd } from "../../support/servers/gates.ts";
import { basic, freePort } from "../../support/index.ts";
import { startNginx } from "../../support/servers/programs.ts";

const PASSWORD = "only the workflow knows it";

describeExample("basic-nginx", {
  title: "nginx, Basic, TLS with a private authority",
  start: async ({ prefect, home, render }) => {
    const ca = await makeAuthority(home.path);
    const { cert, key } = await ca.issue("server");
    const port = await freePort();
    const configuration = await render("nginx.conf", {
      "listen 443": `listen 127.0.0.1:${port}`,
      "server_name prefect.example.com": "server_name 127.0.0.1",
      "/etc/nginx/tls/server.crt": cert.file,
      "/etc/nginx/tls/server.key": key.file,
      "/etc/nginx/users.htpasswd": await htpasswd(home.path, { user: "ci", password: PASSWORD }),
      "prefect:4200": `127.0.0.1:${prefect.port}`,
    });
    const gate = await startNginx(configuration, {
      port,
      tls: true,
      isReady: (status) => status === 401,
    });
    return {
      apiUrl: gate.apiUrl,
      values: { "${{ secrets.PREFECT_PASSWORD }}": PASSWORD, "${{ vars.COMPANY_CA }}": ca.cert.text },
      env: { SSL_CERT_FILE: "" }, // what the machine trusts must not decide
      refused: {
        none: { inputs: { username: "unset", password: "unset" } },
        wrong: { inputs: { password: "not the password" } },
        wrongHost: { inputs: { "api-url": `https://localhost:${port}/api` } },
      },
      websocket: { headers: { authorization: basic(`ci:${PASSWORD}`) }, ca: ca.cert.text },
      stop: [gate.stop],
    };
  },
});
