import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseFleet, resolveFleet } from "@fleet/core";
import { joinClan, layOutClan, resolveSecrets } from "@fleet/secrets";
import { testdir } from "@fleet/test-kit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClanTree } from "../../src/disk/clan-tree.ts";
import { nodeWorld } from "../../src/node/index.ts";
import { createMemoryDisk } from "../../src/world/memory-disk.ts";
import { collectKeysForPath } from "./clan-port.ts";

const keys = [
  "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
  "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
  "age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk",
];

const keyFile = JSON.stringify({ publickey: keys[0], type: "age" });

function readInMemory(files: Record<string, string>, links: Record<string, string>, folder = "") {
  const at = (all: Record<string, string>) =>
    Object.fromEntries(Object.entries(all).map(([path, text]) => [`/fleet/${path}`, text]));
  return readClanTree(createMemoryDisk(at(files), at(links)), "/fleet", folder);
}

describe("the folders of clan", () => {
  it("are read with their keys, links and secrets, and without public values", () => {
    const tree = readInMemory(
      {
        "clan/sops/users/ada/key.json": keyFile,
        "clan/sops/machines/mini/key.json": keyFile,
        "clan/sops/secrets/token/secret": "{}",
        "clan/vars/shared/wifi/password/secret": "{}",
        "clan/vars/shared/wifi/name/value": "home",
        "clan/vars/per-machine/mini/ssh/id/secret": "{}",
        "clan/vars/README": "",
      },
      {
        "clan/sops/groups/admins/users/ada": "../../../users/ada",
        "clan/vars/shared/wifi/password/groups/admins": "../../../../../sops/groups/admins",
        "clan/vars/per-machine/mini/ssh/id/machines/mini": "../../../../../../sops/machines/mini",
      },
      "clan/",
    );
    expect([...tree.members.keys()]).toEqual(["clan/sops/users/ada", "clan/sops/machines/mini"]);
    expect(tree.groups.get("clan/sops/groups/admins")?.map(({ target }) => target)).toEqual([
      "clan/sops/users/ada",
    ]);
    const targets = [...tree.secrets].map(([path, links]) => [
      path,
      ...links.map(({ target }) => target),
    ]);
    expect(targets).toEqual([
      ["clan/sops/secrets/token/secret"],
      ["clan/vars/shared/wifi/password/secret", "clan/sops/groups/admins"],
      ["clan/vars/per-machine/mini/ssh/id/secret", "clan/sops/machines/mini"],
    ]);
    expect(tree.oddities.size).toBe(0);
  });

  it("hold vars whose names have several parts, also around each other, in a folder named like links", () => {
    const at = "vars/per-machine/mini/secureboot/keys";
    const { secrets, oddities } = readInMemory(
      {
        [`${at}/KEK/KEK.key/secret`]: "{}",
        [`${at}/KEK/KEK.pem/value`]: "public",
        [`${at}/secret`]: "{}",
        [`${at}/users/ada/secret`]: "no var: a folder of links",
        "vars/shared/users/machines/secret/secret": "{}",
        "vars/shared/g/deep/more/else": "{}",
      },
      {
        [`${at}/KEK/KEK.key/machines/mini`]: "../../../../../../../../sops/machines/mini",
        "vars/shared/g/deep/odd": "more",
      },
    );
    expect(
      [...secrets].map(([path, links]) => [path, ...links.map(({ target }) => target)]),
    ).toEqual([
      ["vars/shared/users/machines/secret/secret"],
      [`${at}/secret`],
      [`${at}/KEK/KEK.key/secret`, "sops/machines/mini"],
    ]);
    expect(Object.fromEntries(oddities)).toEqual({
      "vars/shared/g/deep/odd": "is a link where clan has a folder, and was not followed",
      [`${at}/users/ada`]: "is no link, and clan passes it over",
    });
  });

  it("are nothing where there are none", () => {
    const { members, groups, secrets, oddities } = readInMemory({ "a.txt": "" }, {});
    expect([members.size, groups.size, secrets.size, oddities.size]).toEqual([0, 0, 0, 0]);
  });

  it("are not left by links that lead out, in a circle, or to nothing", () => {
    const at = "sops/secrets/token";
    const { secrets } = readInMemory(
      { "sops/users/ada/key.json": keyFile, [`${at}/secret`]: "{}" },
      {
        [`${at}/users/absolute`]: "/etc",
        [`${at}/users/circle`]: "circle",
        [`${at}/users/gone`]: "../../../users/gone",
        [`${at}/users/out`]: "../../../../../etc/users/root",
        [`${at}/users/round`]: "../../../users/ada/../ada/.",
        [`${at}/users/twice`]: "../other",
        [`${at}/other`]: "../../users/ada",
      },
    );
    const links = (secrets.get(`${at}/secret`) ?? []).map(({ name, target, isThere }) => [
      name,
      target,
      isThere,
    ]);
    expect(links.sort()).toEqual([
      ["absolute", undefined, false],
      ["circle", `${at}/users/circle`, false],
      ["gone", "sops/users/gone", false],
      ["out", undefined, false],
      ["round", "sops/users/ada", true],
      ["twice", "sops/users/ada", true],
    ]);
  });

  it("tell what stands in them and is not clan's, and go through no link to a folder", () => {
    const { oddities, secrets } = readInMemory(
      {
        "else/password/secret": "{}",
        "sops/users/ada/key.json": keyFile,
        "sops/machines": "no folder",
        "sops/secrets/a/secret": "{}",
        "sops/secrets/a/users/ada": "../../../users/ada",
        "sops/secrets/a/users/.gitkeep": "",
        "sops/secrets/b/secret": "{}",
      },
      { "vars/shared/wifi": "../../else", "sops/secrets/b/users": "../a/users" },
    );
    expect(Object.fromEntries(oddities)).toEqual({
      "sops/machines": "is no folder, and was not looked at",
      "sops/secrets/a/users/ada": "is no link, and clan passes it over",
      "sops/secrets/b/users": "is no folder, and was not looked at",
      "vars/shared/wifi": "is a link where clan has a folder, and was not followed",
    });
    expect([...secrets.keys()]).toEqual(["sops/secrets/a/secret", "sops/secrets/b/secret"]);
  });

  it("have keys that are not there, or lead out, told and not read", () => {
    const { members } = readInMemory(
      { "sops/users/ada/x": "" },
      { "sops/users/ben/key.json": "/etc/shadow" },
    );
    expect(Object.fromEntries(members)).toEqual({
      "sops/users/ada": { problem: "It is not there." },
      "sops/users/ben": { problem: expect.any(String) },
    });
  });
});

