/** The first words of all commands, for the very start, where the table of them is not loaded yet. */
export const commandWords: readonly string[] = [
  "access",
  "check",
  "completion",
  "doctor",
  "editor",
  "explain",
  "generate",
  "import",
  "init",
  "plan",
  "schema",
  "secrets",
  "uids",
  "verify",
];
