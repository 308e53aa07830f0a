import { randomBytes } from "node:crypto";
import { OAuth2Server, type AugmentedRequest, type MutableResponse } from "oauth2-mock-server";

/** What the tests' gates ask for in `aud`, and whom they let in by `sub`. */
export const AUDIENCE = "https://prefect.example.com";
export const SUBJECT = "repo:your-org/your-repo:ref:refs/heads/main";

/** Claims of a token; what is left out is as a gate expects it. Times in seconds since 1970. */
export interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly nbf?: number;
  readonly iat?: number;
  readonly [claim: string]: unknown;
}

/** A request for a token, as it came. */
export interface TokenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  /** Of the form, or of the query. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * An OpenID Connect issuer (oauth2-mock-server), which signs real tokens (RS256). Its token endpoint checks the
 * client's secret. `idTokens` stands for GitHub's ID token endpoint, which cannot be had here, behind its contract
 * (`core.getIDToken` of @actions/core): a GET with `audience` and a Bearer, answered by `{"value": jwt}`.
 */
export interface Issuer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`; also `iss` of its tokens. Its keys are at `/jwks`. */
  readonly url: string;
  readonly port: number;
  /** For the input `token-url`. */
  readonly tokenUrl: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** For the environment of a step with `permissions: id-token: write`. */
  readonly idTokens: {
    readonly ACTIONS_ID_TOKEN_REQUEST_URL: string;
    readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
  };
  /** A token of this issuer, for an hour unless `claims` say otherwise. */
  token(claims?: Claims): Promise<string>;
  /** A token that expired an hour ago. */
  expiredToken(): Promise<string>;
  readonly requests: readonly TokenRequest[];
  /** Seconds that minted tokens live. */
  lifetime: number;
  /** Changes what an endpoint is about to answer: `answer.statusCode`, `answer.body`. */
  onAnswer: ((answer: MutableResponse, request: TokenRequest) => void | Promise<void>) | undefined;
}

export async function startIssuer(): Promise<Issuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const { port } = server.address();
  const url = `http://127.0.0.1:${port}`;
  server.issuer.url = url;
  const client = { id: "ci", secret: `client secret ${randomBytes(9).toString("base64url")}` };
  const requestToken = randomBytes(18).toString("base64url");
  const requests: TokenRequest[] = [];

  const issuer: Issuer = {
    url,
    port,
    tokenUrl: `${url}/token`,
    client,
    idTokens: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    token: (claims = {}) =>
      server.issuer.buildToken({
        expiresIn: 3600,
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, { sub: SUBJECT, aud: AUDIENCE, ...claims });
        },
      }),
    expiredToken: () => {
      const now = Math.floor(Date.now() / 1000);
      return issuer.token({ iat: now - 7_200, nbf: now - 7_200, exp: now - 3_600 });
    },
    requests,
    lifetime: 300,
    onAnswer: undefined,
    [Symbol.asyncDispose]: () => server.stop(),
  };
  const lives = () => Math.floor(Date.now() / 1000) + issuer.lifetime;

  server.service.on(
    "beforeTokenSigning",
    (token: { payload: Record<string, unknown> }, request: AugmentedRequest) => {
      const { audience } = fieldsOf(request);
      Object.assign(token.payload, { sub: "ci@clients", aud: audience ?? AUDIENCE, exp: lives() });
    },
  );
  server.service.on("beforeResponse", (answer: MutableResponse, request: AugmentedRequest) => {
    const seen = record(request);
    if (answer.body !== "") answer.body = { ...answer.body, expires_in: issuer.lifetime };
    if (!isClient(seen, client)) {
      answer.statusCode = 401;
      answer.body = { error: "invalid_client", error_description: "The client secret is not right." };
    }
    void issuer.onAnswer?.(answer, seen);
  });
  server.service.addRoute("GET", "/idtoken", async (request, response) => {
    const seen = record(request);
    const allowed = seen.authorization === `Bearer ${requestToken}`;
    const value = await issuer.token({ aud: String(seen.fields["audience"]), exp: lives() });
    const answer: MutableResponse = allowed
      ? { statusCode: 200, body: { value } }
      : { statusCode: 401, body: { message: "Unauthorized" } };
    await issuer.onAnswer?.(answer, seen);
    response.writeHead(answer.statusCode, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });

  function record(request: AugmentedRequest): TokenRequest {
    const path = (request.url ?? "").replace(/\?.*/, "");
    const seen = { path, authorization: request.headers.authorization, fields: fieldsOf(request) };
    requests.push(seen);
    return seen;
  }
  return issuer;
}

function fieldsOf({ body, query }: AugmentedRequest): Record<string, unknown> {
  return { ...query, ...(Array.isArray(body) ? {} : body) };
}

/** RFC 6749, section 2.3.1: by Basic, each part form-encoded, or in the form. */
function isClient({ authorization, fields }: TokenRequest, { id, secret }: Issuer["client"]): boolean {
  if (authorization === undefined) return fields["client_id"] === id && fields["client_secret"] === secret;
  const decode = (text = "") => decodeURIComponent(text.replaceAll("+", " "));
  const [user, password] = Buffer.from(authorization.replace(/^Basic /, ""), "base64")
    .toString()
    .split(":");
  return decode(user) === id && decode(password) === secret;
}
