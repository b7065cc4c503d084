import { shellWord } from "@fleet/diagnostics";
import type { OptionEntry } from "../command/entries/command-entry.ts";
import { bashCandidates, bashLine } from "./bash-functions.ts";
import { type CommandWords, writeOption } from "./command-words.ts";
import type { OperandEntry, Suggestion } from "./suggestion.ts";

/**
 * The script for bash: of version 3.2 as well, which Macs have, so without associative arrays, `mapfile`
 * and, where there is none, `compopt`. It holds under `set -u`, `set -e` and `set -f`.
 */
export function renderBashScript(words: CommandWords): string {
  const { commands, names, next, optionsOf, valueOptions } = words;
  return `# Completion of fleet for bash. Written by: fleet completion bash
${bashCandidates}
# The words that can come next, by those before.
__fleet_next() {
  case $1 in
${[...next]
  .map(([before, more]) =>
    caseOf([before], `__fleet_words ${more.map(([word]) => word).join(" ")}`),
  )
  .join("")}  esac
}

# Sets command to the one that some words begin with, and taken to how many words name it.
__fleet_find() {
  command='' taken=0
${names.map(findOne).join("")}}

# The options of a command.
__fleet_options() {
  case $1 in
${[undefined, ...commands]
  .map((command) =>
    caseOf(
      [command?.name ?? ""],
      `__fleet_words ${optionsOf(command).flatMap(writeOption).join(" ")}`,
    ),
  )
  .join("")}  esac
}

# The values of an option of a command.
__fleet_values() {
  case "$1 $2" in
${renderValues(words)}  esac
}

# The operands of a command, by the command and the operands before.
__fleet_operands() {
  case $1 in
${commands
  .flatMap(({ name, operands = [] }) => operands.map((one) => renderOperand(name, one)))
  .join("")}  esac
}

# Whether the value of an option is the next word.
__fleet_takes_value() {
  case $1 in
    ${valueOptions.join("|")}) return 0 ;;
  esac
  return 1
}

${bashLine}`;
}

function caseOf(patterns: readonly string[], action: string): string {
  const words = patterns.map((pattern) => (pattern === "" ? "''" : shellWord(pattern)));
  return `    ${words.join("|")}) ${action} ;;\n`;
}

function findOne({ name, length, command }: CommandWords["names"][number]): string {
  const start = length === 1 ? '"$1"' : '"$1 $2"';
  const meant = shellWord(command.name);
  return `  if [ ${start} = ${shellWord(name)} ]; then command=${meant} taken=${length}; fi
`;
}

function renderValues({ commands, optionsOf }: CommandWords): string {
  const cases = [undefined, ...commands].flatMap((command) =>
    optionsOf(command).flatMap((option) => {
      const action = suggestValue(option);
      const patterns = writeOption(option).map((written) => `${command?.name ?? ""} ${written}`);
      return action === undefined ? [] : [caseOf(patterns, action)];
    }),
  );
  return cases.join("");
}

function suggestValue({ choices, suggests }: OptionEntry): string | undefined {
  if (choices !== undefined) return `__fleet_words ${choices.join(" ")}`;
  return suggests === undefined ? undefined : suggest(suggests);
}

function renderOperand(command: string, operand: OperandEntry): string {
  const { after = [], words, suggests, repeats } = operand;
  const before = shellWord([command, ...after].join(" "));
  const actions = [
    ...(words === undefined ? [] : [`__fleet_words ${words.map(([word]) => word).join(" ")}`]),
    ...(suggests === undefined ? [] : [suggest(suggests)]),
  ];
  const action = actions.length === 0 ? ":" : actions.join("; ");
  return `    ${repeats ? `${before}|${before}\\ *` : before}) ${action} ;;\n`;
}

function suggest(suggestion: Suggestion): string {
  switch (suggestion) {
    case "folders":
      return "__fleet_paths dirnames -d";
    case "files":
      return "__fleet_paths default -f";
    case "secret-files":
      return "__fleet_ids secret-files; __fleet_paths default -f";
    default:
      return `__fleet_ids ${suggestion}`;
  }
}
