import { type CommandEntry, rootOption } from "./command-entry.ts";

/** The command that says what a change means. */
export const planEntry: CommandEntry = {
  name: "plan",
  summary: "Say what a change means: accounts, ways to root, readers, hosts.",
  synopsis: "[--against REVISION] [--exit-code] [--format FORMAT] [--root DIR]",
  description:
    "Compares the fleet with the one of a revision, without Nix, and says what it means that it takes its place: whose accounts come and go, who becomes root where, whose uid or login moves, who can decrypt what and what work follows, which hosts, homes and services change. Nothing is written, and the work tree is not touched: the files of the revision are read into memory, and a config that is a script is run from there. Where that cannot be, as with --data-only, the revision's fleet.json is asked; what that does not say is unknown. Risky is what brings a way to root or a reader, moves a uid or a login, takes an account away or raises a state version.",
  options: [
    {
      name: "against",
      value: "REVISION",
      suggests: "revisions",
      summary: "A commit, branch or tag to compare with. Default: HEAD.",
    },
    {
      name: "exit-code",
      summary: "End with 3 where anything changes, and with 4 where it is risky.",
    },
    {
      name: "format",
      value: "FORMAT",
      choices: ["pretty", "json", "markdown"],
      summary: "pretty (default), json, or markdown for a comment on a pull request.",
    },
    { name: "json", summary: "The same as --format json." },
    rootOption,
  ],
  examples: [
    ["fleet plan", "what do my changes since the last commit mean?"],
    ["fleet plan --against origin/main", "what does this branch mean?"],
    ["fleet plan --against origin/main --format markdown", "for a pull request"],
    ["fleet plan --exit-code", "0 nothing, 3 changes, 4 risky ones"],
  ],
  operandLimit: 0,
  load: async () => (await import("../../commands/plan.ts")).plan,
};
