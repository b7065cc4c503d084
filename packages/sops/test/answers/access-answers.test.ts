import type { ComparedFiles } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { findReadable, findReaders, listKnownAccess } from "../../src/index.ts";
import { declaration, encryptedFor, keys, openSecrets, worldOf } from "../support/memory-fleet.ts";

const shared = "secrets/shared.yaml";
const opened = () => openSecrets(worldOf({ [shared]: encryptedFor("keith", "mini", "recovery") }));

describe("listKnownAccess", () => {
  it("is about files that exist, and those that a rule names", async () => {
    const { access } = listKnownAccess(await opened());
    expect(access.map(({ path, reader }) => `${path} ${reader}`)).toEqual(
      expect.arrayContaining([
        "secrets/ours.yaml user:keith",
        "secrets/ours.yaml user:traci",
        `${shared} host:mini`,
        `${shared} operator:recovery`,
        `${shared} user:keith`,
      ]),
    );
  });
});

describe("what is declared beside what headers say", () => {
  const inMini = (compared: ComparedFiles) =>
    compared.access
      .filter(({ path }) => path === shared)
      .map(({ name, declared, actual }) => [name, declared !== undefined, actual]);

  it("shows who can but should not, and who should but cannot yet", async () => {
    const world = worldOf({ [shared]: encryptedFor("keith", "traci", "mini") });
    expect(inMini(listKnownAccess(await openSecrets(world)))).toEqual([
      ["host:mini", true, true],
      ["operator:recovery", true, false],
      ["user:keith", true, true],
      ["user:traci", false, true],
    ]);
  });

  it("says of a file that is not understood that its readers are not known", async () => {
    const broken = encryptedFor("keith").replace("version: 3.13.2\n", "");
    const world = worldOf({ [shared]: broken, "old.yaml": broken });
    const { access, files } = listKnownAccess(await openSecrets(world));
    expect(
      new Set(access.filter(({ path }) => path === shared).map(({ actual }) => actual)),
    ).toEqual(new Set([undefined]));
    expect(files).toEqual(
      expect.arrayContaining([
        { path: "old.yaml", reading: "not-understood", isAsDeclared: false },
        { path: shared, reading: "not-understood", isAsDeclared: false },
        { path: "secrets/ours.yaml", reading: "missing", isAsDeclared: false },
      ]),
    );
  });

  it("does not count a wrap that is for others than it says, and counts somebody unknown", async () => {
    const twice = encryptedFor("keith", "mini", "recovery", "keith");
    const { access } = listKnownAccess(await openSecrets(worldOf({ [shared]: twice })));
    expect(access).toContainEqual(
      expect.objectContaining({
        name: "somebody unknown (a second wrap for user:keith)",
        declared: undefined,
        actual: true,
      }),
    );
    const wrong = encryptedFor("keith", "mini", "recovery").replace("YWdlLWVuY3J5", "YWdlLWVuY3J6");
    const found = listKnownAccess(await openSecrets(worldOf({ [shared]: wrong })));
    expect(inMini(found)).toContainEqual(["user:keith", true, undefined]);
  });

  it("finds what somebody can still decrypt who has left", async () => {
    const { traci: _, ...users } = declaration.users;
    const mini = { ...declaration.hosts.mini, users: ["keith"] };
    const files = [{ path: "secrets/ours.yaml", readers: ["user:keith"], operators: false }];
    const left = { ...declaration, users, hosts: { mini }, secrets: { files } };
    const lock = {
      version: 1,
      secrets: { seen: [], debts: [], names: { [keys.traci]: "user:traci" } },
    };
    const world = worldOf(
      {
        "secrets/ours.yaml": encryptedFor("keith", "traci"),
        "fleet.lock.json": JSON.stringify(lock),
      },
      left,
    );
    const found = findReadable(await openSecrets(world), "traci");
    expect(found.ok && found.value.access).toMatchObject([
      {
        path: "secrets/ours.yaml",
        name: "user:traci (no longer declared, says fleet.lock.json)",
        former: { source: "fleet.lock.json" },
        declared: undefined,
        actual: true,
      },
    ]);
  });
});

describe("findReaders", () => {
  it("finds who reads a file, be it there or not, named from the folder of the world", async () => {
    const secrets = await opened();
    const world = { ...secrets.project.world, folder: "/fleet/secrets" };
    const moved = { ...secrets, project: { ...secrets.project, world } };
    for (const [from, named] of [
      [secrets, "secrets/ours.yaml"],
      [moved, "ours.yaml"],
    ] as const) {
      const found = findReaders(from, named);
      expect(found.ok && found.value.access.map(({ reader }) => reader)).toEqual([
        "user:keith",
        "user:traci",
      ]);
    }
  });

  it.each([
    ["../x.yaml", '"../x.yaml" lies outside'],
    [".", '"." lies outside'],
    ["our.yaml", 'No rule is about "our.yaml"'],
  ])("refuses a file that no rule is about: %s", async (named, message) => {
    expect(findReaders(await opened(), named)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/unknown-file", message: expect.stringContaining(message) }],
    });
  });
});

describe("findReadable", () => {
  it.each(["traci", "user:traci"])("finds what somebody reads: %s", async (id) => {
    const found = findReadable(await opened(), id);
    expect(found.ok && found.value.access.map(({ path }) => path)).toEqual([
      "secrets/ours.yaml",
      "secrets/users/traci.yaml",
    ]);
  });

  it("means both where a user and a host have one id", async () => {
    const { ageKey, ...mini } = declaration.hosts.mini;
    const hosts = { mini, keith: { ...mini, ageKey, users: ["keith"] } };
    const world = worldOf({ "hosts/keith.nix": "{ }" }, { ...declaration, hosts });
    const found = findReadable(await openSecrets(world), "keith");
    const readers = found.ok ? found.value.access.map(({ reader }) => reader) : [];
    expect([...new Set(readers)].sort()).toEqual(["host:keith", "user:keith"]);
  });

  it("refuses an id of nobody, and says whose is like it", async () => {
    expect(findReadable(await opened(), "kieth")).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/unknown-reader", help: 'Did you mean "keith"?' }],
    });
  });
});
