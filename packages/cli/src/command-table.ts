import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";
import { generate } from "./commands/generate.ts";

/** What people can know about a command before it runs. */
export interface CommandEntry {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What comes behind the name. */
  readonly synopsis: string;
  /** A paragraph, for its own help. */
  readonly description: string;
  readonly options: readonly OptionEntry[];
  /** Command lines, and what each is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** How many operands it takes at the most. */
  readonly operandLimit: number;
  load(): Promise<Command>;
}

/** An option of a command. */
export interface OptionEntry {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; undefined for a switch. */
  readonly value?: string;
  /** The values that it takes, where they are few. */
  readonly choices?: readonly string[];
  readonly summary: string;
}

const rootOption: OptionEntry = {
  name: "root",
  value: "DIR",
  summary: "The fleet's folder. Default: the nearest upwards with a fleet.config file.",
};

/** What every command takes. */
export const commonOptions: readonly OptionEntry[] = [
  { name: "help", short: "h", summary: "Show this help." },
  { name: "version", short: "V", summary: "Show the version." },
];

/** All commands, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: "generate",
    summary: "Compute the fleet and write fleet.json for Nix.",
    synopsis: "[--check | --dry-run] [--force] [--json] [--root DIR]",
    description:
      "Reads the config, checks it, and writes fleet.json (beside a large one also fleet.index.json). Nothing is written when there are errors. A file that is up to date is not touched.",
    options: [
      {
        name: "check",
        summary: "Write nothing; show what would change, and end with 1 if anything would.",
      },
      { name: "dry-run", summary: "Write nothing; say which files would change." },
      { name: "force", summary: "Overwrite generated files that were edited by hand." },
      { name: "json", summary: "Say in JSON what was done." },
      rootOption,
    ],
    examples: [
      ["fleet generate", "compute and write"],
      ["fleet generate --check", "in CI: is what is committed up to date?"],
    ],
    operandLimit: 0,
    load: () => Promise.resolve(generate),
  },
  {
    name: "check",
    summary: "Check the declaration and report what is wrong with it.",
    synopsis: "[--format FORMAT | --json] [--verbose] [--root DIR]",
    description:
      "Reads the config and reports every error and warning, each with its place and a way to mend it. Writes nothing. On a terminal it also shows who is on which host.",
    options: [
      {
        name: "format",
        value: "FORMAT",
        choices: ["pretty", "json", "sarif", "github"],
        summary: "pretty (default), json, sarif for code scanning, or github for annotations.",
      },
      { name: "json", summary: "The same as --format json." },
      {
        name: "verbose",
        short: "v",
        summary: "Show who is on which host even if this is no terminal.",
      },
      rootOption,
    ],
    examples: [
      ["fleet check", "look at the fleet in this folder"],
      ["fleet check --root systems", "look at one in another folder"],
      ["fleet check --format sarif > fleet.sarif", "for upload to GitHub code scanning"],
    ],
    operandLimit: 0,
    load: () => Promise.resolve(check),
  },
  {
    name: "schema",
    summary: "Print the JSON Schema of a declaration.",
    synopsis: "",
    description:
      'Prints the JSON Schema that editors need to check a config in JSON or YAML while it is written. In JSON, name the file under "$schema"; in YAML, in a comment: # yaml-language-server: $schema=fleet.schema.json',
    options: [],
    examples: [["fleet schema > fleet.schema.json", "put it beside the config"]],
    operandLimit: 0,
    load: async () => (await import("./commands/schema.ts")).printSchema,
  },
];
