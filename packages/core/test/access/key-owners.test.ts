import { describe, expect, it } from "vitest";
import { createAccessGraph, whoCan } from "../../src/access.ts";
import {
  canonicalSurroundings,
  findAll,
  publicKey,
  resolveSound,
  sampleFleet,
} from "../sample-fleet.ts";
import { describeWays } from "./access-fleet.ts";

const own = { hosts: ["mini"], shell: "bash", sshKeys: [publicKey] };
const login = "login" as const;

/** Who can log in as the service account on mini, and how surely, with a key in a file. */
function whoActs(declaration: object): string[] {
  const around = {
    ...canonicalSurroundings(declaration),
    contents: new Map([["k.pub", publicKey]]),
  };
  const files = new Set([...around.files, "k.pub"]);
  const { fleet, resolved } = resolveSound(declaration, { ...around, files, tracked: files });
  const graph = createAccessGraph({ declared: fleet, resolved });
  return whoCan(graph, { verb: login, target: "account:backup@mini" }).map(
    ({ who, can }) => `${who} ${can}`,
  );
}

describe("whoever has the key of a service account acts as it", () => {
  const withFile = { fullName: "Traci", sshKeys: [{ file: "k.pub" }] };
  const fleetOf = (traci: object, placement: object) =>
    sampleFleet({
      users: { keith: { fullName: "Keith", isAdmin: true }, traci },
      hosts: { mini: { system: "x86_64-linux", users: { keith: {}, traci: placement } } },
      serviceAccounts: { backup: own },
    });

  it.each<[string, object, object]>([
    ["from a file, with an account that is disabled", withFile, { isDisabled: true }],
    ["from a file, with other keys on the host", withFile, { sshKeys: [] }],
    ["of a placement alone", { fullName: "Traci" }, { sshKeys: [publicKey] }],
    [
      "of a placement that is disabled",
      { fullName: "Traci" },
      { sshKeys: [publicKey], isDisabled: true },
    ],
  ])("with a key %s", (_, traci, placement) => {
    expect(whoActs(fleetOf(traci, placement))).toEqual(["service:backup yes", "user:traci yes"]);
  });

  it("as another service account, unless the key is a user's", () => {
    const upload = { ...own, extraGroups: ["docker"] };
    const sections = { serviceAccounts: { backup: own, upload } };
    const ways = describeWays(sampleFleet(sections), "root", "host:mini");
    const docker =
      'is in the group "docker": a container can mount the whole disk as root (serviceAccounts.upload.extraGroups)';
    expect(ways.filter((way) => way.startsWith("service:backup"))).toEqual([
      `service:backup: yes: logs in as "upload" with an SSH key (serviceAccounts.upload.sshKeys) > ${docker}`,
    ]);
    const users = { keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey] } };
    const hosts = { mini: { system: "x86_64-linux", users: ["keith"] } };
    expect(whoActs(sampleFleet({ ...sections, users, hosts }))).toEqual([
      "service:backup yes",
      "user:keith yes",
    ]);
  });
});

describe("options before a key of a service account", () => {
  const waysOf = (line: string) =>
    describeWays(
      sampleFleet({
        users: { keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey] } },
        hosts: { mini: { system: "x86_64-linux", users: ["keith"] } },
        serviceAccounts: { backup: { ...own, sshKeys: [line], extraGroups: ["docker"] } },
      }),
      "root",
      "host:mini",
    ).filter((way) => way.includes('"backup"'));

  it("let whoever has a certificate in, and not the one who signs", () => {
    const found = waysOf(`cert-authority ${publicKey}`).map((way) => way.split(": ", 2).join(" "));
    expect(found).toEqual(["service:backup yes", "somebody:certificate-backup@mini unknown"]);
  });

  it("leave unknown what a command does, and say from where it is good", () => {
    expect(waysOf(`restrict,command="x" ${publicKey}`)[1]).toMatch(/^user:keith: unknown: /);
    expect(waysOf(`from="10.0.0.1" ${publicKey}`)[1]).toMatch(
      /^user:keith: yes: logs in as "backup" with an SSH key, from "10.0.0.1" only/,
    );
  });
});

describe("whoever has the key of a host", () => {
  const at = { code: "core/ssh-key-of-two", path: ["hosts", "mini", "sshHostKey"] };
  const fleetOf = (traci: object, sshHostKey: string) =>
    sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true },
        traci: { fullName: "Traci", ...traci },
      },
      hosts: {
        mini: { system: "x86_64-linux", sshHostKey, users: ["keith"] },
        lab: { system: "x86_64-linux", users: ["keith", "traci"] },
      },
    });

  it("holds it, which is found", () => {
    const declaration = fleetOf({ sshKeys: [`restrict ${publicKey}`] }, publicKey);
    const ways = describeWays(declaration, "hold", "host:mini");
    expect(ways.filter((way) => way.startsWith("user:traci"))).toEqual([
      'user:traci: yes: has an SSH key that is also the key of "mini" (hosts.mini.sshHostKey)',
    ]);
    expect(findAll(declaration)).toMatchObject([at]);
  });

  it("is not who has another, or signs with it, and is told once where age keys say the same", () => {
    const other = publicKey.replace("IAAAA", "IBAAA");
    for (const sshKeys of [[other], [`cert-authority ${publicKey}`], [{ env: "KEY" }]]) {
      const declaration = fleetOf({ sshKeys }, publicKey);
      expect(describeWays(declaration, "hold", "host:mini").join()).not.toContain("user:traci");
      expect(findAll(declaration)).toEqual([]);
    }
    const declared = fleetOf({ sshKeys: [publicKey], ageKeys: [{ ssh: publicKey }] }, publicKey);
    expect(findAll(declared)).toEqual([]);
  });
});
