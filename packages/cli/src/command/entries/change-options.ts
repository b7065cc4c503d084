import { type OptionEntry, rootOption } from "./command-entry.ts";

/** What every command takes that changes a fleet. */
export const changeOptions: readonly OptionEntry[] = [
  { name: "dry-run", summary: "Do nothing; show what would be done." },
  { name: "json", summary: "Say in JSON what was done." },
  rootOption,
];
