import type { OperandEntry, Suggestion } from "../../completion/suggestion.ts";
import type { Command } from "../command.ts";

/** What people can know about a command before it runs. */
export interface CommandEntry {
  readonly name: string;
  /** What it may be called as well. Default: nothing. */
  readonly alias?: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What comes behind the name. */
  readonly synopsis: string;
  /** A paragraph, for its own help. */
  readonly description: string;
  readonly options: readonly OptionEntry[];
  /** Command lines, and what each is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  /** How many operands it takes at the most. */
  readonly operandLimit: number;
  /** What shells suggest for operands. Default: nothing. */
  readonly operands?: readonly OperandEntry[];
  load(): Promise<Command>;
}

/** An option of a command. */
export interface OptionEntry {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; undefined for a switch. */
  readonly value?: string;
  /** The values that it takes, where they are few. */
  readonly choices?: readonly string[];
  /** What shells suggest for its value, where there are no choices. Default: nothing. */
  readonly suggests?: Suggestion;
  /** Whether it may be given several times. Default: it may not. */
  readonly repeats?: true;
  /** What its value has to look like, and what to say about another. */
  readonly form?: { readonly pattern: { test(value: string): boolean }; readonly help: string };
  readonly summary: string;
}

/** Which fleet is meant. */
export const rootOption: OptionEntry = {
  name: "root",
  value: "DIR",
  suggests: "folders",
  summary: "The fleet's folder. Default: the nearest upwards with a config file.",
};

/** How findings are written. */
export const formatOption: OptionEntry = {
  name: "format",
  value: "FORMAT",
  choices: ["pretty", "json", "sarif", "github", "gitlab"],
  summary: "pretty (default), json, sarif, or github or gitlab for their CI.",
};
