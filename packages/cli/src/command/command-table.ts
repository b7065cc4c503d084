import { isDay } from "@fleet/diagnostics";
import { check } from "../commands/check.ts";
import { generate } from "../commands/generate/generate.ts";
import { completionEntry } from "../completion/completion-entry.ts";
import {
  type CommandEntry,
  formatOption,
  type OptionEntry,
  rootOption,
} from "./entries/command-entry.ts";
import { deployEntry } from "./entries/deploy-entry.ts";
import { topics } from "./entries/explained-topics.ts";
import { explanationCommands } from "./entries/explanation-entries.ts";
import { importEntry } from "./entries/import-entry.ts";
import { initEntry } from "./entries/init-entry.ts";
import { lifeCommands, secretsEditEntry } from "./entries/life-entries.ts";
import { planEntry } from "./entries/plan-entry.ts";
import { schemaEntry } from "./entries/schema-entry.ts";
import { secretsCommands } from "./entries/secrets-entries.ts";
import { uidCommands } from "./entries/uids-entries.ts";

const secondsForm = {
  pattern: /^[1-9]\d{0,5}$/,
  help: "It takes a number of seconds, such as 600.",
} as const;

/** What every command takes. */
export const commonOptions: readonly OptionEntry[] = [
  { name: "help", short: "h", summary: "Show this help." },
  { name: "version", short: "V", summary: "Show the version." },
  {
    name: "data-only",
    summary: "Run no config that is a script; so does FLEET_DATA_ONLY=1.",
  },
  {
    name: "time-limit",
    value: "SECONDS",
    form: secondsForm,
    summary: "Stop a config that takes longer, even in a loop.",
  },
];

/** Of what every command takes, all that this one says nothing of its own about. */
export function commonTo(command: CommandEntry | undefined): readonly OptionEntry[] {
  const own = new Set(command?.options.map(({ name }) => name));
  return commonOptions.filter(({ name }) => !own.has(name));
}

