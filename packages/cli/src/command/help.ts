import { alignColumns } from "@fleet/diagnostics";
import type { CommandEntry, OptionEntry } from "./command-entry.ts";
import { commands, commonOptions, commonTo } from "./command-table.ts";

/** The help of a command, of those that begin with a word, or of all when neither is given. */
export function renderHelp(command: CommandEntry | undefined, group?: string): string {
  const parts =
    command !== undefined
      ? commandHelp(command)
      : group === undefined
        ? overallHelp()
        : groupHelp(group);
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function groupHelp(group: string): string[][] {
  return [
    [`Usage: fleet ${group} COMMAND [OPTIONS]`],
    ["Commands:", ...listCommands(group)],
    [`The help of a command: fleet ${group} COMMAND --help`],
  ];
}

/** The commands whose names begin with the word. */
function listCommands(group: string): string[] {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `));
  return columns(own.map(({ name, summary }) => [name, summary]));
}

function overallHelp(): string[][] {
  return [
    ["fleet computes who has an account on which machine, from one declaration, for Nix."],
    ["Usage: fleet COMMAND [OPTIONS]"],
    ["Commands:", ...columns(commands.map(({ name, summary }) => [name, summary]))],
    ["Options:", ...columns(commonOptions.map(describeOption))],
    [
      "The help of a command: fleet COMMAND --help, or fleet help COMMAND. The version: fleet version",
      "Exit codes: 0 fine, 1 findings or drift, 2 wrong use or failure.",
    ],
  ];
}

function commandHelp(command: CommandEntry): string[][] {
  const { name, synopsis, description, options, examples } = command;
  const others = listCommands(name);
  return [
    [`Usage: fleet ${name} ${synopsis}`],
    wrap(description),
    ["Options:", ...columns([...options, ...commonTo(command)].map(describeOption))],
    ["Examples:", ...columns(examples)],
    ...(others.length === 0 ? [] : [["See also:", ...others]]),
  ];
}

function describeOption({ name, short, value, summary }: OptionEntry): [string, string] {
  const long = `--${name}${value === undefined ? "" : ` ${value}`}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  return alignColumns(rows).map((line) => `  ${line}`);
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length >= 80) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
