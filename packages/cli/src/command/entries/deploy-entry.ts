import { type CommandEntry, rootOption } from "./command-entry.ts";

/** The command that deploys, through the engines that hosts have. */
export const deployEntry: CommandEntry = {
  name: "deploy",
  summary: "Deploy hosts and homes, through the engines that they have.",
  synopsis: "[NAME]... [--plan | --install] [--jobs N] [--first HOST] [--keep-going]",
  description:
    "Says what it means that the fleet takes the place of the one of a revision, asks, and runs the command of each host and home: nixos-rebuild, darwin-rebuild, home-manager, nh, nixos-cli or system-manager one for each; colmena, deploy-rs, clan and wire one for all of theirs. Of a host the system is meant, a home is named like ada@mini; without a name, all that can be deployed from here. After a failure nothing more is begun, and those that run go on to their end; Ctrl-C ends them. What the commands say is kept in a folder that is named. Errors of the declaration, of files and of generated files that are stale stop it; secrets that are owed and dates that passed never do. With --install, nixos-anywhere erases the disks of one machine and puts its first system there, with the host key that was made for it; that is asked about twice. It ends with 0 where all was deployed, 1 where some was not, and 2 where nothing was begun.",
  options: [
    { name: "plan", summary: "Run nothing; print the commands." },
    {
      name: "jobs",
      short: "j",
      value: "NUMBER",
      form: { pattern: /^[1-9]\d{0,2}$/, help: "It takes a number of hosts, such as 4." },
      summary: "Deploy so many at once. Default: 4.",
    },
    {
      name: "first",
      value: "HOST",
      suggests: "deploy-targets",
      summary: "Deploy this one first, and the others only where it succeeds.",
    },
    { name: "keep-going", short: "k", summary: "Begin others after one has failed." },
    {
      name: "against",
      value: "REVISION",
      summary: "What to compare with before it asks. Default: HEAD.",
    },
    {
      name: "install",
      summary: "Erase the disks of one machine, and put its first system there.",
    },
    {
      name: "target-host",
      value: "ADDRESS",
      summary: "Where that machine is reached now. Default: its declared target.",
    },
    {
      name: "extra-files",
      value: "DIR",
      suggests: "folders",
      summary: "What its root begins with: the folder of fleet add host --mint-key.",
    },
    { name: "copy-host-keys", summary: "Keep the SSH host keys that it has now." },
    { name: "yes", short: "y", summary: "Ask nothing." },
    { name: "json", summary: "Say in JSON what was deployed." },
    rootOption,
  ],
  examples: [
    ["fleet deploy --plan", "print what would be run"],
    ["fleet deploy mini", "the system of one host"],
    ["fleet deploy tag:server --first web1 --jobs 8", "one first, then eight at once"],
    ["fleet deploy ada@mini", "her home, on mini itself"],
    ["fleet deploy nas --install --extra-files ~/keys/nas", "a machine that has no system yet"],
    ["fleet deploy --yes --keep-going", "all of it, from a script"],
  ],
  operandLimit: 10_000,
  operands: [{ suggests: "deploy-targets", repeats: true }],
  load: async () => (await import("../../commands/deploy/deploy.ts")).deploy,
};