/** A link of a secret or group: to whom, and under which name where that is another. */
const member = fc.constantFrom("users/a", "users/b", "machines/m", "machines/n", "users/gone");
const names = fc.constantFrom("a", "b", "m");
const linked = fc.array(
  fc.record({ to: member, kind: fc.constantFrom("users", "machines"), name: names }),
  { maxLength: 4 },
);
const groupLinks = fc.array(fc.constantFrom("g", "h", "gone"), { maxLength: 2 });

function write(folder: string, path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function linkOnce(folder: string, path: string, to: string) {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  try {
    symlinkSync(relative(dirname(whole), join(folder, to)), whole);
  } catch {
    // The name is taken.
  }
}

it("gives each secret the keys that clan itself collects for it", () => {
  const paths = [
    "sops/secrets/s",
    "vars/shared/g/f",
    "vars/per-machine/m/g/f",
    "vars/per-machine/m/g/f/a/b.key",
  ];
  const secret = fc.record({ links: linked, groups: groupLinks });
  const arbitrary = fc.record({
    g: linked,
    h: linked,
    secrets: fc.tuple(secret, secret, secret, secret),
  });
  void fc.assert(
    fc.property(arbitrary, ({ g, h, secrets }) => {
      const folder = testdir({ "a.txt": "" });
      for (const [index, path] of ["users/a", "users/b", "machines/m", "machines/n"].entries()) {
        const key = { publickey: keys[index], type: "age" };
        write(folder, `sops/${path}/key.json`, JSON.stringify(index === 0 ? key : [key]));
      }
      for (const [name, links] of [
        ["g", g],
        ["h", h],
      ] as const) {
        mkdirSync(join(folder, "sops/groups", name), { recursive: true });
        for (const { to, kind, name: own } of links) {
          linkOnce(folder, `sops/groups/${name}/${kind}/${own}`, `sops/${to}`);
        }
      }
      for (const [index, { links, groups }] of secrets.entries()) {
        const path = paths[index] ?? "";
        write(folder, `${path}/secret`, "{}");
        for (const { to, kind, name } of links) {
          linkOnce(folder, `${path}/${kind}/${name}`, `sops/${to}`);
        }
        for (const name of groups) {
          linkOnce(folder, `${path}/groups/${name}`, `sops/groups/${name}`);
        }
      }
      expect(readRules(folder)).toEqual(
        Object.fromEntries(
          paths.map((path) => [
            `${path}/secret`,
            [...collectKeysForPath(join(folder, path))].sort(),
          ]),
        ),
      );
    }),
    { numRuns: 40 },
  );
});

function readRules(folder: string): Record<string, string[]> {
  const { value: fleet } = parseFleet({ users: {}, hosts: {}, secrets: { clanFolder: "." } });
  if (fleet === undefined) throw new Error("the fleet of the test is sound");
  const around = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const declared = resolveSecrets(fleet, resolveFleet(fleet, around).value).value;
  const tree = readClanTree(nodeWorld({ folder }).disk, folder, declared.clan?.folder ?? "none/");
  const { rules } = joinClan(declared, layOutClan(declared, tree));
  return Object.fromEntries(
    rules.map(({ template, groups }) => [
      template,
      groups
        .flat()
        .map(({ recipient }) => recipient.id)
        .sort(),
    ]),
  );
}
