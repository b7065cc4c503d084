import type { World } from "@fleet/project";

/** What a command says and how it ends. */
export interface CommandResult {
  /** 0 fine, 1 findings or drift, 2 wrong use or failure; of a plan, where it is asked for, 3 changes, 4 risky ones. */
  readonly exitCode: 0 | 1 | 2 | 3 | 4;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command was started with. */
export interface Invocation {
  /** The options by their long names: true for a switch, the text for one that takes a value. */
  readonly options: ReadonlyMap<string, string | true>;
  /** All values of the options that may be given several times, by their long names, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** The arguments that belong to no option. */
  readonly operands: readonly string[];
  /** What stood behind `--`. */
  readonly passedOn: readonly string[];
  readonly terminal: Terminal;
  /** All that is outside of the command. */
  readonly world: World;
}

/** How the command talks to whoever started it. */
export interface Terminal {
  /** Whether the standard output is a terminal. */
  readonly isInteractive: boolean;
  readonly hasColour: { readonly stdout: boolean; readonly stderr: boolean };
  /** How many columns each stream has; a stream that is none, or does not say, has no end. Default: none has. */
  readonly width?: { readonly stdout: number | undefined; readonly stderr: number | undefined };
  /** The version of the command. */
  readonly version: string;
  /** The folder that reports for other programs speak from, where such a program says so. */
  readonly workspace: string | undefined;
  /** Shows on a terminal what is going on, in a line that the next takes the place of; "" for nothing. */
  readonly showProgress: (text: string) => void;
  /**
   * Calls a function when somebody presses Ctrl-C, closes the terminal or ends the process otherwise, in the place of
   * ending it there and then; what it gives back ends that. Default: the process ends.
   */
  readonly onInterrupt?: (abort: () => void) => () => void;
  /**
   * Shows on a terminal a list of what is going on, in lines that the next list takes the place of; none for nothing.
   * Default: nobody sees it.
   */
  readonly showTasks?: (lines: readonly string[]) => void;
  /** Prints a line to the standard error there and then, for what takes long. Default: nobody sees it. */
  readonly tell?: (line: string) => void;
  /**
   * Calls a function when the terminal goes away, in the place of ending the process there and then; what it gives
   * back ends that. Default: the process ends.
   */
  readonly onHangUp?: (close: () => void) => () => void;
  /**
   * Prints a text there and then, for what goes on; false where nobody reads it any more. Default: nobody sees it.
   */
  readonly print?: (stream: "stdout" | "stderr", text: string) => boolean;
  /** The time of day where the terminal is, such as `17:04:05`. Default: there is none. */
  readonly clock?: () => string;
  /** The words that start this command once more, the program first. Default: nothing can. */
  readonly ownCommand?: readonly string[];
  /** Prints a result and ends the process, from wherever it is called. */
  readonly end: (result: CommandResult) => void;
}

/** A command: reads, computes, writes what it is for, and says what is to be printed. */
export type Command = (invocation: Invocation) => Promise<CommandResult>;
