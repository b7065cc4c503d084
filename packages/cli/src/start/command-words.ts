/** The first words of all commands, for the very start, where the table of them is not loaded yet. */
export const commandWords: readonly string[] = [
  "access",
  "add",
  "check",
  "completion",
  "editor",
  "generate",
  "remove",
  "rename",
  "schema",
  "secrets",
  "uids",
  "verify",
];
