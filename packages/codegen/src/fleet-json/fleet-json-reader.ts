import type { ModuleReference, ResolvedSshKey } from "@fleet/core/internal";
import { type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import { codegenCodes } from "../codes.ts";
import { fleetJsonVersion } from "./common-entries.ts";
import { fleetJsonPath } from "./fleet-json.ts";
import type {
  FleetJson,
  FleetJsonAccount,
  FleetJsonAccountHome,
  FleetJsonGroup,
  FleetJsonHome,
  FleetJsonHost,
  FleetJsonPassword,
  FleetJsonRoot,
  FleetJsonServiceAccount,
} from "./fleet-json-content.ts";
import {
  fieldsOf,
  isRecord,
  type JsonRecord,
  readFlag,
  readList,
  readMap,
  readNumber,
  readText,
  readTexts,
} from "./json-value.ts";
import { readSecrets, readWiredSecrets } from "./secrets-reader.ts";

/**
 * Reads a `fleet.json` of any time: of every version so far, with whatever fields it has. Where a newer
 * fleet wrote it, as much as can be understood, with an error; undefined, with an error, where the text is
 * no such file. Nothing that it holds throws. `name` is what messages call it.
 */
export function readFleetJson(text: string, name = fleetJsonPath): Outcome<FleetJson | undefined> {
  const value = parseJson(text);
  const version = fieldsOf(value)["version"];
  if (!isRecord(value) || !Number.isSafeInteger(version) || Number(version) < 1) {
    const help = "Write it anew: fleet generate";
    return { value: undefined, diagnostics: [report("It is none that fleet wrote.", name, help)] };
  }
  const content = readContent(value);
  if (version === fleetJsonVersion) return { value: content, diagnostics: [] };
  const message = `A newer fleet wrote it: its version is ${version}, and this fleet reads ${fleetJsonVersion}.`;
  return { value: content, diagnostics: [report(message, name, "Use the fleet that wrote it.")] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function report(message: string, file: string, help: string): Diagnostic {
  return codegenCodes.create("bad-fleet-json", `${quote(file)} cannot be read. ${message}`, {
    file,
    help,
  });
}

function readContent({ data, hosts, homes, secrets, sources }: JsonRecord): FleetJson {
  return {
    data,
    hosts: readMap(hosts, readHost) ?? new Map(),
    homes: readMap(homes, readHome),
    ...readSecrets(secrets),
    sources: readMap(sources, readText),
  };
}

/** A host of which not even the platform is said is none. */
function readHost(value: unknown, id: string): FleetJsonHost | undefined {
  const host = fieldsOf(value);
  const platform = readText(host["platform"]);
  if (platform === undefined) return undefined;
  return {
    id,
    platform,
    hostname: readText(host["hostname"]),
    domain: readText(host["domain"]),
    system: readText(host["system"]),
    stateVersion: readText(host["stateVersion"]),
    features: readTexts(host["features"]),
    tags: readTexts(host["tags"]),
    modules: readList(host["modules"], readModule),
    groups: readMap(host["groups"], readGroup),
    trustedUsers: readTexts(host["trustedUsers"]),
    knownUsers: readTexts(host["knownUsers"]),
    primaryUser: readText(host["primaryUser"]),
    root: isRecord(host["root"]) ? readRoot(host["root"]) : undefined,
    secrets: readWiredSecrets(host["secrets"]),
    sshHostKey: readText(host["sshHostKey"]),
    tailscale: readFlag(host["tailscale"]),
    data: host["data"],
    accounts: readMap(host["accounts"], readAccount) ?? new Map(),
    serviceAccounts: readMap(host["serviceAccounts"], readServiceAccount),
  };
}

function readRoot({ sshKeys, sudoNeedsPassword, password }: JsonRecord): FleetJsonRoot {
  return {
    sshKeys: readList(sshKeys, readSshKey),
    sudoNeedsPassword: readFlag(sudoNeedsPassword),
    password: readPassword(password),
  };
}

function readGroup(value: unknown): FleetJsonGroup {
  const { gid, members } = fieldsOf(value);
  return { gid: readNumber(gid), members: readTexts(members) };
}

/** Somebody of whom nothing can be read has an account all the same. */
function readAccount(value: unknown, user: string): FleetJsonAccount {
  const account = fieldsOf(value);
  return {
    user,
    username: readText(account["username"]),
    uid: readNumber(account["uid"]),
    fullName: readText(account["fullName"]),
    description: readText(account["description"]),
    email: readText(account["email"]),
    homeDirectory: readText(account["homeDirectory"]),
    shell: readText(account["shell"]),
    isDefaultShell: readFlag(account["isDefaultShell"]),
    isAdmin: readFlag(account["isAdmin"]),
    isDisabled: readFlag(account["isDisabled"]),
    expires: readText(account["expires"]),
    linger: readFlag(account["linger"]),
    subordinateIds: readSubordinateIds(account["subordinateIds"]),
    primaryGroup: readText(account["primaryGroup"]),
    hasOwnGroup: readFlag(account["hasOwnGroup"]),
    groups: readTexts(account["groups"]),
    sshKeys: readList(account["sshKeys"], readSshKey),
    password: readPassword(account["password"]),
    home: isRecord(account["home"]) ? readAccountHome(account["home"]) : undefined,
    data: account["data"],
  };
}

function readSubordinateIds(value: unknown): FleetJsonAccount["subordinateIds"] {
  if (value === "auto" || value === "none") return value;
  const start = readNumber(fieldsOf(value)["start"]);
  const count = readNumber(fieldsOf(value)["count"]);
  return start === undefined || count === undefined ? undefined : { start, count };
}

function readServiceAccount(value: unknown, id: string): FleetJsonServiceAccount {
  const account = fieldsOf(value);
  return {
    id,
    username: readText(account["username"]),
    uid: readNumber(account["uid"]),
    description: readText(account["description"]),
    homeDirectory: readText(account["homeDirectory"]),
    createHome: readFlag(account["createHome"]),
    shell: readText(account["shell"]),
    group: readText(account["group"]),
    hasOwnGroup: readFlag(account["hasOwnGroup"]),
    groups: readTexts(account["groups"]),
    sshKeys: readList(account["sshKeys"], readSshKey),
  };
}

function readAccountHome({
  mode,
  profile,
  stateVersion,
  modules,
  secrets,
}: JsonRecord): FleetJsonAccountHome {
  return {
    mode: readText(mode),
    profile: profile === null ? null : readText(profile),
    stateVersion: readText(stateVersion),
    modules: readList(modules, readModule),
    secrets: readWiredSecrets(secrets),
  };
}

function readSshKey(value: unknown): ResolvedSshKey | undefined {
  if (typeof value === "string") return value;
  const { env: variable, options } = fieldsOf(value);
  const env = readText(variable);
  if (env === undefined) return undefined;
  const before = readText(options);
  // Without the options that were there, it would be a key that may do more.
  if (before === undefined) return options === undefined ? { env } : undefined;
  return { env, options: before };
}

/** Of a hash that is readable only that it is: who has the content has no use for it. */
function readPassword(value: unknown): FleetJsonPassword | undefined {
  if (value === "locked") return "locked";
  const { hash, secret } = fieldsOf(value);
  if (typeof secret === "string") return { secret };
  return typeof hash === "string" ? "hash" : undefined;
}

function readModule(value: unknown): ModuleReference | undefined {
  const module = fieldsOf(value);
  const path = readText(module["path"]);
  if (path !== undefined) return { path };
  const attr = readText(module["attr"]);
  if (attr === undefined) return undefined;
  return module["optional"] === true ? { attr, optional: true } : { attr };
}

function readHome(value: unknown): FleetJsonHome | undefined {
  const home = fieldsOf(value);
  const [user, host] = [readText(home["user"]), readText(home["host"])];
  return user === undefined || host === undefined ? undefined : { user, host };
}
