/** An option with its value; nothing where there is no value. */
export function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

/**
 * A name as an engine has to be told that takes it for an expression of Nix: by itself where it is one, and quoted
 * where a dot, a digit in front or a word of the language would make something else of it.
 */
export function attributeName(name: string): string {
  const isPlain = /^[A-Za-z_][\w-]*$/.test(name) && !nixWords.has(name);
  return isPlain ? name : JSON.stringify(name);
}

/** Words that are no names in Nix (Nix 2.28, src/libexpr/lexer.l). */
const nixWords: ReadonlySet<string> = new Set([
  "assert",
  "else",
  "if",
  "in",
  "inherit",
  "let",
  "or",
  "rec",
  "then",
  "with",
]);

/** What lets an evaluation see the environment, where it has to. */
export function impure(variables: readonly string[]): string[] {
  return variables.length === 0 ? [] : ["--impure"];
}

/** The same for a program that passes on to Nix what stands behind `--`. */
export function passedOn(variables: readonly string[]): string[] {
  return variables.length === 0 ? [] : ["--", ...impure(variables)];
}

/** The same for a program that takes settings of Nix, and no `--impure`. */
export function openEvaluation(variables: readonly string[]): string[] {
  return variables.length === 0 ? [] : ["--option", "pure-eval", "false"];
}

/** sudo keeps nothing of the environment unless it is told to. */
export function sudo(variables: readonly string[]): string[] {
  if (variables.length === 0) return ["sudo"];
  return ["sudo", `--preserve-env=${[...variables, "NIX_STRICT_KEYS"].join(",")}`];
}
