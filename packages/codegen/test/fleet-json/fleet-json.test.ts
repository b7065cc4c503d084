import { fc, test } from "@fast-check/vitest";
import type { FleetDeclaration } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { indexThreshold, unstamped } from "../../src/index.ts";
import { personalText } from "../arbitrary-fleet.ts";
import { digest, fleetJsonOf, renderSound } from "../sample-files.ts";

const family: FleetDeclaration = {
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      uid: 1000,
      email: "keith@example.org",
      sshKeys: [{ env: "SSH_KEY_KEITH" }],
    },
    traci: { fullName: "Traci", home: "none" },
  },
  hosts: {
    mini: {
      system: "x86_64-linux",
      users: { keith: { username: "kb", home: "both" }, traci: {} },
      features: ["gaming"],
      hardware: { ssd: true, cpu: "amd", laptop: undefined },
      formFactor: "desktop",
      homeProfile: "workstation",
      tags: ["family"],
    },
    mac: { system: "aarch64-darwin", users: ["keith"], primaryUser: "keith" },
  },
  features: { gaming: { groups: ["gamemode"] } },
  profiles: { workstation: {} },
  defaults: { stateVersion: "24.05" },
};

describe("fleet.json", () => {
  const json: unknown = JSON.parse(fleetJsonOf(family));

  it("holds all that Nix needs of a host", () => {
    expect(json).toMatchObject({
      $schema: "urn:fleet:schema:fleet-json:1",
      generated: unstamped,
      version: 1,
      sources: { "fleet.config.ts": `sha256-${"ab".repeat(32)}` },
      homes: {
        "kb@mini": { host: "mini", user: "keith" },
        "keith@mini": { host: "mini", user: "keith" },
      },
      hosts: {
        mini: {
          features: ["gaming"],
          formFactor: "desktop",
          hardware: { cpu: "amd", ssd: true },
          hostname: "mini",
          modules: [
            { path: "hosts/shared.nix" },
            { path: "modules/gaming.nix" },
            { path: "hosts/mini.nix" },
          ],
          platform: "nixos",
          stateVersion: "24.05",
          system: "x86_64-linux",
          tags: ["family"],
          trustedUsers: ["kb"],
        },
        mac: { platform: "darwin", primaryUser: "keith", hardware: {}, features: [], tags: [] },
      },
    });
  });

  it("holds all that Nix needs of an account", () => {
    const home = {
      mode: "both",
      modules: [
        { path: "users/common.nix" },
        { path: "profiles/workstation.nix" },
        { path: "users/keith.nix" },
      ],
      profile: "workstation",
      stateVersion: "24.05",
    };
    expect(json).toHaveProperty("hosts.mini.accounts.keith", {
      description: "Keith",
      email: "keith@example.org",
      fullName: "Keith",
      groups: ["wheel", "gamemode"],
      home,
      homeDirectory: "/home/kb",
      isAdmin: true,
      isDefaultShell: true,
      shell: "bash",
      sshKeys: [{ env: "SSH_KEY_KEITH" }],
      uid: 1000,
      username: "kb",
    });
  });

  it("leaves out what was not declared, and says nothing of a home that is not built", () => {
    expect(json).toHaveProperty("hosts.mini.accounts.traci", {
      description: "Traci",
      fullName: "Traci",
      groups: ["gamemode"],
      home: { mode: "none" },
      homeDirectory: "/home/traci",
      isAdmin: false,
      isDefaultShell: true,
      shell: "bash",
      sshKeys: [],
      uid: 1001,
      username: "traci",
    });
    expect(json).not.toHaveProperty("hosts.mac.formFactor");
    expect(json).not.toHaveProperty("hosts.mini.primaryUser");
  });

  it("says of a shell whether somebody declared it, wherever", () => {
    const shells = (shell: string | undefined, own: string | undefined) => {
      const { accounts } = JSON.parse(
        fleetJsonOf({
          defaults: { stateVersion: "24.05", shell },
          users: { keith: { fullName: "Keith", shell: own } },
          hosts: { mini: { system: "x86_64-linux", users: { keith: {} } } },
        }),
      ).hosts.mini;
      return [accounts.keith.shell, accounts.keith.isDefaultShell];
    };
    expect(shells(undefined, undefined)).toEqual(["bash", true]);
    expect(shells("bash", undefined)).toEqual(["bash", undefined]);
    expect(shells(undefined, "bash")).toEqual(["bash", undefined]);
  });

  it("is well-formed without any host", () => {
    expect(JSON.parse(fleetJsonOf({ users: {}, hosts: {} }))).toMatchObject({
      hosts: {},
      homes: {},
    });
  });

  it("names its sources in order, however they were found", () => {
    const sources = new Map([
      ["z.pub", "00"],
      ["fleet.config.ts", "11"],
      ["a.pub", "22"],
    ]);
    const [file] = renderSound(family, sources);
    const text = file?.contents ?? "";
    expect(text).toContain(
      '"sources": {\n    "a.pub": "sha256-22",\n    "fleet.config.ts": "sha256-11",\n    "z.pub": "sha256-00"\n  }',
    );
  });

  it("has what stands for its digest before any text of the declaration", () => {
    const tags = [`"generated": "${unstamped}"`];
    const spoof: FleetDeclaration = {
      ...family,
      hosts: { mini: { system: "x86_64-linux", tags } },
    };
    const text = fleetJsonOf(spoof);
    expect(text.indexOf(unstamped)).toBe(
      text.indexOf('  "generated": "') + '  "generated": "'.length,
    );
  });
});