/** All commands, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  initEntry,
  {
    name: "generate",
    summary: "Compute the fleet and write fleet.json for Nix.",
    synopsis: "[--check | --dry-run | --watch] [--force] [--json] [--root DIR]",
    description:
      "Reads the config, checks it, and writes fleet.json (beside a large one also fleet.index.json), and in fleet.lock.json which uids it has given to whom. Nothing is written when there are errors. A file that is up to date is not touched. With --watch it does so again whenever the config, a module that it imports, or another file that counts changes, and says of each run what it means, until Ctrl-C; after a mistake, what was generated last stays.",
    options: [
      {
        name: "check",
        summary: "Write nothing; show what would change, and end with 1 if anything would.",
      },
      { name: "dry-run", summary: "Write nothing; say which files would change." },
      {
        name: "watch",
        short: "w",
        summary: "Do it again whenever something changes, until Ctrl-C.",
      },
      {
        name: "force",
        summary: "Overwrite files edited by hand; go by an edited or lost ledger.",
      },
      { name: "json", summary: "Say in JSON what was done." },
      rootOption,
    ],
    examples: [
      ["fleet generate", "compute and write"],
      ["fleet generate --check", "in CI: is what is committed up to date?"],
      ["fleet generate --watch", "while you write"],
    ],
    operandLimit: 0,
    load: () => Promise.resolve(generate),
  },
  {
    name: "check",
    summary: "Check all that needs neither a key nor Nix, and report what is wrong.",
    synopsis: "[--strict-keys] [--date DAY] [--explain TOPIC] [--format FORMAT] [--verbose]",
    description:
      "Looks at the config, the files around it, fleet.lock.json, secret files (as fleet secrets status does) and generated files, and reports every error and warning, each with its place and a way to mend it. Writes nothing. Of many findings of one code it shows the first, and one command that mends all of them where there is one. On a terminal it also shows who is on which host. With --explain, which fleet explain has taken the place of, it shows one thing about the fleet instead: groups (which there are where, who is in them and why), services (what runs for whom, and who reaches it), data (those of your own, and how modules read them), or deploy (the commands that deploy). With --strict-keys it also reports SSH keys that are not in the environment variables that they are to come from, and users who have none.",
    options: [
      {
        name: "strict-keys",
        summary: "Also report what a build with NIX_STRICT_KEYS=true would refuse.",
      },
      {
        name: "date",
        value: "DAY",
        form: { pattern: { test: isDay }, help: "Write a day as year, month and day: 2027-06-30." },
        summary: "The day for what is accepted until a day (YYYY-MM-DD). Default: today.",
      },
      {
        name: "explain",
        value: "TOPIC",
        choices: topics,
        summary: "The same as fleet explain TOPIC, beside what is wrong.",
      },
      formatOption,
      { name: "json", summary: "The same as --format json." },
      {
        name: "verbose",
        short: "v",
        summary: "List each of many findings, what is accepted, and who is on which host.",
      },
      rootOption,
    ],
    examples: [
      ["fleet check", "look at the fleet in this folder"],
      ["fleet check --strict-keys", "before a build that must not have placeholders"],
      ["fleet check --root systems", "look at one in another folder"],
      ["fleet check --format sarif > fleet.sarif", "for upload to GitHub code scanning"],
    ],
    operandLimit: 0,
    load: () => Promise.resolve(check),
  },
  planEntry,
  {
    name: "verify",
    summary: "Compare what was computed with what Nix arrives at, host by host.",
    synopsis: "[--without-inputs] [--host ID]... [--json] [--root DIR] [-- ARGUMENTS]",
    description:
      "Computes the fleet as check does, evaluates the flake in its folder, and names every difference: accounts, uids, groups, shells, homes, trusted users. It looks at nixosConfigurations and darwinConfigurations by the ids of hosts, and at homeConfigurations by the names of standalone homes, whoever defines them. One that is missing is an error; where you switched an output off and build its hosts in another way, name the other hosts with --host. What stands behind -- goes to nix eval.",
    options: [
      {
        name: "without-inputs",
        summary: "Evaluate fleet's own modules alone: needs no flake and no network.",
      },
      {
        name: "host",
        value: "ID",
        suggests: "hosts",
        repeats: true,
        summary: "Look at this host alone; may be given several times.",
      },
      { name: "impure", summary: "Let Nix see the environment, where SSH keys may come from." },
      {
        name: "time-limit",
        value: "SECONDS",
        form: secondsForm,
        summary: "Stop an evaluation or a config that takes longer. Default: 300.",
      },
      formatOption,
      { name: "json", summary: "The same as --format json." },
      { name: "verbose", short: "v", summary: "Show what is accepted, with the reasons." },
      rootOption,
    ],
    examples: [
      ["fleet verify", "does Nix build what the declaration says?"],
      ["fleet verify --host mini", "look at one host"],
      ["fleet verify --without-inputs", "on a machine without a network"],
      ["fleet verify -- --refresh", "with an argument for nix eval"],
    ],
    operandLimit: 0,
    load: async () => (await import("../commands/verify.ts")).verify,
  },
  ...lifeCommands,
  deployEntry,
  ...explanationCommands,
  importEntry({
    name: "time-limit",
    value: "SECONDS",
    form: secondsForm,
    summary: "Stop the evaluation of a host that takes longer. Default: 300.",
  }),
  ...uidCommands,
  ...secretsCommands,
  secretsEditEntry,
  {
    name: "editor",
    summary: "Let editors complete and check the config, without node_modules.",
    synopsis: "[--check | --dry-run] [--json] [--root DIR]",
    description:
      "Writes the types of @fleet/core into .fleet, which git ignores, and a tsconfig.json that leads editors to them; of a config in YAML or JSON, its JSON Schema. A tsconfig.json or jsconfig.json of your own is never changed: what to add to it is printed. Where @fleet/core is installed in node_modules, nothing is needed. Run it again after an update of fleet, and in every clone.",
    options: [
      {
        name: "check",
        summary: "Write nothing; end with 1 where something is missing or out of date.",
      },
      { name: "dry-run", summary: "Write nothing; say which files would change." },
      { name: "json", summary: "Say in JSON what was done." },
      rootOption,
    ],
    examples: [
      ["fleet editor", "set it up, or bring it up to date"],
      ["fleet editor --root systems", "of a fleet in another folder"],
    ],
    operandLimit: 0,
    load: async () => (await import("../commands/editor.ts")).setUp,
  },
  schemaEntry,
  {
    ...completionEntry,
    load: async () => {
      const { createCompletion } = await import("../commands/completion.ts");
      return createCompletion({ commands, commonOptions });
    },
  },
];
