import { type CommandEntry, type OptionEntry, rootOption } from "./command-entry.ts";

const commonOptions: readonly OptionEntry[] = [
  { name: "dry-run", summary: "Do nothing; show what would be done." },
  { name: "json", summary: "Say in JSON what was done." },
  rootOption,
];

const noGitAdd: OptionEntry = {
  name: "no-git-add",
  summary: "Do not tell git of new files; print the command instead.",
};

const profile: OptionEntry = {
  name: "profile",
  value: "PROFILE",
  summary: "The profile of homes: one that the config declares.",
};

const yes: OptionEntry = { name: "yes", short: "y", summary: "Do it without asking." };

/** The commands that change who and what is in a fleet. */
export const lifeCommands: readonly CommandEntry[] = [
  {
    name: "add user",
    summary: "Declare a user, with accounts on hosts.",
    synopsis: "ID [--name NAME] [--host ID]... [--ssh-key KEY]... [--admin]",
    description:
      "Writes a user into the config, in place, beside what stands there; makes the module that the layout wants, tells git of it, and generates: all of it, or nothing. Where the config is written in a way that no command can edit, it prints the text and where to write it. A run that was interrupted is completed by the next.",
    options: [
      { name: "name", value: "NAME", summary: "The full name." },
      { name: "email", value: "ADDRESS", summary: "The mail address." },
      { name: "admin", summary: "An admin, who becomes root by sudo." },
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
      ...commonOptions,
    ],
    examples: [
      ['fleet add user ada --name "Ada Lovelace" --host mini', "somebody joins"],
      ["fleet add user ada --host mini --ssh-key ~/ada.pub --admin", "an admin with a key"],
    ],
    operandLimit: 1,
    load: async () => (await import("../commands/life/add-user.ts")).addUser,
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
        repeats: true,
        summary: "A user with an account there; may be given several times.",
      },
      profile,
      { name: "tag", value: "TAG", repeats: true, summary: "A tag; may be given several times." },
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
      ...commonOptions,
    ],
    examples: [
      ["fleet add host nas --system x86_64-linux --user keith", "a machine arrives"],
      [
        "fleet add host nas --system x86_64-linux --mint-key ~/keys/nas",
        "with secrets from the first boot",
      ],
      [
        "fleet add host nas --system x86_64-linux --from-keyscan nas.local",
        "a machine that runs already",
      ],
    ],
    operandLimit: 1,
    load: async () => (await import("../commands/life/add-host.ts")).addHost,
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
        repeats: true,
        summary: "Who has it: host:mini, or user:ada; may be given several times.",
      },
      {
        name: "file",
        value: "FILE",
        summary: "Its file, from the root. Default: that of the host or user.",
      },
      ...commonOptions,
    ],
    examples: [
      ["fleet add secret wifi --to host:mini", "in the file of the host"],
      ["fleet add secret backup --to host:nas --file secrets/backup.yaml", "in one of its own"],
    ],
    operandLimit: 1,
    load: async () => (await import("../commands/life/add-secret.ts")).addSecret,
  },
  {
    name: "secrets edit",
    summary: "Open a secret file in your editor, through sops.",
    synopsis: "FILE [--json] [--root DIR]",
    description:
      "Opens a secret file with sops edit on a copy of it. A file that is not there is made, encrypted to exactly the readers that are declared for its path, whatever .sops.yaml says. One that is there keeps the readers that it has; where these are not the declared ones, it says so.",
    options: [{ name: "json", summary: "Say in JSON what was done." }, rootOption],
    examples: [["fleet secrets edit secrets/hosts/mini.yaml", "change a value"]],
    operandLimit: 1,
    operands: [{ suggests: "secret-files" }],
    load: async () => (await import("../commands/life/edit-secret.ts")).editSecret,
  },
  {
    name: "remove user",
    summary: "Let a user go: the plan first, then all of it.",
    synopsis: "ID [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Takes a user out of the config with everything that names them: accounts, groups, keys of root, readers of secrets, policy. Deletes their modules, where git tracks them unmodified, keeps their uid from others, and says what they could read, and what happens to their accounts on each machine. Secret files lose them with the next fleet secrets sync; what they knew is owed until it was changed.",
    options: [yes, ...commonOptions],
    examples: [
      ["fleet remove user ben --dry-run", "what would it mean?"],
      ["fleet remove user ben", "somebody leaves"],
    ],
    operandLimit: 1,
    load: async () => (await import("../commands/life/remove.ts")).removeUser,
  },
  {
    name: "remove host",
    summary: "Let a host go: the plan first, then all of it.",
    synopsis: "ID [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Takes a host out of the config with everything that names it, deletes its modules where git tracks them unmodified, and says which secrets it could read. Secret files lose it with the next fleet secrets sync.",
    options: [yes, ...commonOptions],
    examples: [["fleet remove host nas", "a machine is given away"]],
    operandLimit: 1,
    operands: [{ suggests: "hosts" }],
    load: async () => (await import("../commands/life/remove.ts")).removeHost,
  },
  {
    name: "rename user",
    summary: "Call a user otherwise, and keep uid and home.",
    synopsis: "ID NEW [--login keep|change] [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Gives a user another id wherever the config names them, moves their modules and secret files, and keeps their uid. The login stays what it was, unless it is to change: then the machine makes a new account with the same uid and, unless its home is moved, an empty home.",
    options: [
      {
        name: "login",
        value: "WHAT",
        choices: ["keep", "change"],
        summary: "Whether the login stays (default: keep) or becomes the new id.",
      },
      yes,
      ...commonOptions,
    ],
    examples: [["fleet rename user keith kmiller", "another id, the same account"]],
    operandLimit: 2,
    load: async () => (await import("../commands/life/rename.ts")).renameUser,
  },
  {
    name: "rename host",
    summary: "Call a host otherwise.",
    synopsis: "ID NEW [--hostname keep|change] [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Gives a host another id wherever the config names it, and moves its modules and secret files. The machine is called otherwise as well, unless its name is to be kept.",
    options: [
      {
        name: "hostname",
        value: "WHAT",
        choices: ["keep", "change"],
        summary: "Whether its name stays, or becomes the new id (default: change).",
      },
      yes,
      ...commonOptions,
    ],
    examples: [["fleet rename host nas vault", "the machine, its files and its secrets"]],
    operandLimit: 2,
    operands: [{ suggests: "hosts" }],
    load: async () => (await import("../commands/life/rename.ts")).renameHost,
  },
];
