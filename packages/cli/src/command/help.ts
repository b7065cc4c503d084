import { alignColumns, breakLine, fitText } from "@fleet/diagnostics";
import type { CommandEntry, OptionEntry } from "./command-entry.ts";
import { commands, commonOptions } from "./command-table.ts";

/** The help of a command, or of all when none is given. */
export function renderHelp(
  command: CommandEntry | undefined,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const parts = command === undefined ? overallHelp(width) : commandHelp(command, width);
  return fitText(`${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`, width);
}

function overallHelp(width: number): string[][] {
  return [
    ["fleet computes who has an account on which machine, from one declaration, for Nix."],
    ["Usage: fleet COMMAND [OPTIONS]"],
    [
      "Commands:",
      ...columns(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ],
    ["Options:", ...columns(commonOptions.map(describeOption), width)],
    [
      "The help of a command: fleet COMMAND --help",
      "Exit codes: 0 fine, 1 findings or drift, 2 wrong use or failure.",
    ],
  ];
}

function commandHelp(
  { name, synopsis, description, options, examples }: CommandEntry,
  width: number,
): string[][] {
  return [
    [`Usage: fleet ${name} ${synopsis}`],
    [...breakLine(description, { width: Math.min(width, 80) })],
    ["Options:", ...columns([...options, ...commonOptions].map(describeOption), width)],
    ["Examples:", ...columns(examples, width)],
  ];
}

function describeOption({ name, short, value, summary }: OptionEntry): [string, string] {
  const long = `--${name}${value === undefined ? "" : ` ${value}`}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}

function columns(rows: readonly (readonly [string, string])[], width: number): string[] {
  return alignColumns(rows, width - 2).map((line) => `  ${line}`);
}
