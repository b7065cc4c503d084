import type { CommandEntry, OptionEntry } from "./command-entry.ts";

/** The command that reads a fleet which is there, but for how long it may take. */
export function importEntry(timeLimit: OptionEntry): CommandEntry {
  return {
    name: "import",
    summary: "Propose a declaration for machines that are there, and prove it.",
    synopsis: "[FOLDER] [--sops] [--host NAME]... [--answer ID=VALUE]... [--dry-run] [-- ARGS]",
    description:
      "Reads the flake in a folder, host by host, its .sops.yaml and encrypted files, the inventory and keys of clan, and secrets.nix of agenix; writes fleet.config.ts, and says what is carried over, what differs and why, and what is left to you. Nothing that is there is ever overwritten or changed, no password and no secret is read. What only you know is asked on a terminal; elsewhere what is proposed stands, and --answer gives another answer. The declaration is computed, and with Nix evaluated beside the old one, before it is written. What stands behind -- goes to nix eval.",
    options: [
      {
        name: "sops",
        summary: "Read .sops.yaml and encrypted files alone: needs no Nix.",
      },
      { name: "dry-run", summary: "Write nothing; show the report alone." },
      {
        name: "answer",
        value: "ID=VALUE",
        repeats: true,
        form: {
          pattern: /^[^\n]+=[^=\n]+$/,
          help: "It takes the id of a question and an answer, such as same-person:ada+adal=one.",
        },
        summary: "Answer a question beforehand; may be given several times.",
      },
      { name: "yes", short: "y", summary: "Ask nothing: what is proposed stands." },
      {
        name: "host",
        value: "NAME",
        repeats: true,
        summary: "Evaluate this host or home alone; may be given several times.",
      },
      {
        name: "jobs",
        value: "NUMBER",
        form: {
          pattern: /^[1-9]\d{0,2}$/,
          help: "It takes a number of hosts, such as 2.",
        },
        summary: "Evaluate so many hosts at once. Default: one a processor, at most 4.",
      },
      timeLimit,
      { name: "impure", summary: "Let Nix read what is outside of the flake." },
      {
        name: "output",
        value: "FILE",
        suggests: "files",
        summary: "Write there, beside a fleet that is there. Default: fleet.config.ts.",
      },
      { name: "no-proof", summary: "Do not evaluate the new configuration beside the old." },
      { name: "json", summary: "Say all of it in JSON." },
      {
        name: "root",
        value: "DIR",
        suggests: "folders",
        summary: "The same as FOLDER.",
      },
      { name: "verbose", short: "v", summary: "List everything that differs or is left." },
    ],
    examples: [
      ["fleet import --dry-run", "what would come over?"],
      ["fleet import", "write fleet.config.ts beside the flake.nix"],
      ["fleet import --sops", "keys and rules alone, without Nix"],
      ["fleet import --host mini --host desk", "begin with two machines"],
      ["fleet import -- --override-input nixpkgs path:/nixpkgs", "without a network"],
    ],
    operandLimit: 1,
    operands: [{ suggests: "folders" }],
    load: async () => (await import("../../commands/import/import.ts")).importMachines,
  };
}
