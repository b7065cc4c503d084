import type { Account } from "@fleet/core";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { VerifyProblem } from "../codes.ts";
import type { CodeServerFacts, CommandFacts, Setting } from "../facts/code-server-facts.ts";
import { type Computed, describeAccount } from "./account-differences.ts";
import { findPlacementPath } from "./account-place.ts";
import {
  type Comparison,
  compareValue,
  createDifference,
  listNames,
  subtract,
  type ValuePair,
} from "./difference.ts";

/** The unit that runs code-server for an account. */
export function nameCodeServer({ username }: Account): string {
  return `code-server-${username.value}`;
}

/** How the code-server of an account differs from the unit that Nix has for it. */
export function* compareCodeServer(
  comparison: Comparison,
  computed: Computed,
  found: CodeServerFacts | undefined,
): Iterable<Diagnostic> {
  const { of } = describeAccount(computed);
  const path = findCodeServerPath(comparison, computed);
  const unit = `systemd.services.${nameCodeServer(computed.account)}`;
  for (const finding of listFindings({ of, unit }, found)) {
    yield createDifference(comparison, { ...finding, path });
  }
  if (found === undefined) return;
  for (const { word, setting, ...values } of listPairs(computed, found)) {
    const called = word === "directory" ? "working directory" : word;
    yield* compareValue(comparison, {
      ...values,
      what: `code-server-${word}`,
      subject: `The ${called} of code-server for ${of}`,
      path,
      option: `${unit}.${setting}`,
    });
  }
}

interface Finding {
  readonly what: VerifyProblem;
  readonly message: string;
  readonly option: string;
  readonly help?: string;
}

/** What is wrong with a unit beside its values: that it is not there, not started, or runs something else. */
function* listFindings(
  { of, unit }: { readonly of: string; readonly unit: string },
  found: CodeServerFacts | undefined,
): Iterable<Finding> {
  if (found === undefined) {
    yield {
      what: "missing-code-server",
      message: `Nix does not run code-server for ${of}, which was computed.`,
      option: unit,
      help: `It would be ${unit}: a module of your own takes it away.`,
    };
    return;
  }
  if (!found.startedBy.includes(target)) {
    yield {
      what: "code-server-start",
      message: `Nix does not start code-server for ${of} with the host, and was to: ${quote(target)} does not want it.`,
      option: `${unit}.wantedBy`,
    };
  }
  for (const message of listSurprises(of, found)) {
    yield { what: "code-server-command", message, option: `${unit}.${line}` };
  }
}

const target = "multi-user.target";
const line = "serviceConfig.ExecStart";

/** What systemd does otherwise with a command, by the character before it (systemd.service(5)). */
const prefixes: ReadonlyMap<string, string> = new Map([
  ["+", "it runs as root, whatever the user of the unit"],
  ["!", "it runs as root, whatever the user of the unit"],
  ["-", "a failure counts as success"],
  [":", "variables are not replaced"],
  ["@", "it is told to have another name"],
  ["|", "a shell runs it"],
]);

/** What of the command was not computed, and is none of the values that are compared. */
function listSurprises(of: string, { command, commandText }: CodeServerFacts): string[] {
  const begin = `Nix starts code-server for ${of}`;
  if (command === undefined) {
    return [`${begin} with ${quote(commandText)}, and what that comes to is not known here.`];
  }
  if (!isCodeServer(command)) {
    return [`Nix starts ${quote(command.program)} for ${of}, and code-server was computed.`];
  }
  const { prefix, others } = command;
  const meanings = [...prefix].flatMap((mark) => prefixes.get(mark) ?? []);
  const added = subtract(others, [flag]);
  const all = [
    prefix === "" ||
      `${begin} with ${quote(prefix)} before its command: ${[...new Set(meanings)].join(", and ")}.`,
    added.length === 0 ||
      `${begin} with the further arguments ${listNames(added)}, which were not computed.`,
    others.includes(flag) || `${begin} without the argument ${quote(flag)}, which was computed.`,
  ];
  return all.filter((message) => typeof message === "string");
}

/** The argument that stands for no value. */
const flag = "--disable-telemetry";

interface Pair extends Pick<ValuePair, "computed" | "found" | "help"> {
  readonly word: "user" | "address" | "port" | "auth" | "directory";
  /** The option of the unit that holds it. */
  readonly setting: string;
}

function listPairs({ account }: Computed, found: CodeServerFacts): Pair[] {
  if (account.codeServer === undefined) return [];
  const { auth, host, port, workingDirectory } = account.codeServer.value;
  const login = account.username.value;
  const command = isCodeServer(found.command) ? found.command : undefined;
  const address = host.replace(/^\[(.*)\]$/s, "$1");
  const folder = trimSlashes(workingDirectory);
  const [opened, started] = [command?.folder, found.workingDirectory].map((path) =>
    typeof path === "string" ? trimSlashes(path) : path,
  );
  // The folder that it opens, unless it is only started in another one.
  const isOpened = opened === undefined || opened === folder;
  const directory = isOpened
    ? { found: started, setting: "serviceConfig.WorkingDirectory" }
    : { found: opened, setting: line };
  return [
    { word: "user", computed: login, found: found.user, setting: "serviceConfig.User" },
    { word: "address", computed: address, ...describeSetting(command?.host) },
    { word: "port", computed: port, ...describeSetting(command?.port) },
    { word: "auth", computed: auth, found: command?.auth, setting: line },
    { word: "directory", computed: folder, ...directory },
  ];
}

function isCodeServer(command: CommandFacts | undefined): boolean {
  return command?.program.endsWith("/bin/code-server") ?? false;
}

/** Where a setting of the command comes from, and how to mend it where it is no argument. */
function describeSetting(setting: Setting | undefined): Pick<Pair, "found" | "setting" | "help"> {
  if (setting?.variable === undefined) return { found: setting?.value, setting: line };
  const { value, variable } = setting;
  return {
    found: value,
    setting: `environment.${variable}`,
    help: `A module of your own sets the variable ${variable} for the unit, and code-server heeds it more than its argument. Leave it out there, and declare it in \`services.codeServer\` of its user.`,
  };
}

/** A path without the slashes at its end, which change nothing. */
function trimSlashes(path: string): string {
  return path.replace(/(?!^)\/+$/, "");
}

/** Where it is declared: on the placement, or the user. */
function findCodeServerPath(
  { fleet: { declared } }: Comparison,
  { host, account }: Computed,
): Path {
  const place = { declared, host: host.id, account };
  return account.codeServer?.path ?? [...findPlacementPath(place), "services", "codeServer"];
}
