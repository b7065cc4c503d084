import { addCommands } from "./add-entries.ts";
import { changeOptions } from "./change-options.ts";
import { type CommandEntry, type OptionEntry, rootOption } from "./command-entry.ts";

const yes: OptionEntry = { name: "yes", short: "y", summary: "Do it without asking." };
const sayMoved: OptionEntry = {
  name: "say-moved",
  summary: "Also write `moved` into the config, for branches that know the old id.",
};

/** The commands that change who and what is in a fleet. */
export const lifeCommands: readonly CommandEntry[] = [
  ...addCommands,
  {
    name: "remove user",
    summary: "Let a user go: the plan first, then all of it.",
    synopsis: "ID [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Takes a user out of the config with everything that names them: accounts, groups, keys of root, readers of secrets, policy. Deletes their modules, where git tracks them unmodified, keeps their uid from others, and says what they could read, and what happens to their accounts on each machine. Secret files lose them with the next fleet secrets sync; what they knew is owed until it was changed.",
    options: [yes, ...changeOptions],
    examples: [
      ["fleet remove user ben --dry-run", "what would it mean?"],
      ["fleet remove user ben", "somebody leaves"],
    ],
    operandLimit: 1,
    operands: [{ suggests: "users" }],
    load: async () => (await import("../../commands/life/remove.ts")).removeUser,
  },
  {
    name: "remove host",
    summary: "Let a host go: the plan first, then all of it.",
    synopsis: "ID [--yes] [--dry-run] [--json] [--root DIR]",
    description:
      "Takes a host out of the config with everything that names it, deletes its modules where git tracks them unmodified, and says which secrets it could read. Secret files lose it with the next fleet secrets sync.",
    options: [yes, ...changeOptions],
    examples: [["fleet remove host nas", "a machine is given away"]],
    operandLimit: 1,
    operands: [{ suggests: "hosts" }],
    load: async () => (await import("../../commands/life/remove.ts")).removeHost,
  },
  {
    name: "rename user",
    summary: "Call a user otherwise, and keep uid and home.",
    synopsis: "ID NEW [--login keep|change] [--say-moved] [--yes] [--dry-run] [--json]",
    description:
      "Gives a user another id wherever the config names them, moves their modules and secret files, and keeps their uid. The login stays what it was, unless it is to change: then the machine makes a new account with the same uid and, unless its home is moved, an empty home.",
    options: [
      {
        name: "login",
        value: "WHAT",
        choices: ["keep", "change"],
        summary: "Whether the login stays (default: keep) or becomes the new id.",
      },
      sayMoved,
      yes,
      ...changeOptions,
    ],
    examples: [
      ["fleet rename user keith kmiller", "another id, the same account"],
      ["fleet rename user keith kmiller --say-moved", "while others work on branches"],
    ],
    operandLimit: 2,
    operands: [{ suggests: "users" }],
    load: async () => (await import("../../commands/life/rename.ts")).renameUser,
  },
  {
    name: "rename host",
    summary: "Call a host otherwise.",
    synopsis: "ID NEW [--hostname keep|change] [--say-moved] [--yes] [--dry-run] [--json]",
    description:
      "Gives a host another id wherever the config names it, and moves its modules and secret files. The machine is called otherwise as well, unless its name is to be kept.",
    options: [
      {
        name: "hostname",
        value: "WHAT",
        choices: ["keep", "change"],
        summary: "Whether its name stays, or becomes the new id (default: change).",
      },
      sayMoved,
      yes,
      ...changeOptions,
    ],
    examples: [["fleet rename host nas vault", "the machine, its files and its secrets"]],
    operandLimit: 2,
    operands: [{ suggests: "hosts" }],
    load: async () => (await import("../../commands/life/rename.ts")).renameHost,
  },
];

/** The command that opens a secret file. */
export const secretsEditEntry: CommandEntry = {
  name: "secrets edit",
  summary: "Open a secret file in your editor, through sops.",
  synopsis: "FILE [--json] [--root DIR]",
  description:
    "Opens a secret file with sops edit on a copy of it. A file that is not there is made, encrypted to exactly the readers that are declared for its path, whatever .sops.yaml says. One that is there keeps the readers that it has; where these are not the declared ones, it says so.",
  options: [{ name: "json", summary: "Say in JSON what was done." }, rootOption],
  examples: [["fleet secrets edit secrets/hosts/mini.yaml", "change a value"]],
  operandLimit: 1,
  operands: [{ suggests: "secret-files" }],
  load: async () => (await import("../../commands/life/edit-secret.ts")).editSecret,
};
