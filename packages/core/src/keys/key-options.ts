import { quote, suggestName } from "@fleet/diagnostics";
import { fromProblem } from "./from-patterns.ts";
import {
  environmentProblem,
  expiryProblem,
  permitProblem,
  tunnelProblem,
} from "./option-values.ts";

/** What the options before a key in `authorized_keys` say, as far as it is about who gets in and what they may do. */
export interface SshKeyOptions {
  /** Nothing but what other options allow again: `restrict`. */
  readonly isRestricted: boolean;
  /** The key signs certificates, and whoever has one of those gets in, not the holder of the key: `cert-authority`. */
  readonly isAuthority: boolean;
  /** The one command that it starts. */
  readonly command: string | undefined;
  /** The addresses and names, as patterns, that it is good from. */
  readonly from: string | undefined;
  /** For whom a certificate has to be. */
  readonly principals: string | undefined;
  /** Until when it is good, `YYYYMMDD[HHMM[SS]][Z]`; of several the earliest. */
  readonly expires: string | undefined;
  /** All that are there, in lower case and in order, such as `restrict` or `no-pty`. */
  readonly names: readonly string[];
}

/** What keeps sshd from taking options, and what to write instead where that is not plain. */
export interface KeyFault {
  readonly problem: string;
  readonly help?: string | undefined;
}

/** Options, or why sshd refuses the line that they are in. */
export type ParsedKeyOptions =
  | { readonly ok: true; readonly options: SshKeyOptions }
  | ({ readonly ok: false } & KeyFault);

/** Those that are on or off; those with true have a `no-` before them as well. */
const flags: ReadonlyMap<string, boolean> = new Map([
  ["restrict", false],
  ["cert-authority", false],
  ["port-forwarding", true],
  ["agent-forwarding", true],
  ["x11-forwarding", true],
  ["touch-required", true],
  ["verify-required", true],
  ["pty", true],
  ["user-rc", true],
]);

/** Those with a value, and what keeps that from being one; those with true stand once. */
const valued: ReadonlyMap<string, readonly [(value: string) => string | undefined, boolean]> =
  new Map([
    ["command", [() => undefined, true]],
    ["principals", [() => undefined, true]],
    ["from", [fromProblem, true]],
    ["expiry-time", [expiryProblem, false]],
    ["environment", [environmentProblem, false]],
    ["permitopen", [(value) => permitProblem(value, "host"), false]],
    ["permitlisten", [(value) => permitProblem(value, "port"), false]],
    ["tunnel", [tunnelProblem, false]],
  ]);

const known = [...flags].flatMap(([name, isNegated]) => (isNegated ? [name, `no-${name}`] : name));

/**
 * The length of the options that a line begins with: up to the first space or tab outside of quotes
 * (OpenSSH, sshkey_advance_past_options); undefined where a quote is not closed.
 */
export function measureOptions(line: string): number | undefined {
  let isQuoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === "\\" && line[index + 1] === '"') index++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === " " || character === "\t")) return index;
  }
  return isQuoted ? undefined : line.length;
}

interface Reading {
  isRestricted: boolean;
  isAuthority: boolean;
  readonly values: Map<string, string>;
  readonly names: string[];
}

/**
 * Reads options as sshd does (OpenSSH, auth-options.c, sshauthopt_parse): names in any case, values in
 * quotes, in which `\"` is a quote and any other backslash itself; an empty option says nothing. What it
 * does not know makes it refuse the line, and so do the patterns of `from` that it cannot compare with.
 */
export function parseKeyOptions(text: string): ParsedKeyOptions {
  const reading: Reading = {
    isRestricted: false,
    isAuthority: false,
    values: new Map(),
    names: [],
  };
  let rest = text;
  while (rest !== "") {
    const [name = ""] = /^[A-Za-z0-9-]*/.exec(rest) ?? [];
    const next =
      name === "" ? rest : readOption(name.toLowerCase(), rest.slice(name.length), reading);
    if (typeof next === "object") return { ok: false, ...next };
    if (next !== "" && !next.startsWith(",")) return { ok: false, problem: noList };
    rest = next.slice(1);
  }
  const { isRestricted, isAuthority, values, names } = reading;
  const [command, from, principals] = ["command", "from", "principals"].map((one) =>
    values.get(one),
  );
  const expires = values.get("expiry-time");
  return {
    ok: true,
    options: { isRestricted, isAuthority, command, from, principals, expires, names },
  };
}

/** Takes one option in, and returns what follows it, or what is wrong with it. */
function readOption(name: string, rest: string, reading: Reading): string | KeyFault {
  const isNegated = name.startsWith("no-") && flags.get(name.slice(3)) === true;
  if (isNegated || flags.has(name)) {
    if (name === "restrict") reading.isRestricted = true;
    if (name === "cert-authority") reading.isAuthority = true;
    reading.names.push(name);
    if (!rest.startsWith("=")) return rest;
    return { problem: `The option ${quote(name)} takes no value.`, help: `Write ${name} alone.` };
  }
  const [judge, isOnce] = valued.get(name) ?? [];
  if (judge === undefined) return unknown(name);
  const value = rest.startsWith("=") ? dequote(rest.slice(1)) : undefined;
  if (value === undefined) {
    const problem = `The option ${quote(name)} has no value in quotes.`;
    return { problem, help: `Write ${name}="…", and a quote inside of it as \\".` };
  }
  if (isOnce === true && reading.values.has(name)) {
    return { problem: `The option ${quote(name)} stands there twice.`, help: "Keep one of them." };
  }
  const problem = judge(value.text);
  if (problem !== undefined) return { problem: `The option ${quote(name)}: ${problem}` };
  const known = reading.values.get(name);
  // The same place of the clock is meant, but where one of them is of UTC.
  const isEarlier =
    known !== undefined && name === "expiry-time" && padTime(value.text) < padTime(known);
  if (known === undefined || isEarlier) reading.values.set(name, value.text);
  reading.names.push(name);
  return value.rest;
}

/** A time of `expiry-time` with its seconds, as texts that are in order. */
function padTime(time: string): string {
  return time.replace(/\D/g, "").padEnd("YYYYMMDDHHMMSS".length, "0");
}

/** A value in quotes, and what follows it; undefined where there is none. */
function dequote(text: string): { readonly text: string; readonly rest: string } | undefined {
  if (!text.startsWith('"')) return undefined;
  for (let end = 1; end < text.length; end++) {
    if (text[end] === "\\" && text[end + 1] === '"') end++;
    else if (text[end] === '"') {
      return { text: text.slice(1, end).replaceAll('\\"', '"'), rest: text.slice(end + 1) };
    }
  }
  return undefined;
}

const noList = "What stands before the key is no list of options, parted by commas alone.";

function unknown(name: string): KeyFault {
  // Whatever was pasted here by mistake is not repeated.
  if (!/^[A-Za-z][A-Za-z0-9-]{0,30}$/.test(name)) {
    return { problem: noList };
  }
  return {
    problem: `sshd knows no option ${quote(name)}, and so refuses the whole line.`,
    help: suggestName(name.toLowerCase(), [...known, ...valued.keys()].sort(), "option"),
  };
}
