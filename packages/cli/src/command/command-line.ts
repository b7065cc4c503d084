import { type Diagnostic, nearestName } from "@fleet/diagnostics";
import { parseArgs } from "@fleet/project/node";
import { createProblem } from "./codes.ts";
import type { Invocation } from "./command.ts";
import { commands, commonOptions, commonTo } from "./command-table.ts";
import type { CommandEntry, OptionEntry } from "./entries/command-entry.ts";
import { describeUnknownCommand } from "./unknown-command.ts";

/** What a command line asks for. */
export type Request =
  | {
      readonly kind: "help";
      readonly command: CommandEntry | undefined;
      /** The word that the commands begin with of which the help is; undefined for one or all. */
      readonly group?: string;
    }
  | { readonly kind: "version" }
  | {
      readonly kind: "command";
      readonly command: CommandEntry;
      readonly invocation: Omit<Invocation, "terminal" | "world">;
    }
  | { readonly kind: "mistake"; readonly diagnostic: Diagnostic; readonly isJson: boolean };

/**
 * Reads a command line. The command is the first argument that belongs to no option, or the first two,
 * so that options may stand before it.
 */
export function readCommandLine(args: readonly string[]): Request {
  const isJson = args.includes("--json");
  const every = [...commonOptions, ...commands.flatMap(({ options }) => options)];
  const { tokens } = parse(args, every);
  const words = tokens.flatMap((token) => (token.kind === "positional" ? token.value : []));
  const isHelp = words[0] === "help";
  const wanted = isHelp ? words.slice(1) : words;
  const named = findCommand(wanted);
  const command = named?.command;
  const isAsking = isHelp || args.includes("--help") || args.includes("-h");
  if (wanted.length > 0 && command === undefined) {
    const other = readOther(wanted, { isAsking, isJson });
    return other ?? { kind: "mistake", diagnostic: describeUnknownCommand(wanted), isJson };
  }
  const known = [...commonTo(command), ...(command?.options ?? [])];
  const parsed = parse(args, known);
  if (isHelp || parsed.options.has("help")) return { kind: "help", command };
  if (parsed.options.has("version")) return { kind: "version" };
  const mistake = findMistake(parsed, known, named);
  if (mistake !== undefined) return { kind: "mistake", diagnostic: mistake, isJson };
  if (named === undefined) return { kind: "help", command: undefined };
  const { options, lists, operands, passedOn } = parsed;
  const invocation = { options, lists, operands: operands.slice(named.words), passedOn };
  return { kind: "command", command: named.command, invocation };
}

/** What words ask for that name no command: the help of a group of commands or of all, or the version. */
function readOther(
  [name = "", ...more]: readonly string[],
  { isAsking, isJson }: { readonly isAsking: boolean; readonly isJson: boolean },
): Request | undefined {
  if (more.length > 0) return undefined;
  // A program gets no list for people.
  if (isGroup(name) && !isJson) return { kind: "help", command: undefined, group: name };
  if (name === "help" || (name === "version" && isAsking)) {
    return { kind: "help", command: undefined };
  }
  return name === "version" ? { kind: "version" } : undefined;
}

type Token = NonNullable<ReturnType<typeof parseArgs>["tokens"]>[number];

interface Parsed {
  readonly tokens: readonly Token[];
  readonly options: ReadonlyMap<string, string | true>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  readonly passedOn: readonly string[];
}

function parse(args: readonly string[], known: readonly OptionEntry[]): Parsed {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const { tokens = [] } = parseArgs({
    args: [...own],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      known.map(({ name, short, value }) => [
        name,
        {
          type: value === undefined ? "boolean" : "string",
          ...(short === undefined ? {} : { short }),
        } as const,
      ]),
    ),
  });
  const options = new Map<string, string | true>();
  const lists = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    options.set(token.name, token.value ?? true);
    if (token.value === undefined) continue;
    lists.set(token.name, [...(lists.get(token.name) ?? []), token.value]);
  }
  return { tokens, options, lists, operands, passedOn: end === -1 ? [] : args.slice(end + 1) };
}

function findMistake(
  { options, operands }: Parsed,
  known: readonly OptionEntry[],
  named: NamedCommand | undefined,
): Diagnostic | undefined {
  const command = named?.command;
  const help = `See: fleet ${command === undefined ? "" : `${command.name} `}--help`;
  for (const [name, given] of options) {
    const option = known.find((candidate) => candidate.name === name);
    if (option === undefined) return describeUnknownOption(name, known, help);
    const { value, choices, form } = option;
    const shown = `--${name}`;
    if (value === undefined && given !== true) return mistake(`${shown} takes no value.`, help);
    if (value !== undefined && given === true)
      return mistake(`${shown} needs a value: ${shown} ${value}.`, help);
    if (choices !== undefined && !choices.some((choice) => choice === given)) {
      const message = `${shown} cannot be ${JSON.stringify(given)}.`;
      return mistake(message, `Choose one of ${choices.join(", ")}.`);
    }
    if (form !== undefined && typeof given === "string" && !form.pattern.test(given)) {
      return mistake(`${shown} cannot be ${JSON.stringify(given)}.`, form.help);
    }
  }
  const extra = operands[(named?.words ?? 1) + (command?.operandLimit ?? 0)];
  if (extra !== undefined)
    return mistake(`Nothing is known about the argument ${JSON.stringify(extra)}.`, help);
  return undefined;
}

function describeUnknownOption(
  name: string,
  known: readonly OptionEntry[],
  help: string,
): Diagnostic {
  const near = nearestName(
    name,
    known.map((option) => option.name),
  );
  const shown = name.length === 1 ? `-${name}` : `--${name}`;
  const names = known.map((option) => `--${option.name}`).join(", ");
  return mistake(
    `There is no option ${JSON.stringify(shown)} here.`,
    near === undefined ? `Choose one of ${names}. ${help}` : `Did you mean --${near}? ${help}`,
  );
}

function mistake(message: string, help: string): Diagnostic {
  return createProblem("unknown-option", message, { help });
}

/** A command, and how many words of the line it took to name it. */
interface NamedCommand {
  readonly command: CommandEntry;
  readonly words: number;
}

/** The command whose name, of one word or more, the words begin with. */
function findCommand(words: readonly string[]): NamedCommand | undefined {
  const named = commands.flatMap((command) =>
    [command.name, command.alias ?? command.name]
      .map((name) => name.split(" "))
      .filter((name) => name.every((word, index) => word === words[index]))
      .map((name) => ({ command, words: name.length })),
  );
  // Where one name begins with another, the longer one is meant.
  return named.sort((a, b) => b.words - a.words)[0];
}

function isGroup(name: string): boolean {
  return commands.some((command) => command.name.startsWith(`${name} `));
}