/** A fleet of so many hosts, all of which say these texts. */
function largeFleet(count: number, tags: readonly string[]): FleetDeclaration {
  const hosts = Array.from({ length: count }, (_, index) => [
    index % 2 === 0 ? `${index}` : `host${index}`,
    { system: "x86_64-linux", users: ["keith"], tags: tags.slice(index % 3) } as const,
  ]);
  return {
    users: { keith: { fullName: "Keith", home: "standalone" } },
    hosts: Object.fromEntries(hosts),
    defaults: { stateVersion: "24.05" },
  };
}

interface Index {
  readonly hosts: Readonly<
    Record<string, { readonly digest: string; readonly length: number; readonly platform: string }>
  >;
  readonly size: number;
  readonly start: number;
}

/** What Nix does with an index: cuts out the bytes of each host, in the order of the ids. */
function cutOut(index: Index, fleetJson: string): [string, string][] {
  const bytes = Buffer.from(fleetJson, "utf8");
  let offset = index.start;
  return Object.keys(index.hosts)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((id) => {
      const length = index.hosts[id]?.length ?? 0;
      const slice = bytes.subarray(offset, offset + length).toString("utf8");
      offset += length + 2;
      return [id, slice];
    });
}

describe("fleet.index.json", () => {
  it("is there beside a large fleet alone", () => {
    const pathsOf = (count: number) => renderSound(largeFleet(count, [])).map(({ path }) => path);
    expect(pathsOf(indexThreshold)).toEqual(["fleet.json"]);
    expect(pathsOf(indexThreshold + 1)).toEqual(["fleet.index.json", "fleet.json"]);
  });

  test.prop([fc.array(personalText, { maxLength: 4 }), fc.integer({ min: 51, max: 60 })], {
    numRuns: 30,
  })("cuts exactly each host out of fleet.json", (tags, count) => {
    const [indexFile, fleetFile] = renderSound(largeFleet(count, tags));
    const index: Index = JSON.parse(indexFile?.contents ?? "");
    const text = fleetFile?.contents ?? "";
    const whole = JSON.parse(text);
    expect(index).toMatchObject({ homes: whole.homes, sources: whole.sources, version: 1 });
    expect(index.size).toBe(Buffer.byteLength(text, "utf8"));
    expect(Object.keys(index.hosts)).toEqual(Object.keys(whole.hosts));
    for (const [id, slice] of cutOut(index, text)) {
      expect(slice.startsWith(`    ${JSON.stringify(id)}: {`)).toBe(true);
      expect(JSON.parse(`{${slice}}`)).toEqual({ [id]: whole.hosts[id] });
      expect(index.hosts[id]?.digest).toBe(`sha256-${digest(slice)}`);
      expect(index.hosts[id]?.platform).toBe(whole.hosts[id].platform);
    }
  });

  it("has its hosts in the order of fleet.json, also where ids are numbers", () => {
    const [indexFile, fleetFile] = renderSound(largeFleet(60, []));
    const idsIn = (text = "") => [...text.matchAll(/^ {4}"([\w-]+)": \{$/gm)].map(([, id]) => id);
    const ids = idsIn(indexFile?.contents.slice(indexFile.contents.indexOf('"hosts"')));
    expect(ids).toEqual([...ids].sort());
    expect(idsIn(fleetFile?.contents.slice(fleetFile.contents.indexOf('"hosts"')))).toEqual(ids);
  });

  it("changes in one entry where one host changes, but for the size", () => {
    const before = largeFleet(60, []);
    const host = { system: "x86_64-linux", users: ["keith"], tags: ["new"] } as const;
    const after = { ...before, hosts: { ...before.hosts, host7: host } };
    const [old = "", changed = ""] = [before, after].map(
      (fleet) => renderSound(fleet)[0]?.contents,
    );
    const lines = old.split("\n");
    const different = changed.split("\n").filter((line, index) => line !== lines[index]);
    expect(different).toEqual([
      expect.stringMatching(/^ {6}"digest": "sha256-[\da-f]{64}",$/),
      expect.stringMatching(/^ {6}"length": \d+,$/),
      expect.stringMatching(/^ {2}"size": \d+,$/),
    ]);
  });
});
