import { readFileSync } from "node:fs";
import { test } from "@fast-check/vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { renderJsonSchema } from "../../scripts/json-schema.ts";
import { fleetJsonEmitter } from "../../src/index.ts";
import { arbitraryFleet } from "../arbitrary-fleet.ts";
import { computeWithSecrets, digest, fleetJsonOf } from "../sample-files.ts";

const published = new URL("../../schema/fleet-json.schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(published, "utf8"));
const judge = new Ajv2020({ allErrors: true }).compile(schema);
/** Takes no field that the schema does not describe. */
const judgeClosed = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(renderJsonSchema({ isClosed: true })),
);

const examples = ["family", "workstations", "devbox", "dendritic", "macs", "servers", "single"];

function readExample(name: string) {
  const file = new URL(`../../../../examples/${name}/fleet.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What is wrong with a file, by the schema as it is published and by one that is closed. */
function faultsOf(file: unknown): string[] {
  return [judge, judgeClosed].flatMap((one) =>
    one(file) ? [] : (one.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`),
  );
}

/** A declaration that makes use of every field there is. */
const fullDeclaration = {
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      email: "keith@example.org",
      sshKeys: [{ env: "SSH_KEY" }, { env: "SSH_KEY_CI", options: "restrict", hosts: ["mini"] }],
      ageKeys: { laptop: "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs" },
      secrets: { token: {} },
      services: { codeServer: { port: 4444 } },
      data: { desk: "left" },
      password: { secret: "keith-password" },
    },
    traci: {
      uid: 1003,
      password: { hash: "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i" },
    },
  },
  hosts: {
    mini: {
      system: "x86_64-linux",
      users: ["keith", "traci"],
      ageKey: "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452",
      tailscale: true,
      data: [1, null],
      formFactor: "desktop",
      hardware: { cpu: "amd", gpu: "none", laptop: false, ssd: true, vendor: "x" },
      deploy: { engine: "clan", target: "root@mini", buildHost: "big", home: "nh" },
      modules: [{ attr: "x" }, "hosts/x.nix"],
      sshHostKey: "ssh-ed25519 x",
      secrets: {
        wifi: {
          owner: "keith",
          group: "users",
          path: "/run/wifi",
          neededForUsers: true,
          restartUnits: ["a.service"],
          reloadUnits: ["b.service"],
        },
      },
    },
    old: {
      system: "x86_64-linux",
      users: { keith: { isDisabled: true } },
      deploy: { engine: "nixfleet", channel: "stable" },
    },
    less: {
      system: "x86_64-linux",
      users: { keith: { withoutGroups: ["media"], sshKeys: [], expires: "2027-06-30" } },
    },
    own: {
      system: "x86_64-linux",
      users: {
        keith: { primaryGroup: "private", linger: true, subordinateIds: { start: 2000000000 } },
      },
    },
    // One who has another uid on this host, and one whom it chooses.
    desk: {
      system: "x86_64-linux",
      users: { keith: { uid: 1003 }, traci: { uid: "machine" } },
    },
    mac: { system: "aarch64-darwin", users: { keith: { uid: 501 } }, primaryUser: "keith" },
  },
  serviceAccounts: {
    backup: {
      purpose: "takes the nightly copies",
      hosts: ["platform:nixos"],
      uid: 450,
      extraGroups: ["video"],
      homeDirectory: "/var/lib/backup",
      createHome: true,
      shell: "bash",
      sshKeys: [{ env: "SSH_KEY_BACKUP" }],
    },
  },
  groups: { media: { gid: 999, members: ["keith"], uidRange: [4000, 4999] } },
  policy: { sharedUids: [{ uid: 1003, users: ["keith", "traci"], reason: "Both had it." }] },
  root: [
    {
      sshKeys: ["admins", "user:keith"],
      trustedByNix: ["builder"],
      sudoNeedsPassword: false,
      password: "locked",
    },
  ],
  operators: {
    laptop: {
      ageKeys: [
        { ssh: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS" },
      ],
    },
  },
  secrets: {
    ignore: ["sops/**"],
    clanFolder: "clan",
    files: [
      {
        path: "secrets/both.yaml",
        groups: [["user:keith"], ["operator:laptop"]],
        threshold: 2,
        cryptRule: { field: "encrypted_regex", value: "^x$" },
        holdsKeyOf: ["host:mini"],
      },
    ],
  },
  defaults: { stateVersion: "24.05", uid: "machine" },
  data: { domain: "example.org" },
};

/** Every name of a field in a schema. */
function fieldsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "properties" in value ? Object.keys(Object(value.properties)) : [];
  return [...own, ...Object.values(value).flatMap(fieldsIn)];
}

describe("the published JSON Schema of fleet.json", () => {
  it("is what its source says now", () => {
    expect(schema).toEqual(JSON.parse(renderJsonSchema()));
  });

  it("has the name that every fleet.json refers to", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: readExample("family").$schema,
    });
  });

  it.each(examples)("takes the example %s", (name) => {
    expect(faultsOf(readExample(name))).toEqual([]);
  });

  it("takes every field that can be declared, and describes none that is never there", () => {
    const [file] = fleetJsonEmitter.files(computeWithSecrets(fullDeclaration), digest);
    const text = file?.contents ?? "";
    expect(faultsOf(JSON.parse(text))).toEqual([]);
    const all = [text, ...examples.map((name) => JSON.stringify(readExample(name)))].join();
    for (const field of fieldsIn(schema)) expect(all).toContain(`"${field}":`);
  });

  test.prop([arbitraryFleet])("takes whatever is rendered, and knows all of it", (declaration) => {
    expect(faultsOf(JSON.parse(fleetJsonOf(declaration)))).toEqual([]);
  });

  it("takes a field of a later fleet", () => {
    const file = readExample("family");
    file.hosts.mini.accounts.keith.shoeSize = 43;
    file.hosts.mini.accounts.keith.home.mood = "fine";
    expect(judge(file)).toBe(true);
    expect(judgeClosed(file)).toBe(false);
  });
});

describe("a fleet.json that is wrong", () => {
  it.each<[string, (file: ReturnType<typeof readExample>) => void]>([
    ["of another version", (file) => Object.assign(file, { version: 2 })],
    ["without hosts", (file) => delete file.hosts],
    ["with a digest of another kind", (file) => Object.assign(file, { generated: "md5-0" })],
    ["with a platform that there is not", (file) => (file.hosts.mini.platform = "plan9")],
    ["with a module that is nowhere", (file) => file.hosts.mini.modules.push({})],
    ["with a uid that is a text", (file) => (file.hosts.mini.accounts.keith.uid = "1000")],
    ["with an account without a login", (file) => delete file.hosts.mini.accounts.keith.username],
    ["with a home without modules", (file) => delete file.hosts.mini.accounts.keith.home.modules],
    ["with a secret in no file", (file) => (file.hosts.mini.secrets = { wifi: { key: "x" } })],
    ["with a home of nobody", (file) => (file.homes.x = { host: "mini" })],
  ])("is not taken: %s", (_, spoil) => {
    const file = readExample("family");
    expect(judge(file)).toBe(true);
    spoil(file);
    expect(judge(file)).toBe(false);
  });
});
