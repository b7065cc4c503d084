import type { CommandEntry, OptionEntry } from "../command/entries/command-entry.ts";
import type { CommandWords, NextWord } from "./command-words.ts";
import { fishFunctions, quote } from "./fish-functions.ts";
import type { OperandEntry, Suggestion } from "./suggestion.ts";

/** The script for fish, from version 3.4 on: as a file `fleet.fish`, or to be sourced. */
export function renderFishScript(table: CommandWords): string {
  const { commands, next, optionsOf } = table;
  const words = [...next].flatMap(([before, more]) =>
    more.map((word) => describeWord(`__fleet_behind ${quote(before)}`, word)),
  );
  const options = [undefined, ...commands].flatMap((command) =>
    optionsOf(command).map((option) => describeOption(command, option)),
  );
  const operands = commands.flatMap((command) =>
    (command.operands ?? []).flatMap((operand) => describeOperand(command, operand)),
  );
  return `# Completion of fleet for fish. Written by: fleet completion fish
${fishFunctions(table)}
complete -c fleet -f
${[...words, ...options, ...operands].join("")}`;
}

const folders = "(__fish_complete_directories)";

function describeWord(condition: string, [word, purpose]: NextWord): string {
  return complete(condition, ["-a", quote(word), "-d", quote(purpose)]);
}

function describeOption(command: CommandEntry | undefined, option: OptionEntry): string {
  const { name, short, value, choices, suggests, summary } = option;
  return complete(`__fleet_is ${quote(command?.name ?? "")}`, [
    "-l",
    name,
    ...(short === undefined ? [] : ["-s", short]),
    ...(value === undefined ? [] : ["-x"]),
    ...(choices === undefined ? [] : ["-a", quote(choices.join(" "))]),
    ...(suggests === undefined ? [] : ["-a", quote(suggest(suggests))]),
    "-d",
    quote(summary),
  ]);
}

function describeOperand(command: CommandEntry, operand: OperandEntry): readonly string[] {
  const { after = [], words = [], suggests, repeats } = operand;
  const place = [command.name, ...after].map(quote).join(" ");
  const condition = `${repeats ? "__fleet_anywhere" : "__fleet_at"} ${place}`;
  const hasFiles = suggests === "files" || suggests === "secret-files";
  return [
    ...words.map((word) => describeWord(condition, word)),
    ...(suggests === undefined
      ? []
      : [
          complete(condition, [
            ...(hasFiles ? ["-F"] : []),
            ...(suggests === "files" ? [] : ["-a", quote(suggest(suggests))]),
          ]),
        ]),
  ];
}

function suggest(suggestion: Suggestion): string {
  return suggestion === "folders" ? folders : `(__fleet_ids ${suggestion})`;
}

function complete(condition: string, words: readonly string[]): string {
  return `complete -c fleet -n ${quote(condition)} ${words.join(" ")}\n`;
}
