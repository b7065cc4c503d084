/** The first words of all commands, for the very start, where the table of them is not loaded yet. */
export const commandWords: readonly string[] = [
  "access",
  "check",
  "completion",
  "deploy",
  "doctor",
  "editor",
  "explain",
  "generate",
  "import",
  "plan",
  "schema",
  "secrets",
  "uids",
  "verify",
];
