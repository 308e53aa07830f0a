/**
 * The default of every credential input in action.yml. With it, an input that was left out
 * can be told from a secret that is empty: GitHub hands over the default only for the former.
 */
export const UNSET = "unset";

/** Inputs as the runner hands them over: by name, untrimmed. */
export type RawInputs = (name: string) => string;
