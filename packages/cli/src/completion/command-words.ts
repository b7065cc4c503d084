import type { CommandEntry, OptionEntry } from "../command/entries/command-entry.ts";

/** A word that can come next, and what it is for. */
export type NextWord = readonly [word: string, purpose: string];

/** All that the command can be asked for. */
export interface CommandTable {
  readonly commands: readonly CommandEntry[];
  /** What every command takes that says nothing of its own about it. */
  readonly commonOptions: readonly OptionEntry[];
}

/** The table as shells look at it. */
export interface CommandWords {
  readonly commands: readonly CommandEntry[];
  /** The names of the commands, of which one may have two; those of fewer words first. */
  readonly names: readonly CommandName[];
  /** By the words before, joined by blanks, the words that can come next. */
  readonly next: ReadonlyMap<string, readonly NextWord[]>;
  /** All options of a command; of none, those that every command takes, and `--root`. */
  readonly optionsOf: (command: CommandEntry | undefined) => readonly OptionEntry[];
  /** The options, as they are written, whose value is the next word, whichever command they belong to. */
  readonly valueOptions: readonly string[];
}

/** A name of a command. */
interface CommandName {
  readonly name: string;
  /** Of how many words it is. */
  readonly length: number;
  readonly command: CommandEntry;
}

/** What the command line can begin with, beside the commands. */
const ownWords: readonly NextWord[] = [
  ["help", "The help of a command."],
  ["version", "Show the version."],
];

/** Looks at a table as shells do. */
export function readCommandTable({ commands, commonOptions }: CommandTable): CommandWords {
  const names = commands
    .flatMap((command) =>
      [command.name, ...(command.alias === undefined ? [] : [command.alias])].map((name) => ({
        name,
        length: name.split(" ").length,
        command,
      })),
    )
    .sort((a, b) => a.length - b.length);
  const root = commands.flatMap(({ options }) => options).find(({ name }) => name === "root");
  const all = [...commonOptions, ...commands.flatMap(({ options }) => options)];
  const valued = all.filter(({ value }) => value !== undefined).flatMap(writeOption);
  return {
    commands,
    names,
    next: listNextWords(commands, names),
    optionsOf: (command) => {
      if (command === undefined) return [...commonOptions, ...(root === undefined ? [] : [root])];
      const own = new Set(command.options.map(({ name }) => name));
      return [...command.options, ...commonOptions.filter(({ name }) => !own.has(name))];
    },
    valueOptions: [...new Set(valued)],
  };
}

function listNextWords(
  commands: readonly CommandEntry[],
  names: readonly CommandName[],
): CommandWords["next"] {
  const next = new Map<string, Map<string, string>>();
  const add = (before: string, word: string, purpose: string) => {
    const words = next.get(before) ?? new Map<string, string>();
    next.set(before, words);
    if (!words.has(word)) words.set(word, purpose);
  };
  for (const { name, command } of names) {
    const [first = "", ...more] = name.split(" ");
    const purpose = more.length === 0 ? command.summary : describeGroup(commands, first);
    for (const before of ["", "help"]) add(before, first, purpose);
    if (more.length === 0) continue;
    for (const before of [first, `help ${first}`]) add(before, more.join(" "), command.summary);
  }
  for (const [word, purpose] of ownWords) add("", word, purpose);
  return new Map([...next].map(([before, words]) => [before, [...words]]));
}

/** The ways to write an option: `--help`, `-h`. */
export function writeOption({ name, short }: OptionEntry): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

function describeGroup(commands: readonly CommandEntry[], word: string): string {
  const names = commands.flatMap(({ name }) =>
    name.startsWith(`${word} `) ? name.slice(word.length + 1) : [],
  );
  return `Commands: ${names.join(", ")}.`;
}
