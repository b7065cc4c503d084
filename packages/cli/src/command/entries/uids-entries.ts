import { type CommandEntry, rootOption } from "./command-entry.ts";

const jsonOption = { name: "json", summary: "Say it in JSON." };

/** The commands about the ledger of uids. */
export const uidCommands: readonly CommandEntry[] = [
  {
    name: "uids",
    alias: "uids list",
    summary: "List who has which uid, who had it, and why.",
    synopsis: "[--json] [--root DIR]",
    description:
      "Lists every uid that is given out: that of a user on all NixOS hosts, those that are pinned on single ones, and those on each Mac; also the uids of people who are gone, which nobody else gets. Says for each whether it is declared and where, or was allotted. Writes nothing: fleet generate allots uids, and keeps them in fleet.lock.json.",
    options: [jsonOption, rootOption],
    examples: [["fleet uids", "whose number is it?"]],
    operandLimit: 0,
    load: async () => (await import("../../commands/uids/uids.ts")).listUids,
  },
  {
    name: "uids free",
    summary: "Give up the uid of somebody who is gone, so that others can get it.",
    synopsis: "UID [--host HOST] [--yes] [--json] [--root DIR]",
    description:
      "Takes a tombstone out of fleet.lock.json. Files that the person left on a disk, in a backup or on a machine that was switched off will be those of whoever gets the uid next; so look for them first: find / -xdev -uid UID. A uid that somebody has is never freed.",
    options: [
      {
        name: "host",
        value: "HOST",
        suggests: "uid-hosts",
        summary: "A uid of this host alone. Default: of all NixOS hosts.",
      },
      { name: "yes", short: "y", summary: "Do it without asking." },
      { name: "json", summary: "Say in JSON what was done." },
      rootOption,
    ],
    examples: [
      ["fleet uids free 1002", "no NixOS host has files of that person any more"],
      ["fleet uids free 503 --host blackphos", "on one Mac"],
    ],
    operandLimit: 1,
    operands: [{ suggests: "former-uids" }],
    load: async () => (await import("../../commands/uids/uids-free.ts")).freeUids,
  },
  {
    name: "uids merge",
    summary: "Merge fleet.lock.json after git could not.",
    synopsis: "[BASE OURS THEIRS] [--keep SIDE] [--json] [--root DIR]",
    description:
      "Merges the two sides of a fleet.lock.json that is in conflict, entry by entry: uids, tombstones, and what is owed since readers of secrets have gone; and tells git that it is merged. Where both sides gave one uid to different people, --keep says which side's machines were built; the other person gets a free uid from the next fleet generate. With three files it is a merge driver for git, and writes OURS: the result, or both sides as a conflict.",
    options: [
      {
        name: "keep",
        value: "SIDE",
        choices: ["ours", "theirs"],
        summary: "Which side's uids stay where both cannot: ours or theirs.",
      },
      { name: "json", summary: "Say in JSON what was done." },
      rootOption,
    ],
    examples: [
      ["fleet uids merge", "after git merge stopped at fleet.lock.json"],
      ["fleet uids merge --keep theirs", "the machines of the other branch were built"],
      ["fleet uids merge %O %A %B", "as a merge driver, in the configuration of git"],
    ],
    operandLimit: 3,
    operands: [{ suggests: "files", repeats: true }],
    load: async () => (await import("../../commands/uids/uids-merge.ts")).mergeUids,
  },
];
