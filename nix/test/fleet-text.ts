import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A host of a `fleet.json` with one account. */
export interface SampleHost {
  readonly id: string;
  readonly description: string;
}

/** The two files of a fleet. */
export interface FleetText {
  readonly json: string;
  readonly index: FleetIndex;
}

interface HostEntry {
  /** Not in an index of before. */
  readonly digest?: string | undefined;
  readonly length: number;
  readonly platform: string;
}

export interface FleetIndex {
  readonly homes: object;
  readonly hosts: Readonly<Record<string, HostEntry>>;
  readonly size: number;
  readonly sources: object;
  readonly start: number;
  readonly version: number;
}

/** What `fleet.json` says about a host. */
export function hostData({ id, description }: SampleHost) {
  return {
    accounts: {
      keith: {
        description,
        fullName: description,
        groups: [],
        home: { mode: "none" },
        homeDirectory: "/home/keith",
        isAdmin: false,
        shell: "fish",
        sshKeys: [],
        username: "keith",
      },
    },
    features: [],
    hardware: {},
    hostname: id,
    modules: [],
    platform: "nixos",
    stateVersion: "24.05",
    system: "x86_64-linux",
    tags: [],
    trustedUsers: [],
  };
}

/** Lays out a `fleet.json` as the index wants it: hosts in the order of their bytes, each entry by itself. */
export function layOutFleet(hosts: readonly SampleHost[]): FleetText {
  const sorted = hosts.toSorted((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
  const entries = sorted.map((host) => {
    const text = JSON.stringify({ outer: { [host.id]: hostData(host) } }, null, 2);
    return text.slice('{\n  "outer": {\n'.length, -"\n  }\n}".length);
  });
  const before = `{\n  "generated": "${unstamped}",\n  "homes": {},\n  "hosts": {\n`;
  const json = `${before}${entries.join(",\n")}\n  },\n  "sources": {},\n  "version": 1\n}\n`;
  const lengths = sorted.map(({ id }, position) => [id, describeEntry(entries[position] ?? "")]);
  const index = {
    homes: {},
    hosts: Object.fromEntries(lengths),
    size: Buffer.byteLength(json),
    sources: {},
    start: Buffer.byteLength(before),
    version: 1,
  };
  return { json: stamp(json), index };
}

function describeEntry(entry: string): HostEntry {
  return {
    digest: `sha256-${digest(entry)}`,
    length: Buffer.byteLength(entry),
    platform: "nixos",
  };
}

/** What stands for the digest of a text until it is known. */
export const unstamped = `sha256-${"0".repeat(64)}`;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** A text with its digest where the place for it is. */
export function stamp(text: string): string {
  return text.replace(unstamped, `sha256-${digest(text)}`);
}

/** The text of an index, whatever it says, as one that nobody edited. */
export function indexText(index: FleetIndex): string {
  return stamp(JSON.stringify({ generated: unstamped, ...index }, null, 2));
}

/** Writes the files of a fleet to a folder of their own. */
export function writeFleet(folder: string, { json, index }: FleetText): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "fleet.json"), json);
  writeFileSync(join(folder, "fleet.index.json"), indexText(index));
  return folder;
}
