import { alignColumns, breakLine, fitText } from "@fleet/diagnostics";
import { commands, commonOptions, commonTo } from "./command-table.ts";
import type { CommandEntry, OptionEntry } from "./entries/command-entry.ts";

/** The help of a command, of those that begin with a word, or of all when neither is given. */
export function renderHelp(
  {
    command,
    group,
  }: { readonly command?: CommandEntry | undefined; readonly group?: string | undefined },
  width: number = Number.POSITIVE_INFINITY,
): string {
  const parts =
    command !== undefined
      ? commandHelp(command, width)
      : group === undefined
        ? overallHelp(width)
        : groupHelp(group, width);
  return fitText(`${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`, width);
}

function groupHelp(group: string, width: number): string[][] {
  return [
    [`Usage: fleet ${group} COMMAND [OPTIONS]`],
    ["Commands:", ...listCommands(group, width)],
    [`The help of a command: fleet ${group} COMMAND --help`],
  ];
}

/** The commands whose names begin with the word. */
function listCommands(group: string, width: number): string[] {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `));
  return columns(
    own.map(({ name, summary }) => [name, summary]),
    width,
  );
}

function overallHelp(width: number): string[][] {
  return [
    ["fleet computes who has an account on which machine, from one declaration, for Nix."],
    ["Usage: fleet COMMAND [OPTIONS]"],
    ["Commands:", ...columns(listOverall(), width)],
    ["Options:", ...columns(commonOptions.map(describeOption), width)],
    [
      "The help of a command: fleet COMMAND --help, such as fleet add --help.",
      "Exit codes: 0 fine, 1 findings or drift, 2 wrong use or failure.",
    ],
  ];
}

/** What commands that begin with one word are for: the overview has a line for all of them. */
const groupSummaries: ReadonlyMap<string, string> = new Map([
  ["add", "Declare a user, a host or a secret, and what follows from it."],
  ["remove", "Let a user or a host go: the plan first, then all of it."],
  ["rename", "Call a user or a host otherwise, and keep what it has."],
  ["secrets", "Edit secret files, and bring them in line with the declaration."],
]);

/** Every command, those that begin with one word by that; so that all of them fit a terminal. */
function listOverall(): [string, string][] {
  const rows = new Map<string, string>();
  for (const { name, summary } of commands) {
    const [word = name, ...others] = name.split(" ");
    if (rows.has(word)) continue;
    rows.set(word, others.length === 0 ? summary : (groupSummaries.get(word) ?? summary));
  }
  return [...rows];
}

function commandHelp(command: CommandEntry, width: number): string[][] {
  const { name, synopsis, description, options, examples } = command;
  const others = listCommands(name, width);
  return [
    [`Usage: fleet ${name} ${synopsis}`],
    [...breakLine(description, { width: Math.min(width, 80) })],
    ["Options:", ...columns([...options, ...commonTo(command)].map(describeOption), width)],
    ["Examples:", ...columns(examples, width)],
    ...(others.length === 0 ? [] : [["See also:", ...others]]),
  ];
}

function describeOption({ name, short, value, summary }: OptionEntry): [string, string] {
  const long = `--${name}${value === undefined ? "" : ` ${value}`}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}

function columns(rows: readonly (readonly [string, string])[], width: number): string[] {
  return alignColumns(rows, width - 2).map((line) => `  ${line}`);
}
