import { describe, expect, it } from "vitest";
import {
  accessGraphOf,
  explainAccountOf,
  explainHostOf,
  explainUserOf,
  memoryWorld,
  openProject,
} from "../../src/index.ts";

const ada = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const mini = "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs";
const config = `users:
  ada: { fullName: Ada, isAdmin: true, ageKeys: { laptop: ${ada} }, secrets: { mail: {} } }
  ben: { fullName: Ben, isDisabled: true }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [ada, ben], ageKey: ${mini} }
secrets:
  files:
    - { path: secrets/wifi.yaml, readers: [hosts] }
`;

async function openFleet() {
  const names = ["users/ada", "users/ben", "hosts/mini"];
  const files = Object.fromEntries(names.map((name) => [`${name}.nix`, "{ }"]));
  const world = memoryWorld({ files: { ...files, "fleet.config.yaml": config } });
  const { fleet } = await openProject(world);
  if (fleet === undefined) throw new Error("bug: the fleet of the test is sound");
  return { fleet, graph: await accessGraphOf(fleet) };
}

describe("an account that is explained in full", () => {
  it("has the ways of its user alone, each with its reasons and their places", async () => {
    const { fleet, graph } = await openFleet();
    const account = explainAccountOf(fleet, graph, { host: "mini", user: "ada" });
    expect(account?.ways.map(({ who, verb, can }) => [who, verb, can])).toEqual([
      ["user:ada", "login", "unknown"],
      ["user:ada", "root", "unknown"],
      ["user:ada", "trust-nix", "unknown"],
    ]);
    expect(account?.ways[1]?.steps.map(({ path }) => path)).toContainEqual([
      "users",
      "ada",
      "isAdmin",
    ]);
  });

  it("names what its user decrypts, and by which rule", async () => {
    const { fleet, graph } = await openFleet();
    const account = explainAccountOf(fleet, graph, { host: "mini", user: "ada" });
    expect(account?.ageKeys).toEqual([{ key: ada, path: ["users", "ada", "ageKeys", "laptop"] }]);
    expect(account?.secrets?.uses.map(({ name, file }) => [name, file])).toEqual([
      ["mail", "secrets/users/ada.yaml"],
    ]);
    expect(account?.secrets?.rules.map(({ pattern }) => pattern)).not.toContain(
      "secrets/wifi.yaml",
    );
  });

  it("is none where the user has no account", async () => {
    const { fleet, graph } = await openFleet();
    expect(explainAccountOf(fleet, graph, { host: "mini", user: "eve" })).toBeUndefined();
  });
});

describe("a host that is explained in full", () => {
  it("names who gets in and to root, and what it decrypts", async () => {
    const { fleet, graph } = await openFleet();
    const host = explainHostOf(fleet, graph, "mini");
    expect(host?.ways.map(({ who, verb }) => `${who} ${verb}`)).toContain("user:ada root");
    expect(host?.ways.map(({ who, verb }) => `${who} ${verb}`)).not.toContain("user:ben login");
    expect(
      host?.secrets?.rules.find(({ pattern }) => pattern === "secrets/wifi.yaml")?.expressions,
    ).toEqual(["hosts"]);
  });
});

describe("a user that is explained in full", () => {
  it("has accounts, profiles and keys", async () => {
    const { fleet } = await openFleet();
    const user = explainUserOf(fleet, "ada");
    expect(user?.accounts.map(({ host }) => host)).toEqual(["mini"]);
    expect(user?.profiles.map(({ profile }) => profile)).toEqual([null]);
    expect(explainUserOf(fleet, "hasOwnProperty")).toBeUndefined();
  });
});
