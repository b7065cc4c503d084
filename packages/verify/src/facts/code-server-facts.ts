import type { JsonValue } from "@fleet/nix-eval";
import { type Fact, readEntries, readTexts } from "./fact.ts";
import { readAssignments, readCommandLine, readUnitPath } from "./systemd-text.ts";

/** What a unit makes of code-server. */
export interface CodeServerFacts {
  readonly user: Fact;
  /** Whether its command names code-server; a unit that only is called so may run anything. */
  readonly runsCodeServer: boolean;
  /** As it stands in the unit. */
  readonly commandText: string;
  /** What systemd starts; undefined where its text does not say. */
  readonly command: CommandFacts | undefined;
  /** The folder that it is started in; null where that is not known. */
  readonly workingDirectory: Fact;
  /** The targets and units that start it. */
  readonly startedBy: readonly string[];
}

/** What a command line makes of code-server; null where it does not say. */
export interface CommandFacts {
  /** The characters before the program, with which systemd runs it in another way. */
  readonly prefix: string;
  readonly program: string;
  /** The address that it listens on, without brackets. */
  readonly host: Setting;
  readonly port: Setting;
  readonly auth: Fact;
  /** The folder that it opens. */
  readonly folder: Fact;
  /** The arguments that are none of these, in order. */
  readonly others: readonly string[];
}

/** A value, and the variable of the environment that decided it, if one did. */
export interface Setting {
  readonly value: Fact;
  readonly variable?: string;
}

/** Reads what Nix says about a unit that runs code-server, or is called as if it did. */
export function readCodeServerFacts(value: JsonValue): CodeServerFacts {
  const unit = readEntries(value);
  const command = unit.get("command");
  const text = typeof command === "string" ? command : "";
  const words = readCommandLine(text);
  const directory = unit.get("workingDirectory");
  return {
    user: unit.get("user"),
    runsCodeServer: /\/bin\/code-server(?![\w.-])/.test(text),
    commandText: text,
    command:
      words === undefined || words.length === 0
        ? undefined
        : readCommand(words, readEnvironment(unit)),
    workingDirectory: typeof directory === "string" ? (readUnitPath(directory) ?? null) : null,
    startedBy: readTexts(unit.get("startedBy")) ?? [],
  };
}

type Environment = ReadonlyMap<string, string>;

/** The variables of a unit; those in its own text come last, and so win. */
function readEnvironment(unit: ReadonlyMap<string, JsonValue>): Environment {
  const given = [...readEntries(unit.get("environment"))].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const assigned = (readTexts(unit.get("assignments")) ?? []).flatMap(readAssignments);
  return new Map([...given, ...assigned]);
}

function readCommand(
  [first = "", ...words]: readonly string[],
  environment: Environment,
): CommandFacts {
  const prefix = /^[-@:+!|]*/.exec(first)?.[0] ?? "";
  // After "@", what the program is told to be called comes before its arguments.
  const line = readArguments(words.slice(prefix.includes("@") ? 1 : 0));
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/s.exec(line.values.get("--bind-addr") ?? "") ?? [];
  const decide = createDecision(line.values, environment);
  return {
    prefix,
    program: first.slice(prefix.length),
    host: decide({ text: host, variable: "CODE_SERVER_HOST", option: "--host" }),
    port: toNumber(decide({ text: port, variable: "PORT", option: "--port" })),
    auth: line.values.get("--auth") ?? null,
    folder: line.operands.at(-1) ?? null,
    others: line.others,
  };
}

/** What code-server takes: an option of its own, else the variable, else what `--bind-addr` says. */
function createDecision(values: ReadonlyMap<string, string>, environment: Environment) {
  return (from: { text: string | undefined; variable: string; option: string }): Setting => {
    const { text, variable, option } = from;
    const own = values.get(option);
    if (own !== undefined) return { value: own.replace(/^\[(.*)\]$/s, "$1") };
    const set = environment.get(variable) ?? "";
    return set === "" ? { value: text ?? null } : { value: set, variable };
  };
}

function toNumber({ value, ...rest }: Setting): Setting {
  const isNumber = typeof value === "string" && /^\d+$/.test(value);
  return { ...rest, value: isNumber ? Number(value) : value };
}

/** The options of code-server that are read here. */
const valued: readonly string[] = ["--bind-addr", "--auth", "--host", "--port"];

interface Arguments {
  /** Of these options, the last of each. */
  readonly values: ReadonlyMap<string, string>;
  /** The words that belong to no option. */
  readonly operands: readonly string[];
  /** Everything but these options and the last operand, which is the folder. */
  readonly others: readonly string[];
}

function readArguments(words: readonly string[]): Arguments {
  const values = new Map<string, string>();
  const rest: { word: string; isOperand: boolean }[] = [];
  let option: string | undefined;
  let isOver = false;
  for (const word of words) {
    const [name = "", ...parts] = word.split("=");
    const isOption = !isOver && valued.includes(name);
    if (option !== undefined) values.set(option, word);
    else if (isOption && parts.length > 0) values.set(name, parts.join("="));
    else if (!isOption) rest.push({ word, isOperand: isOver || !word.startsWith("-") });
    isOver ||= option === undefined && word === "--";
    option = option === undefined && isOption && parts.length === 0 ? word : undefined;
  }
  const last = rest.findLastIndex(({ isOperand }) => isOperand);
  return {
    values,
    operands: rest.flatMap(({ word, isOperand }) => (isOperand ? [word] : [])),
    others: rest.flatMap(({ word }, index) => (index === last ? [] : [word])),
  };
}
