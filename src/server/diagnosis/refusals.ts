import { duration } from "../../credentials/jwt.js";
import type { Sent } from "./answer.js";
import type { Diagnosis } from "./types.js";

/**
 * What a 401 or a 403 means and what to do, by who refused and by what was sent to it.
 * The texts only: diagnose-refusal.ts tells the cases apart.
 */
export type Told = Pick<Diagnosis, "id" | "means" | "todo">;

const SET_BASIC =
  "`auth-string`, or `username` and `password` (a secret that is not set, or not passed to a workflow from a fork, arrives empty)";
const SET_BEARER =
  "`api-key`, or `oidc-audience`, or `token-url` (a secret that is not set, or not passed to a workflow from a fork, arrives empty)";
const CUSTOM = "Correct the Authorization value in `headers`, which replaces every other credential";

export const PREFECT_AUTH: Record<Sent, Told> = {
  basic: {
    id: "prefect-auth-wrong",
    means: "Prefect itself refused: its own auth string is another one, or the gate took Authorization away.",
    todo: "Make `auth-string` equal to the server's PREFECT_SERVER_API_AUTH_STRING, or let the gate pass Authorization on.",
  },
  bearer: {
    id: "prefect-auth-bearer-sent",
    means: "Prefect itself refused: it has an auth string of its own, which no Bearer token satisfies.",
    todo: "Give `auth-string` in place of `api-key`, or, where the gate needs the token, take PREFECT_SERVER_API_AUTH_STRING off the server.",
  },
  none: {
    id: "prefect-auth-nothing-sent",
    means: "Prefect itself refused: it has an auth string of its own, and none was sent.",
    todo: `Set ${SET_BASIC} to the server's PREFECT_SERVER_API_AUTH_STRING.`,
  },
  custom: {
    id: "prefect-auth-custom-header",
    means: "Prefect itself refused: it has an auth string of its own, which the header did not hold.",
    todo: `${CUSTOM}, or give \`auth-string\` instead.`,
  },
};

export const CSRF_REFUSED: Told = {
  id: "csrf-refused",
  means: "Prefect has CSRF protection on and did not accept the token that it gave a moment ago.",
  todo: "Check that the gate sends every request to the same Prefect, and that several servers share one database.",
};

export const BASIC_GATE: Record<Sent, Told> = {
  basic: {
    id: "basic-gate-wrong-password",
    means: "A Basic gate refused the user or the password.",
    todo: "Compare `auth-string`, or `username` and `password`, with the list of users that the gate has.",
  },
  bearer: {
    id: "basic-gate-bearer-sent",
    means: "The gate wants user and password (Basic), but a Bearer token was sent.",
    todo: "Give `auth-string`, or `username` and `password`, in place of `api-key`.",
  },
  none: {
    id: "basic-gate-nothing-sent",
    means: "The gate wants user and password (Basic), and no credential was sent.",
    todo: `Set ${SET_BASIC}.`,
  },
  custom: {
    id: "basic-gate-custom-header",
    means: "The gate wants user and password (Basic) and refused the Authorization from `headers`.",
    todo: `${CUSTOM}, or give \`auth-string\` instead.`,
  },
};

/** The gate looked for a Bearer token and found none. */
export const BEARER_GATE: Record<Sent, Told> = {
  basic: {
    id: "bearer-gate-basic-sent",
    means: "The gate wants a Bearer token, but user and password (Basic) were sent.",
    todo: "Put a token in `api-key` in place of `auth-string`, or of `username` and `password`.",
  },
  bearer: {
    id: "bearer-gate-token-not-seen",
    means:
      "A Bearer token was sent, but the gate did not find it usable, or something on the way took it away.",
    todo: "Check that nothing before the gate removes the Authorization header, and that `api-key` holds the token alone.",
  },
  none: {
    id: "bearer-gate-nothing-sent",
    means: "The gate wants a Bearer token, and no credential was sent.",
    todo: `Set ${SET_BEARER}.`,
  },
  custom: {
    id: "bearer-gate-custom-header",
    means: "The gate wants a Bearer token and refused the Authorization from `headers`.",
    todo: `${CUSTOM}, or give \`api-key\` instead.`,
  },
};

