import type { JsonValue } from "@fleet/nix-eval";
import { type Fact, readEntries } from "./fact.ts";
import { readCommandLine, readUnitPath } from "./systemd-text.ts";

/** What a unit makes of code-server; null where its command does not say. */
export interface CodeServerFacts {
  readonly user: Fact;
  /** The address that it listens on, without brackets. */
  readonly host: Fact;
  readonly port: Fact;
  readonly auth: Fact;
  /** The folder that it opens. */
  readonly folder: Fact;
  /** The folder that it is started in. */
  readonly workingDirectory: Fact;
}

/** Reads what Nix says about a unit that runs code-server. */
export function readCodeServerFacts(value: JsonValue): CodeServerFacts {
  const unit = readEntries(value);
  const command = unit.get("command");
  const words = typeof command === "string" ? (readCommandLine(command) ?? []) : [];
  const { values, operands } = readArguments(words.slice(1));
  const address = /^\[?(.*?)\]?:(\d+)$/s.exec(values.get("--bind-addr") ?? "");
  const directory = unit.get("workingDirectory");
  return {
    user: unit.get("user"),
    host: address?.[1] ?? null,
    port: address === null ? null : Number(address[2]),
    auth: values.get("--auth") ?? null,
    folder: operands.at(-1) ?? null,
    workingDirectory: typeof directory === "string" ? (readUnitPath(directory) ?? null) : null,
  };
}

/** The options of code-server that fleet gives a value. */
const valued: readonly string[] = ["--bind-addr", "--auth"];

/** The values of some options, the last of each, and the words that belong to no option. */
function readArguments(words: readonly string[]): {
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
} {
  const values = new Map<string, string>();
  const operands: string[] = [];
  let option: string | undefined;
  for (const word of words) {
    const [name = "", ...rest] = word.split("=");
    if (option !== undefined) values.set(option, word);
    else if (valued.includes(name) && rest.length > 0) values.set(name, rest.join("="));
    else if (!word.startsWith("-")) operands.push(word);
    option = option === undefined && valued.includes(word) ? word : undefined;
  }
  return { values, operands };
}
