import { type CommandEntry, rootOption } from "./command-entry.ts";
import { topics } from "./explained-topics.ts";

/** The commands that say why things are as they are, and whether this machine is fit. */
export const explanationCommands: readonly CommandEntry[] = [
  {
    name: "explain",
    summary: "Say why something is as it is: each value, and who decided it.",
    synopsis: "USER@HOST | host|user|profile NAME | file PATH | TOPIC | CODE",
    description: `Explains an account (who was asked for each value, in which order, and who answered; its home, modules, keys, ways in and to root, secrets), a host, a user, a profile, a secret file (which rule counts and why, who should and can decrypt it), or a code of a finding, with an example and the same mended. A name by itself will do where it is only one thing. Of the whole fleet it explains ${topics.join(", ")}. Writes nothing.`,
    options: [{ name: "json", summary: "Say it in JSON." }, rootOption],
    examples: [
      ["fleet explain keith@mini", "why is this account as it is?"],
      ["fleet explain host mini", "what is on it, and why"],
      ["fleet explain profile workstation", "what it is made of, and who has it"],
      ["fleet explain file secrets/shared.yaml", "who can decrypt it, and by which rule"],
      ["fleet explain core/unknown-user", "what a code of a finding means"],
    ],
    operandLimit: 2,
    operands: [
      {
        words: [
          ["host", "all about a host"],
          ["user", "where somebody has accounts, and with which keys"],
          ["profile", "what it is made of, and who has it"],
          ["file", "who can decrypt a secret file"],
          ["code", "what a code of a finding means"],
          ["groups", "who is in which group where"],
          ["services", "what runs for whom"],
          ["data", "data of your own"],
          ["deploy", "the commands that deploy"],
        ],
        suggests: "accounts",
      },
      { after: ["host"], suggests: "hosts" },
      { after: ["user"], suggests: "users" },
      { after: ["profile"], suggests: "profiles" },
      { after: ["file"], suggests: "secret-files" },
      { after: ["code"], suggests: "codes" },
    ],
    load: async () => (await import("../../commands/explain/explain.ts")).explainSomething,
  },
  {
    name: "doctor",
    summary: "Look at this machine: programs, git, Nix, keys, and what to do about each.",
    synopsis: "[--bundle FILE [--with-config] [--yes]] [--json] [--root DIR]",
    description:
      "Looks at programs and their versions, what git and Nix need, generated files and fleet.lock.json, which private keys are here and which secret files they open, the version of the flake's fleet, and caches; says of each whether it is ok, a warning or broken, and what to do. Works without a fleet, git or Nix, and reads no private key into what it prints. Ends with 1 where something is broken. With --bundle it writes a bug report: versions, results, codes and numbers, without names, addresses, keys, secrets, or values of the environment. The report is shown before it is written.",
    options: [
      {
        name: "bundle",
        value: "FILE",
        suggests: "files",
        summary: "Write a bug report to a file that is not there yet.",
      },
      { name: "with-config", summary: "With the text of the config, names and all, in it." },
      { name: "yes", short: "y", summary: "Write it without asking." },
      { name: "json", summary: "Say it in JSON." },
      rootOption,
    ],
    examples: [
      ["fleet doctor", "what is missing here?"],
      ["fleet doctor --bundle report.md", "for a bug report"],
    ],
    operandLimit: 0,
    load: async () => (await import("../../commands/doctor.ts")).examineMachine,
  },
];
