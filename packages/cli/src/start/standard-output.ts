import { describeThrown, showLine, showText } from "@fleet/diagnostics";
import { isTerminal, type StandardStream, writeStandard } from "@fleet/project/node";
import manifest from "../../package.json" with { type: "json" };
import type { CommandResult, Terminal } from "../command/command.ts";

/** The version of the command. */
export const { version } = manifest;

/**
 * How this process talks to whoever started it. What a terminal is like is found out when it is asked
 * for, since Node takes milliseconds for each stream that is one.
 */
export function ownTerminal(): Terminal {
  return {
    get isInteractive() {
      return isTerminal("stdout");
    },
    width: perStream(widthOf),
    hasColour: perStream(hasColour),
    version,
    workspace: process.env["GITHUB_WORKSPACE"] ?? process.env["CI_PROJECT_DIR"],
    showProgress,
    showTasks,
    tell,
    print: writeStandard,
    clock: () => new Date().toTimeString().slice(0, 8),
    ownCommand: [process.execPath, ...process.execArgv, process.argv[1] ?? ""],
    onInterrupt,
    onHangUp,
    end,
  };
}

function perStream<Value>(find: (stream: StandardStream) => Value): Record<StandardStream, Value> {
  return {
    get stdout() {
      return find("stdout");
    },
    get stderr() {
      return find("stderr");
    },
  };
}

/** Prints what a command says, and ends the process. */
export function end({ stdout, stderr, exitCode }: CommandResult): void {
  const isPrinted = print("stderr", stderr) && print("stdout", stdout);
  // Where a config left a timer or a connection open, the process would not end by itself.
  process.exit(isPrinted ? exitCode : 2);
}

/** Whether all of a text was printed: the output may be a file on a disk that is full. */
function print(stream: StandardStream, text: string): boolean {
  try {
    writeStandard(stream, text);
    return true;
  } catch (error) {
    const complaint = `fleet cannot write what it has to say: ${describeThrown(error)}\n`;
    if (stream !== "stderr") print("stderr", showText(complaint));
    return false;
  }
}

/** What to say of an error that nobody foresaw. */
export function reportBug(error: unknown): CommandResult {
  return { exitCode: 2, stdout: "", stderr: describeBug(error) };
}

function hasColour(stream: StandardStream): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = process.env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (refused !== undefined && refused !== "") return false;
  return terminal !== "dumb" && isTerminal(stream);
}

/** How many columns a terminal has; where the output is none, or it does not say, what COLUMNS says. */
function widthOf(stream: StandardStream): number | undefined {
  const own = isTerminal(stream) ? process[stream].columns : undefined;
  const width = own || Number(process.env["COLUMNS"]);
  return Number.isSafeInteger(width) && width > 0 ? Math.max(narrowest, width) : undefined;
}

/** On a narrower terminal nothing can be laid out. */
const narrowest = 20;

/** Nothing that reads the output, such as a log, gets to see progress. */
function showProgress(text: string): void {
  if (process.env["TERM"] === "dumb" || !isTerminal("stderr")) return;
  const width = process.stderr.columns ?? 80;
  writeStandard("stderr", `\r\u001b[K${showLine(text).slice(0, width - 1)}`);
}

/** How many lines of the last list stand above the cursor. */
let shownTasks = 0;

/** Only a terminal gets to see a list, as long as it is high enough to be written over. */
function showTasks(lines: readonly string[]): void {
  if (process.env["TERM"] === "dumb" || !isTerminal("stderr")) return;
  // A terminal that does not say how large it is says 0.
  const columns = process.stderr.columns || 80;
  const rows = process.stderr.rows || 24;
  const fitting = lines.slice(0, Math.max(1, rows - 1));
  const up = shownTasks === 0 ? "" : `\u001b[${shownTasks}A`;
  const drawn = fitting.map((line) => `${showLine(line).slice(0, columns - 1)}\u001b[K\n`);
  shownTasks = fitting.length;
  tryToWrite(`\r${up}\u001b[J${drawn.join("")}`);
}

function tell(line: string): void {
  tryToWrite(`${showLine(line)}\n`);
}

/** The terminal may be gone; what is at work is worth more than a word about it. */
function tryToWrite(text: string): void {
  try {
    writeStandard("stderr", text);
  } catch {
    shownTasks = 0;
  }
}

/** Whether somebody else decides about what is at work when the terminal goes away. */
let isHangUpWatched = false;

/** Somebody presses Ctrl-C, ends the process, or closes its terminal: whatever it started is to end with it. */
function onInterrupt(abort: () => void): () => void {
  const hangUp = () => {
    if (!isHangUpWatched) abort();
  };
  const ends = [onSignal("SIGINT", abort), onSignal("SIGTERM", abort), onSignal("SIGHUP", hangUp)];
  return () => {
    for (const end of ends) end();
  };
}

function onHangUp(close: () => void): () => void {
  isHangUpWatched = true;
  const end = onSignal("SIGHUP", close);
  return () => {
    isHangUpWatched = false;
    end();
  };
}

function onSignal(signal: NodeJS.Signals, act: () => void): () => void {
  process.on(signal, act);
  return () => {
    process.off(signal, act);
  };
}

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const hint = "Run it again with FLEET_DEBUG=1 to see where it happened.";
  return showText(
    `fleet ${version} failed: ${describeThrown(error)}\nThis is a mistake in fleet, not in your configuration. Please report it to its authors, if you can with the config.\n${process.env["FLEET_DEBUG"] === "1" ? stack : hint}\n`,
  );
}
