import type { OptionEntry } from "../command/entries/command-entry.ts";
import { type CommandWords, type NextWord, writeOption } from "./command-words.ts";
import type { OperandEntry, Suggestion } from "./suggestion.ts";
import { zshIds, zshLine } from "./zsh-functions.ts";

/** The script for zsh, as a file of `fpath` (named `_fleet`) or to be sourced behind `compinit`. */
export function renderZshScript({
  commands,
  names,
  next,
  optionsOf,
  valueOptions,
}: CommandWords): string {
  return `#compdef fleet
# Completion of fleet for zsh. Written by: fleet completion zsh

${zshIds}
# The words that can come next, by those before.
__fleet_next() {
  case $1 in
${[...next].map(([before, words]) => caseOf(word(before), describe(words))).join("")}  esac
}

# Sets fleet_command to the one that some words begin with, and fleet_taken to how many words name it.
__fleet_find() {
  fleet_command= fleet_taken=0
${names.map(findOne).join("")}}

# The operands of a command, by the command and the operands before.
__fleet_operands() {
  case $1 in
${commands
  .flatMap(({ name, operands = [] }) => operands.map((one) => renderOperand(name, one)))
  .join("")}  esac
}

# The options of a command, as _arguments takes them.
__fleet_options() {
  case $1 in
${[undefined, ...commands].map((command) => caseOf(word(command?.name ?? ""), renderOptions(optionsOf(command)))).join("")}  esac
}

# Whether the value of an option is the next word.
__fleet_takes_value() {
  [[ $1 == (${valueOptions.join("|")}) ]]
}

${zshLine}`;
}

function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function caseOf(pattern: string, action: string): string {
  return `    (${pattern}) ${action} ;;\n`;
}

function findOne({ name, length, command }: CommandWords["names"][number]): string {
  const start = length === 1 ? '"$1"' : '"$1 $2"';
  return `  if [[ ${start} == ${word(name)} ]]; then fleet_command=${word(command.name)} fleet_taken=${length}; fi
`;
}

function describe(words: readonly NextWord[]): string {
  // In a list for _describe a colon ends the word.
  return `__fleet_words ${words.map(([one, purpose]) => word(`${one}:${purpose}`)).join(" ")}`;
}

function renderOptions(options: readonly OptionEntry[]): string {
  return `options=(${options.flatMap(describeOption).map(word).join(" ")})`;
}

function describeOption(option: OptionEntry): readonly string[] {
  const { value, repeats, summary } = option;
  const written = writeOption(option);
  const text = summary.replaceAll(/[\\[\]:]/g, "\\$&");
  const before = repeats ? "*" : written.length > 1 ? `(${written.join(" ")})` : "";
  return written.map((name) =>
    value === undefined
      ? `${before}${name}[${text}]`
      : `${before}${name}=[${text}]:${value}:${suggestValue(option)}`,
  );
}

function suggestValue({ choices, suggests }: OptionEntry): string {
  if (choices !== undefined) return `(${choices.join(" ")})`;
  return suggests === undefined ? " " : suggest(suggests);
}

function renderOperand(command: string, operand: OperandEntry): string {
  const { after = [], words, suggests, repeats } = operand;
  const before = word([command, ...after].join(" "));
  const actions = [
    ...(words === undefined ? [] : [describe(words)]),
    ...(suggests === undefined ? [] : [suggest(suggests)]),
  ];
  const action = actions.length === 0 ? ":" : actions.join("; ");
  return caseOf(repeats ? `${before}|${before}\\ *` : before, action);
}

function suggest(suggestion: Suggestion): string {
  switch (suggestion) {
    case "folders":
      return "_files -/";
    case "files":
      return "_files";
    case "secret-files":
      return "__fleet_ids secret-files || _files";
    default:
      return `__fleet_ids ${suggestion}`;
  }
}
