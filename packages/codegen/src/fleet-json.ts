import { type Account, compareNames, type ResolvedFleet, type ResolvedHost } from "@fleet/core";
import type { Home, Homes, StandaloneHome } from "@fleet/profiles";
import type { GeneratedFile } from "./generated-file.ts";
import {
  byteLength,
  type Json,
  renderEntry,
  renderInnerEntry,
  renderSection,
} from "./json-text.ts";

/** What a `fleet.json` is made from. */
export interface FleetJsonInput {
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  /** The sha256, in hexadecimal, of every local file that the declaration came from, by its path from the root. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The name of the file that Nix reads. */
export const fleetJsonPath = "fleet.json";

/** The name of the file that tells Nix where each host stands in a large `fleet.json`. */
export const fleetIndexPath = "fleet.index.json";

/** With more hosts than this, a `fleet.json` gets an index beside it. */
export const indexThreshold = 50;

/**
 * What stands for `generated` in rendered files: hashing is not for a pure stage. Whoever writes a
 * file puts the sha256 of its text, with this placeholder in it, in the placeholder's stead; an edit
 * by hand can be told by it.
 */
export const unstamped = `sha256-${"0".repeat(64)}`;

const version = 1;
const schema = "urn:fleet:schema:fleet-json:1";

/**
 * Renders `fleet.json`, the contract with Nix, and beside a large one its index. Keys are sorted, the
 * indent is two spaces, and equal input gives equal bytes. With the index, Nix can cut one host out
 * of the text and parse nothing else; it holds lengths instead of offsets, so that a change to one
 * host changes one line of it.
 */
export function renderFleetJson({ resolved, homes, sources }: FleetJsonInput): GeneratedFile[] {
  const hosts = [...resolved.hosts.values()].map((host) => {
    const text = renderInnerEntry(host.id, hostJson(host, homes.byHost.get(host.id)));
    return { id: host.id, platform: host.platform, text, length: byteLength(text) };
  });
  const homesText = renderSection("homes", standaloneJson(homes.standalone));
  const sourcesText = renderSection("sources", sourcesJson(sources));
  const [open, close] = hosts.length === 0 ? ["{", "}"] : ["{\n", "\n  }"];
  const generated = renderEntry("generated", unstamped);
  const before = `{\n${renderEntry("$schema", schema)},\n${generated},\n${homesText},\n  "hosts": ${open}`;
  const after = `${close},\n${sourcesText},\n${renderEntry("version", version)}\n}\n`;
  const entries = hosts.map(({ text }) => text).join(",\n");
  const file = { path: fleetJsonPath, contents: before + entries + after };
  if (hosts.length <= indexThreshold) return [file];
  // Summed up, because the whole text is long: each of its entries but the first follows ",\n".
  const size = hosts.reduce((sum, { length }) => sum + length + 2, -2);
  const lengths = hosts.map(({ id, length, platform }) => [id, { length, platform }] as const);
  const index = [
    generated,
    homesText,
    renderSection("hosts", new Map(lengths)),
    renderEntry("size", byteLength(before) + size + byteLength(after)),
    sourcesText,
    renderEntry("start", byteLength(before)),
    renderEntry("version", version),
  ];
  return [{ path: fleetIndexPath, contents: `{\n${index.join(",\n")}\n}\n` }, file];
}

function hostJson(host: ResolvedHost, homes: ReadonlyMap<string, Home> | undefined): Json {
  const { cpu, gpu, laptop, ssd, vendor } = host.hardware;
  return {
    accounts: Object.fromEntries(
      [...host.accounts].map(([id, account]) => [id, accountJson(account, homes?.get(id))]),
    ),
    features: host.features,
    formFactor: host.formFactor,
    hardware: { cpu, gpu, laptop, ssd, vendor },
    hostname: host.hostname,
    modules: host.modules,
    platform: host.platform,
    primaryUser: host.primaryUser,
    stateVersion: host.stateVersion,
    system: host.system,
    tags: host.tags,
    trustedUsers: host.trustedUsers,
  };
}

function accountJson(account: Account, home: Home | undefined): Json {
  return {
    description: account.description,
    email: account.email,
    fullName: account.fullName,
    groups: account.groups.map(({ value }) => value),
    home: home === undefined ? { mode: "none" } : homeJson(home),
    homeDirectory: account.homeDirectory.value,
    isAdmin: account.isAdmin.value,
    shell: account.shell.value,
    sshKeys: account.sshKeys,
    uid: account.uid?.value,
    username: account.username.value,
  };
}

function homeJson(home: Home): Json {
  if (home.mode.value === "none") return { mode: "none" };
  return {
    mode: home.mode.value,
    modules: home.modules,
    profile: home.profile.value,
    stateVersion: home.stateVersion.value,
  };
}

function standaloneJson(
  standalone: ReadonlyMap<string, StandaloneHome>,
): ReadonlyMap<string, Json> {
  return new Map([...standalone].map(([name, { host, user }]) => [name, { host, user }]));
}

function sourcesJson(sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const sorted = [...sources].sort(([a], [b]) => compareNames(a, b));
  return new Map(sorted.map(([path, hash]) => [path, `sha256-${hash}`]));
}
