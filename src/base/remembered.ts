/**
 * The function with its answers kept, by text. By an alias of YAML one long text may stand in thousands of places, and is
 * the same object there: to look it up takes no time.
 */
export function remembered<T>(judge: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    let found = known.get(text);
    if (!found) known.set(text, (found = { answer: judge(text) }));
    return found.answer;
  };
}
