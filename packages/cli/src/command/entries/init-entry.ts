import type { CommandEntry } from "./command-entry.ts";

/** The command that begins a fleet. */
export const initEntry: CommandEntry = {
  name: "init",
  summary: "Begin a fleet: ask, write its files, and generate.",
  synopsis: "[FOLDER] [--yes] [--host NAME] [--admin PERSON] [--user PERSON]... [--dry-run]",
  description:
    "Looks at this machine, asks what only you know, and makes a whole fleet of it: flake.nix, fleet.config.ts, the first host with its hardware, an admin and more people, their homes and profiles. Logins, uids, SSH keys and the hardware file of the machine are taken over. Everything is written at the end, after it was computed without an error, and nothing that is there is ever overwritten; until then Ctrl-C leaves the folder as it was. Then it has git track the files, generates and checks. Every answer is an option as well; with --yes, what is proposed stands for the rest.",
  options: [
    { name: "yes", short: "y", summary: "Ask nothing: what is proposed stands." },
    { name: "dry-run", summary: "Write nothing; show which files and which config would be made." },
    { name: "host", value: "NAME", summary: "What the first machine is called." },
    {
      name: "system",
      value: "SYSTEM",
      summary: "What it is, such as aarch64-linux. Default: as this machine.",
    },
    {
      name: "state-version",
      value: "RELEASE",
      summary: "The release that it was installed with. Default: as it says.",
    },
    {
      name: "hardware",
      value: "FILE",
      suggests: "files",
      summary: "Its hardware file, or none. Default: that of /etc/nixos.",
    },
    {
      name: "admin",
      value: "PERSON",
      summary: 'The primary admin: keith, or "keith=Keith Kay <keith@example.org>".',
    },
    {
      name: "user",
      value: "PERSON",
      repeats: true,
      summary: "Another person, written alike; may be given several times.",
    },
    {
      name: "ssh-key",
      value: "KEY",
      repeats: true,
      summary: "The admin's public key, its file, or none; of others LOGIN=KEY.",
    },
    {
      name: "uid",
      value: "NUMBER",
      repeats: true,
      summary: "The uid that the admin has there; of others LOGIN=NUMBER.",
    },
    { name: "profile", value: "NAME", summary: "The profile of the homes on it." },
    {
      name: "user-profile",
      value: "LOGIN=NAME",
      repeats: true,
      summary: "The profile of one person; may be given several times.",
    },
    {
      name: "operator-key",
      value: "AGE",
      summary: "A public key, of age, that can open all secrets.",
    },
    {
      name: "new-operator-key",
      value: "FILE",
      suggests: "files",
      summary: "Make such a key; its private half goes there.",
    },
    {
      name: "sysroot",
      value: "DIR",
      suggests: "folders",
      summary: "Look at the machine whose root is mounted or recorded there.",
    },
    { name: "no-look", summary: "Look at no machine: it will be another one." },
    { name: "beside-flake", summary: "Begin beside a flake.nix that is there, which stays." },
    { name: "no-git", summary: "Neither make a repository nor add files to one." },
    { name: "json", summary: "Say in JSON what was made; asks nothing." },
    {
      name: "root",
      value: "DIR",
      suggests: "folders",
      summary: "The folder, as FOLDER. Default: this one.",
    },
  ],
  examples: [
    ["fleet init my-fleet", "answer a few questions"],
    ['fleet init --yes --host mini --admin "keith=Keith Kay"', "ask nothing"],
    ["fleet init --sysroot /mnt", "from an installer"],
    ["fleet init --dry-run --yes", "what would it make of this machine?"],
  ],
  operandLimit: 1,
  operands: [{ suggests: "folders" }],
  load: async () => (await import("../../commands/init.ts")).begin,
};
