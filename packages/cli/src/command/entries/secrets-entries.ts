import type { OperandEntry } from "../../completion/suggestion.ts";
import { type CommandEntry, formatOption, type OptionEntry, rootOption } from "./command-entry.ts";

const yesOption: OptionEntry = { name: "yes", short: "y", summary: "Do it without asking." };

const dryRunOption: OptionEntry = {
  name: "dry-run",
  summary: "Write nothing; say what would be done.",
};

const jsonOption: OptionEntry = { name: "json", summary: "Say in JSON what was done." };

const secretFiles: readonly OperandEntry[] = [{ suggests: "secret-files", repeats: true }];

/** The commands about secrets. */
export const secretsCommands: readonly CommandEntry[] = [
  {
    name: "access",
    summary: "Show who can read, log in and become root where, and why.",
    synopsis: "[who-can VERB TARGET | of WHO | why WHO VERB TARGET] [--json | --markdown]",
    description:
      "Shows for every secret file whom the declaration lets decrypt it, by which reader expression, and who can by what the file says: who should but cannot yet, who can but should not, by name as far as it is known. Also who gets there by a key that lies in a file, and who needs others. Of a file that is not understood it says that its readers are not known. With who-can it says who can read a file, and who can do what to a host (login, root, trust-nix), by each way with its reason and the place that grants it; HOST may be tag:TAG for all with a tag. With of it says all that somebody can do, who is a user, host, service account or operator: user:keith, or keith where nobody else is called so. With why it shows each way of one step by step, or what is missing; it ends with 1 where there is no way, and with 0 where there is one, also where it is unknown. What a declaration leaves open is unknown, with the reason. Needs neither a key nor sops. With --data-only, a config that is a script is not run, and fleet.json answers for it about files.",
    options: [
      { name: "json", summary: "Say it in JSON." },
      { name: "markdown", summary: "Say it as a table in Markdown." },
      rootOption,
    ],
    examples: [
      ["fleet access", "all files and readers"],
      ["fleet access who-can read secrets/shared.yaml", "one file"],
      ["fleet access who-can root mini", "every way to root on a host"],
      ["fleet access of user:keith", "all that a user, host, service or operator can do"],
      ["fleet access why keith root mini", "step by step, with the lines that grant it"],
    ],
    operandLimit: 4,
    operands: [
      {
        words: [
          ["who-can", "who can do something to a file or host"],
          ["of", "all that a user, host, service account or operator can do"],
          ["why", "by which ways somebody can do something"],
        ],
      },
      {
        after: ["who-can"],
        words: [
          ["read", "who can decrypt a file"],
          ["login", "who can log in on a host"],
          ["root", "who is or becomes root on a host"],
          ["trust-nix", "whom the Nix of a host trusts"],
        ],
      },
      { after: ["who-can", "read"], suggests: "secret-files" },
      { after: ["who-can", "login"], suggests: "hosts" },
      { after: ["who-can", "root"], suggests: "hosts" },
      { after: ["who-can", "trust-nix"], suggests: "hosts" },
      { after: ["of"], suggests: "readers" },
      { after: ["why"], suggests: "readers" },
    ],
    load: async () => (await import("../../commands/access/access.ts")).showAccess,
  },
  {
    name: "secrets status",
    summary: "Compare the declaration with .sops.yaml and all secret files.",
    synopsis: "[--format FORMAT | --json] [--verbose] [--root DIR]",
    description:
      "Reads the declaration, .sops.yaml and the headers of all encrypted files, and reports where they differ: who can decrypt what they should not, who cannot what they should, what breaks by it, what is not encrypted, and what is owed since a reader has gone. Needs neither a key nor sops, and writes nothing. With --data-only, a config that is a script is not run, and fleet.json answers for it.",
    options: [
      formatOption,
      { name: "json", summary: "The same as --format json." },
      {
        name: "verbose",
        short: "v",
        summary: "List the files even if this is no terminal, and what is accepted.",
      },
      rootOption,
    ],
    examples: [["fleet secrets status", "is every file as declared?"]],
    operandLimit: 0,
    load: async () => (await import("../../commands/secrets/secrets-status.ts")).showSecretsStatus,
  },
  {
    name: "secrets sync",
    summary: "Give every secret file the readers that are declared.",
    synopsis: "[PATH...] [--yes | --dry-run] [--json] [--root DIR]",
    description:
      "Says which files have other readers than declared and who gains and loses access, asks, and has sops encrypt their data keys anew. Each file is worked on as a copy, compared, and put in place whole. Nothing is done when you could not open a file any more. Who loses access is kept in fleet.lock.json until the file has a new data key and new secrets. Without PATH, all files.",
    options: [yesOption, dryRunOption, jsonOption, rootOption],
    examples: [
      ["fleet secrets sync --dry-run", "see who would gain and lose what"],
      ["fleet secrets sync secrets/hosts", "only the files in a folder"],
    ],
    operandLimit: Number.POSITIVE_INFINITY,
    operands: secretFiles,
    load: async () => (await import("../../commands/secrets/secrets-change.ts")).syncSecrets,
  },
  {
    name: "secrets rotate",
    summary: "Give secret files a new data key.",
    synopsis: "[PATH...] [--yes | --dry-run] [--json] [--root DIR]",
    description:
      "Has sops encrypt files with a new data key, for the same readers. Who could read a file once may still have the old one, and would read all that is written with it. Without PATH, the files that owe a new data key since a reader has gone.",
    options: [yesOption, dryRunOption, jsonOption, rootOption],
    examples: [["fleet secrets rotate", "after a sync that took access away"]],
    operandLimit: Number.POSITIVE_INFINITY,
    operands: secretFiles,
    load: async () => (await import("../../commands/secrets/secrets-change.ts")).rotateSecrets,
  },
  {
    name: "secrets acknowledge",
    summary: "Note that the secrets in files were changed after a reader has gone.",
    synopsis: "PATH... [--date YYYY-MM-DD] [--json] [--root DIR]",
    description:
      "What somebody could read once, they may know, whatever is done to the file. When you have changed the passwords, tokens and keys in it where they come from, this notes the day, and status is silent about it. A folder stands for all files in it that owe.",
    options: [
      {
        name: "date",
        value: "YYYY-MM-DD",
        summary: "The day on which it was done. Default: today.",
      },
      jsonOption,
      rootOption,
    ],
    examples: [["fleet secrets acknowledge secrets/shared.yaml", "its passwords are new"]],
    operandLimit: Number.POSITIVE_INFINITY,
    operands: secretFiles,
    load: async () =>
      (await import("../../commands/secrets/secrets-acknowledge.ts")).acknowledgeSecrets,
  },
  {
    name: "secrets adopt",
    summary: "Say what to declare for a .sops.yaml that was written by hand.",
    synopsis: "[--json] [--root DIR]",
    description:
      "Says for each rule of a .sops.yaml written by hand whether the declaration gives its files the same readers, which keys belong to nobody, and which declaration would give every encrypted file the readers that it has now. Writes nothing.",
    options: [{ name: "json", summary: "Say it in JSON." }, rootOption],
    examples: [["fleet secrets adopt", "before the first fleet generate"]],
    operandLimit: 0,
    load: async () => (await import("../../commands/secrets/secrets-adopt.ts")).showAdoption,
  },
];
