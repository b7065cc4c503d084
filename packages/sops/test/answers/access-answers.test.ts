import { describe, expect, it } from "vitest";
import { findReadable, findReaders, isInStep, listKnownAccess } from "../../src/index.ts";
import { declaration, encryptedFor, openSecrets, worldOf } from "../support/memory-fleet.ts";

const shared = "secrets/shared.yaml";
const opened = () => openSecrets(worldOf({ [shared]: encryptedFor("keith", "mini", "recovery") }));

describe("listKnownAccess", () => {
  it("is about files that exist, and those that a rule names", async () => {
    const access = listKnownAccess(await opened());
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
      expect(found.ok && found.value.map(({ reader }) => reader)).toEqual([
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
    expect(found.ok && found.value.map(({ path }) => path)).toEqual([
      "secrets/ours.yaml",
      "secrets/users/traci.yaml",
    ]);
  });

  it("means both where a user and a host have one id", async () => {
    const { ageKey, ...mini } = declaration.hosts.mini;
    const hosts = { mini, keith: { ...mini, ageKey, users: ["keith"] } };
    const world = worldOf({ "hosts/keith.nix": "{ }" }, { ...declaration, hosts });
    const found = findReadable(await openSecrets(world), "keith");
    const readers = found.ok ? found.value.map(({ reader }) => reader) : [];
    expect([...new Set(readers)].sort()).toEqual(["host:keith", "user:keith"]);
  });

  it("refuses an id of nobody, and says whose is like it", async () => {
    expect(findReadable(await opened(), "kieth")).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/unknown-reader", help: 'Did you mean "keith"?' }],
    });
  });
});

describe("isInStep", () => {
  it("says whether every file has the readers that are declared", async () => {
    expect(isInStep(await opened())).toBe(true);
    const stale = worldOf({ "secrets/ours.yaml": encryptedFor("keith") });
    expect(isInStep(await openSecrets(stale))).toBe(false);
  });
});