export const BEARER_INVALID: Told = {
  id: "bearer-gate-invalid-token",
  means:
    "A Bearer gate refused the token: it has expired, or its signature, issuer or audience is not accepted.",
  todo: "Put a fresh token in `api-key`, and compare its `exp`, `iss` and `aud` with the gate's configuration.",
};

/** Seen in the token itself, compared with the gate's clock. */
export const TOKEN_EXPIRED: Told = {
  id: "token-expired",
  means: "The token has expired.",
  todo: "Put a fresh token in `api-key`, or let the action ask for one in each run (`oidc-audience`, `token-url`).",
};

export const TOKEN_NOT_YET_VALID: Told = {
  id: "token-not-yet-valid",
  means: "The token is valid only from a later time (`nbf`).",
  todo: "Correct the clock of the issuer, or put another token in `api-key`.",
};

/** @param ahead milliseconds that the gate's clock is ahead of this runner's */
export function tokenClock(ahead: number): Told {
  return {
    id: "token-clock",
    means: `The token is valid by this runner's clock, but not by the gate's, which is ${duration(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"}.`,
    todo: "Set both clocks right (NTP), or use a token that lives longer than they differ.",
  };
}

/** oauth2-proxy gives the same answer for every reason: the token itself has to be read. */
export const OAUTH2_PROXY: Record<Sent, Told> = {
  basic: {
    id: "oauth2-proxy-basic-sent",
    means:
      "An authentication service such as oauth2-proxy, which wants a token, refused the user and password.",
    todo: "Put a JWT in `api-key` in place of `auth-string`, or of `username` and `password`.",
  },
  bearer: {
    id: "oauth2-proxy-token-refused",
    means: "An authentication service that gives no reason, such as oauth2-proxy, refused the token.",
    todo: "Compare `exp`, `iss` and `aud` of the token in `api-key` with --extra-jwt-issuers, and check that --skip-jwt-bearer-tokens is on.",
  },
  none: {
    id: "oauth2-proxy-nothing-sent",
    means: "An authentication service such as oauth2-proxy wants a token, and no credential was sent.",
    todo: `Set ${SET_BEARER}.`,
  },
  custom: {
    id: "oauth2-proxy-custom-header",
    means: "An authentication service such as oauth2-proxy refused the Authorization from `headers`.",
    todo: `${CUSTOM}, or give \`api-key\` instead.`,
  },
};

/** By the body that Envoy's jwt_authn gives (measured, 1.40). */
export const ENVOY: readonly (readonly [RegExp, Told])[] = [
  [
    /^RBAC: access denied/,
    {
      id: "envoy-rbac-denied",
      means:
        "A rule of Envoy (RBAC) does not let this caller in, as it does for a token with another subject (`sub`).",
      todo: "Compare the token in `api-key` with the rule, which often names one repository and branch.",
    },
  ],
  [
    /^Jwt is expired/,
    {
      id: "jwt-expired",
      means: "The gate refused the token because it has expired.",
      todo: "Put a fresh token in `api-key`, one that lives longer than the job.",
    },
  ],
  [
    /^Jwt not yet valid/,
    {
      id: "jwt-not-yet-valid",
      means: "The token is valid only from a later time (`nbf`), or the gate's clock is behind.",
      todo: "Correct the clock of the gate or of the issuer, or put another token in `api-key`.",
    },
  ],
  [
    /^Jwt issuer is not configured/,
    {
      id: "jwt-issuer",
      means: "The gate does not know the issuer (`iss`) of the token.",
      todo: "Put a token of the gate's own issuer in `api-key`, or add this issuer to the gate's configuration.",
    },
  ],
  [
    /^Audiences in Jwt are not allowed/,
    {
      id: "jwt-audience",
      means: "The token is good, but made for another service (`aud`).",
      todo: "Ask the issuer for a token with the audience that the gate expects, and put it in `api-key`.",
    },
  ],
  [
    /^Jwt verification fails/,
    {
      id: "jwt-signature",
      means: "The signature of the token does not fit the keys that the gate has of its issuer.",
      todo: "Put an unchanged token of that issuer in `api-key`, and check that the gate has the issuer's present keys.",
    },
  ],
  [
    /^Jwks /,
    {
      id: "jwt-keys",
      means: "The gate has no key of the issuer for this token.",
      todo: "Check the gate's key set (JWKS) and that it can fetch it, or put a token of the right issuer in `api-key`.",
    },
  ],
  [
    /^Jwt (is not in the form|header|payload|signature)/,
    {
      id: "jwt-malformed",
      means: "What was sent as a Bearer token is not a JWT.",
      todo: "Put the whole token, three parts with two dots and nothing else, in `api-key`.",
    },
  ],
];

