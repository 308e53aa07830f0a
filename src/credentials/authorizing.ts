import { authorization, isMint, type AskedCredential, type Credential } from "./credential.js";
import { readJwt } from "./jwt.js";

/** What goes into `Authorization` right now. */
export interface Authorizing {
  /** A token that is about to expire is asked for again before. Empty: nothing is sent. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** After a 401 to these headers: whether another credential was had, with which a second try makes sense. */
  readonly renew: (used: Readonly<Record<string, string>>) => Promise<boolean>;
}

export type Minting = () => Promise<Credential>;

/** A minted token is asked for again when so much of its life is over: a request may take its time. */
const USED_UP = 0.75;

/**
 * What goes into `Authorization` for as long as a run takes: a minted token is replaced before it expires, and once
 * where it was refused. A stored one cannot be had again.
 *
 * @param first the one that is there already
 */
export function authorizing(
  asked: AskedCredential,
  first: Credential,
  mint: Minting,
): Authorizing & {
  readonly current: () => Promise<Credential>;
} {
  let credential = first;
  let renewAt = renewal(first);
  let minting: Promise<void> | undefined;
  const canMint = isMint(asked) && first.kind === "bearer";

  const renew = (): Promise<void> => {
    minting ??= mint()
      .then((fresh) => {
        credential = fresh;
        renewAt = renewal(fresh);
      })
      .finally(() => {
        minting = undefined;
      });
    return minting;
  };
  const current = async (): Promise<Credential> => {
    if (canMint && Date.now() >= renewAt) await renew();
    return credential;
  };
  return {
    current,
    headers: async () => {
      const value = authorization(await current());
      return value === undefined ? {} : { Authorization: value };
    },
    renew: async (used) => {
      if (!canMint) return false;
      // Another request may have renewed it meanwhile.
      if (used["Authorization"] === authorization(credential)) await renew();
      return true;
    },
  };
}

/** By how long it lives, not by its clock times: those are of the provider's clock. */
function renewal(credential: Credential): number {
  const jwt = credential.kind === "bearer" ? readJwt(credential.token) : undefined;
  if (jwt?.expires === undefined) return Infinity;
  const life = jwt.expires - (jwt.issued ?? Date.now());
  return Date.now() + life * USED_UP;
}
