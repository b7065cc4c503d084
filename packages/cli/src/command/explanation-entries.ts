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
    load: async () => (await import("../commands/explain.ts")).explainSomething,
  },
];
