import { changeOptions } from "./change-options.ts";
import type { CommandEntry, OptionEntry } from "./command-entry.ts";

const noGitAdd: OptionEntry = {
  name: "no-git-add",
  summary: "Do not tell git of new files; print the command instead.",
};

const profile: OptionEntry = {
  name: "profile",
  value: "PROFILE",
  suggests: "profiles",
  summary: "The profile of homes: one that the config declares.",
};

/** The commands that add somebody or something to a fleet. */
export const addCommands: readonly CommandEntry[] = [
  {
    name: "add user",
    summary: "Declare a user, with accounts on hosts.",
    synopsis: "ID [--name NAME] [--host ID]... [--ssh-key KEY]... [--is-admin]",
    description:
      "Writes a user into the config, in place, beside what stands there; makes the module that the layout wants, tells git of it, and generates: all of it, or nothing. Where the config is written in a way that no command can edit, it prints the text and where to write it. A run that was interrupted is completed by the next.",
    options: [
      { name: "name", value: "NAME", summary: "The full name." },
      { name: "email", value: "ADDRESS", summary: "The mail address." },
      { name: "is-admin", summary: "An admin, who becomes root by sudo." },
      {
        name: "host",
        value: "ID",
        suggests: "hosts",
        repeats: true,
        summary: "A host to have an account on; may be given several times.",
      },
      profile,
      {
        name: "ssh-key",
        value: "KEY",
        suggests: "files",
        repeats: true,
        summary: "A public SSH key, or a file with some; may be given several times.",
      },
      {
        name: "age-key",
        value: "KEY",
        repeats: true,
        summary: "A key that secrets are encrypted to (age1…); also several times.",
      },
      {
        name: "uid",
        value: "UID",
        form: { pattern: /^[1-9]\d{0,9}$/, help: "It takes a number, such as 1005." },
        summary: "The uid on NixOS. Default: the next free one.",
      },
      noGitAdd,
      ...changeOptions,
    ],
    examples: [
      ['fleet add user ada --name "Ada Lovelace" --host mini', "somebody joins"],
      ["fleet add user ada --is-admin --ssh-key ~/ada.pub", "an admin with a key"],
    ],
    operandLimit: 1,
    load: async () => (await import("../../commands/life/add-user.ts")).addUser,
  },
  {
    name: "add host",
    summary: "Declare a host, with the key by which it is known.",
    synopsis: "ID --system SYSTEM [--user ID]... [--mint-key DIR | --from-keyscan ADDRESS]",
    description:
      "Writes a host into the config, makes the module that the layout wants, copies its hardware file, and generates: all of it, or nothing. With --mint-key it makes the SSH host key before the machine is installed, so that secrets can be encrypted to it at once: the private half lies in that folder alone, as nixos-anywhere --extra-files takes it. With --from-keyscan it asks a machine that runs, and shows the fingerprint.",
    options: [
      {
        name: "system",
        value: "SYSTEM",
        summary: "What it runs on: x86_64-linux, aarch64-linux, aarch64-darwin, …",
      },
      {
        name: "state-version",
        value: "RELEASE",
        summary: "The release that it begins with. Default: that of defaults.",
      },
      {
        name: "user",
        value: "ID",
        suggests: "users",
        repeats: true,
        summary: "A user with an account there; may be given several times.",
      },
      profile,
      {
        name: "tag",
        value: "TAG",
        suggests: "tags",
        repeats: true,
        summary: "A tag; may be given several times.",
      },
      {
        name: "hardware",
        value: "FILE",
        suggests: "files",
        summary: "The file of nixos-generate-config to copy.",
      },
      {
        name: "mint-key",
        value: "DIR",
        suggests: "folders",
        summary: "Make its SSH host key in this folder, outside of any repository.",
      },
      {
        name: "from-keyscan",
        value: "ADDRESS",
        summary: "Ask the machine at this address for its SSH host key.",
      },
      { name: "yes", short: "y", summary: "Take the key that a scan finds without asking." },
      noGitAdd,
      ...changeOptions,
    ],
    examples: [
      ["fleet add host nas --system x86_64-linux --user ada", "a machine arrives"],
      ["fleet add host nas --system x86_64-linux --mint-key ~/nas", "to install"],
      ["fleet add host nas --system x86_64-linux --from-keyscan nas", "it runs"],
    ],
    operandLimit: 1,
    load: async () => (await import("../../commands/life/add-host.ts")).addHost,
  },
  {
    name: "add secret",
    summary: "Declare a secret, and open its file.",
    synopsis: "NAME --to host:ID|user:ID [--to ...] [--file FILE] [--json] [--root DIR]",
    description:
      "Declares a secret of hosts and users, with a rule for its file where none is about it, and generates. On a terminal it then opens the file in your editor through sops, which encrypts it to exactly the readers that are declared.",
    options: [
      {
        name: "to",
        value: "READER",
        suggests: "secret-owners",
        repeats: true,
        summary: "Who has it: host:mini, or user:ada; may be given several times.",
      },
      {
        name: "file",
        value: "FILE",
        suggests: "secret-files",
        summary: "Its file, from the root. Default: that of the host or user.",
      },
      ...changeOptions,
    ],
    examples: [
      ["fleet add secret wifi --to host:mini", "in the file of the host"],
      ["fleet add secret backup --to host:nas --file secrets/backup.yaml", "in one of its own"],
    ],
    operandLimit: 1,
    load: async () => (await import("../../commands/life/add-secret.ts")).addSecret,
  },
];
