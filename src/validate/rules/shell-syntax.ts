/** What only a shell does in a line of a script. */
interface ShellLine {
  readonly operator: string | undefined;
  readonly variable: string | undefined;
}

/** The first line of a script with such a thing, and the first with an operator. */
interface ShellSyntax {
  readonly first: ShellLine | undefined;
  readonly firstOperator: ShellLine | undefined;
}

export function shellSyntax(script: string): ShellSyntax {
  let first: ShellLine | undefined;
  for (const line of script.split("\n")) {
    if (/^\s*(?:\S*\/)?(?:ba|da|z|k)?sh\s/.test(line)) continue;
    const unquoted = line.replace(/'[^']*'|"[^"]*"/g, "_");
    const [, operator] = /(?:^|\s)(\|\||&&|\||>>?|2>&1|;)(?:\s|$)/.exec(unquoted) ?? [];
    const expanded = line.replace(/'[^']*'|\$?\{\{[^{}]*\}\}/g, "_");
    const [variable] = /\$\{?[A-Za-z_]\w*\}?|\$\(/.exec(expanded) ?? [];
    if (operator === undefined && variable === undefined) continue;
    first ??= { operator, variable };
    if (operator !== undefined) return { first, firstOperator: { operator, variable } };
  }
  return { first, firstOperator: undefined };
}
