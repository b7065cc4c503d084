import { cleanOutput } from "@fleet/diagnostics";

/** A place in a Nix file; line and column count from 1. */
export interface NixPlace {
  /** The file's path, or undefined when the text came with the request. */
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
}

/** One step on the way to an error. */
export interface NixFrame {
  readonly text: string;
  readonly place: NixPlace | undefined;
}

/** One error as Nix reports it. */
export interface NixError {
  /** The bare message, without trace and colours. */
  readonly message: string;
  /** Whether Nix coloured what it put into the message, which it does with its own ones only. */
  readonly isColored: boolean;
  readonly place: NixPlace | undefined;
  /** Innermost first. */
  readonly trace: readonly NixFrame[];
  /** What Nix guesses was meant, such as `Did you mean a?`. */
  readonly suggestion: string | undefined;
}

/** All that Nix had to say, in the order in which it said it. */
export interface NixLog {
  readonly errors: readonly NixError[];
  /** Messages without trace, and what programs that Nix runs wrote. */
  readonly lines: readonly string[];
}

/**
 * Reads what Nix writes under `--log-format internal-json`: the form is the same from 2.8 on, where
 * the one for people keeps changing. `sources` are the texts that came with the request, which Nix
 * before 2.9 gives in place of a file's name.
 */
export function parseNixLog(output: string, sources: readonly string[]): NixLog {
  const errors: NixError[] = [];
  const lines: string[] = [];
  for (const line of output.split("\n")) {
    const record = parseRecord(line);
    if (record === undefined) {
      if (line.trim() !== "") lines.push(cleanOutput(line));
    } else if (record["action"] === "msg") {
      const error = readError(record, sources);
      if (error !== undefined && record["level"] === errorLevel) errors.push(error);
      else lines.push(readLine(record));
    }
  }
  return { errors, lines };
}

/** How Nix sets off names and values in its own messages. */
const magenta = "\u001b[35;1m";

/** Warnings have the same form, and level 1. */
const errorLevel = 0;

type LogRecord = Readonly<Record<string, unknown>>;

function parseRecord(line: string): LogRecord | undefined {
  if (!line.startsWith("@nix {")) return undefined;
  try {
    const record: unknown = JSON.parse(line.slice("@nix ".length));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null;
}

function readText(record: LogRecord, key: string): string {
  const value = record[key];
  return typeof value === "string" ? value : "";
}

/** In the message that is for people, the lines of a warning are indented; the raw one has no prefix. */
function readLine(record: LogRecord): string {
  const message = cleanOutput(readText(record, "msg"));
  const raw = readText(record, "raw_msg");
  const isWarning = raw !== "" && message.startsWith("evaluation warning:");
  return isWarning ? `evaluation warning: ${cleanOutput(raw)}` : message;
}

function readError(record: LogRecord, sources: readonly string[]): NixError | undefined {
  const raw = record["raw_msg"];
  if (typeof raw !== "string") return undefined;
  const trace = Array.isArray(record["trace"]) ? record["trace"].filter(isRecord) : [];
  const suggestion = /Did you mean [^\n]*\?$/.exec(cleanOutput(readText(record, "msg")));
  return {
    message: cleanOutput(raw).trim(),
    isColored: raw.includes(magenta),
    place: readPlace(record, sources),
    trace: trace.map((frame) => ({
      text: cleanOutput(readText(frame, "raw_msg")).trim(),
      place: readPlace(frame, sources),
    })),
    suggestion: suggestion?.[0],
  };
}

function readPlace(record: LogRecord, sources: readonly string[]): NixPlace | undefined {
  const { line, column } = record;
  if (typeof line !== "number" || typeof column !== "number" || line < 1) return undefined;
  const name = readText(record, "file").replace(`:${line}:${column}`, "");
  const isSource = sources.some((source) => source.trim() === name.trim());
  const isFile = !isSource && !name.includes("\n") && /^(\/|«[^»]+»\/)/.test(name);
  return { file: isFile ? name : undefined, line, column };
}

/** The warnings that the evaluated code gave (`lib.warn`, `builtins.warn`), each once. */
export function listWarnings(log: NixLog): string[] {
  const warnings = log.lines.flatMap((line) => {
    const match = /^(?:trace: )?(?:evaluation warning|(?<=trace: )warning): ([\s\S]*)$/.exec(line);
    return match?.[1] === undefined ? [] : [match[1].trim()];
  });
  return [...new Set(warnings)];
}
