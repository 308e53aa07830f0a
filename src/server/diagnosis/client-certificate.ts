import type { Diagnosis, DiagnosisContext } from "./types.js";

/** The gate asks for a client certificate (mTLS), and got none, or none that it takes. */
export function clientCertificate(
  ids: { readonly missing: string; readonly refused: string },
  { clientCertificate: shown }: DiagnosisContext,
): Pick<Diagnosis, "id" | "means" | "todo"> {
  return shown
    ? {
        id: ids.refused,
        means: "The gate does not take the certificate in `client-certificate`.",
        todo: "Compare the authority that issued it, and its dates, with the authority that the gate's configuration names for clients.",
      }
    : {
        id: ids.missing,
        means: "The gate wants a client certificate (mTLS), and none was given.",
        todo: "Give one that the gate's authority has issued as `client-certificate`, with its key as `client-key`.",
      };
}