export const ENVOY_OTHER: Told = {
  id: "jwt-refused",
  means: "The gate refused the token for the reason that the body names.",
  todo: "Put a token in `api-key` that the gate's configuration accepts.",
};

export const OTHER_SCHEME: Told = {
  id: "other-scheme-gate",
  means: "The gate wants a kind of authentication that neither Prefect nor this action can do.",
  todo: "Let the gate accept Basic (`auth-string`) or a Bearer token (`api-key`) for the path of `api-url`.",
};

/** Measured, 1.40, with `deny_redirect_matcher`: no Location, and no challenge. */
export const ENVOY_OAUTH2: Told = {
  id: "browser-host-401",
  means:
    "This is the browser host: Envoy's oauth2 filter wants a session, which only people get by signing in.",
  todo: "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and `ui-url` to this one.",
};

export const SIGN_IN_PAGE: Told = {
  id: "sign-in-page-403",
  means:
    "A gate such as oauth2-proxy answered with its page for people to sign in, and no machine's credential counted.",
  todo: "Let it accept tokens (--skip-jwt-bearer-tokens) and put one in `api-key`, or set `api-url` to the host for machines.",
};

const LOOK = "look for this request in the gate's log";

const CHECK: Record<Sent, string> = {
  basic: `Check \`auth-string\`, or \`username\` and \`password\`, and ${LOOK}.`,
  bearer: `Check the token in \`api-key\` (\`exp\`, \`iss\`, \`aud\`), and ${LOOK}.`,
  none: "Set `auth-string`, or `username` and `password`, or `api-key`, whichever the gate wants, or allow this runner's address there.",
  custom: `${CUSTOM}, and ${LOOK}.`,
};

export function haproxyDenied(what: Sent): Told {
  return {
    id: "haproxy-denied",
    means: "A rule of HAProxy (http-request deny) met, as it does for a token with the wrong audience.",
    todo: CHECK[what],
  };
}

export function unauthorized(what: Sent): Told {
  return what === "none"
    ? {
        id: "unauthorized-nothing-sent",
        means: "The gate wants a credential, does not say which, and none was sent.",
        todo: CHECK[what],
      }
    : {
        id: "unauthorized",
        means: "The gate refused the credential and does not say why.",
        todo: CHECK[what],
      };
}

/** @param also inputs beside the credential that a gate may look at: `headers`, `client-certificate` */
export function forbidden(what: Sent, also: readonly string[]): Told {
  const more = also.map((input) => `\`${input}\``).join(" and ");
  const todo = more === "" ? CHECK[what] : `Check ${more}, and ${lowerFirst(CHECK[what])}`;
  return what === "none"
    ? {
        id: "forbidden-nothing-sent",
        means: `The gate does not let requests without a credential${more === "" ? "" : `, or with what is in ${more}`}, or this runner's address, through.`,
        todo,
      }
    : {
        id: "forbidden",
        means: "The gate does not let this credential, or this runner's address, through.",
        todo,
      };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
