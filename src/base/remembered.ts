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

/** The same for objects, as long as they are there. */
export function rememberedOf<K extends object, T>(judge: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, (found = { answer: judge(key) }));
    return found.answer;
  };
}
