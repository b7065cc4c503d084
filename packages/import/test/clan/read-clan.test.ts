import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { type TestFiles, testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readClan } from "../../src/clan/read-clan.ts";
import { flakeIn, world } from "../support/evaluator.ts";

const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhJ0005IOc0Vr25stg9hP55DuVqqBrKpZXsJJptp7+t keith";
const recipients = [
  "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
];
const keyFile = (publickey: unknown) => JSON.stringify([{ publickey, type: "age" }]);

/** Reads a folder, asking Nix where it holds a flake that speaks of clan. */
async function read(files: TestFiles, link?: readonly [from: string, to: string]) {
  const folder = testdir(files);
  if (link !== undefined) symlinkSync(link[1], join(folder, link[0]));
  const flake = files["flake.nix"] === undefined ? undefined : await flakeIn(folder);
  return readClan(world, folder, flake);
}

/** A flake that publishes what clan's own command reads. */
const flakeOf = (inventory: string) =>
  `{ outputs = _: { clanInternals.inventoryClass.inventorySerialization = ${inventory}; }; }\n`;

const inventory = `{
  machines.mini = { machineClass = "nixos"; tags = [ "all" "nixos" "server" ]; description = "In the cellar"; deploy.targetHost = "root@mini.example.org"; };
  machines.desk = { machineClass = "nixos"; tags = [ "all" "nixos" ]; deploy.buildHost = "root@mini"; };
  machines.book = { machineClass = "darwin"; tags = [ "all" "darwin" ]; };
  tags.cellar = [ "mini" ];
  instances.user-keith = {
    module = { name = "users"; input = "clan-core"; };
    roles.default.tags.all.settings = { };
    roles.default.settings.imports = [ { user = "keith"; groups = [ "wheel" ]; openssh.authorizedKeys.keys = [ "${key}" ]; } ];
    roles.default.machines.desk.settings = { groups = [ "video" ]; };
  };
  instances.traci = { module.name = "users"; roles.default.machines.mini = { }; roles.default.settings = { groups = [ ]; }; };
  instances.guest = { module.name = "users"; roles.default.tags.all = { }; roles.default.settings.systemUser = false; };
  instances.sshd = { roles.server.tags = [ "cellar" ]; roles.server.settings.authorizedKeys = { keith = "${key}"; new = "PASTE_YOUR_KEY_HERE"; }; };
  instances.backup = { module = { name = "borgbackup"; input = "clan-core"; }; roles.server.machines.mini = { }; };
  instances.users-of-others = { module = { name = "users"; input = "self"; }; roles.default.tags.all = { }; };
}`;

describe("an inventory in Nix", () => {
  const files = {
    "flake.nix": flakeOf(inventory),
    "sops/users/keith/key.json": keyFile(recipients[0]),
    "sops/machines/mini/key.json": keyFile(recipients[1]),
    "sops/secrets/token/secret": "{}",
    "vars/per-machine/mini/openssh/ssh.id_ed25519.pub/value": `${key} \n`,
  };
  const readWhole = async () => {
    const { value, diagnostics } = await read(files);
    const hosts = new Map(value?.fleet.hosts.map((host) => [host.name, host]));
    return { value, diagnostics, hosts };
  };

  it("is the machines with their tags, targets and host keys", async () => {
    const { diagnostics, hosts } = await readWhole();
    expect(diagnostics).toEqual([]);
    expect([...hosts.keys()]).toEqual(["book", "desk", "mini"]);
    expect(hosts.get("mini")).toMatchObject({
      source: "clan",
      platform: "nixos",
      tags: ["cellar", "server"],
      deployTarget: "root@mini.example.org",
      sshHostKey: key,
      mutableUsers: false,
      data: { description: "In the cellar" },
    });
    expect(hosts.get("desk")).toMatchObject({ tags: [], buildHost: "root@mini", data: null });
  });

  it("gives accounts to those whom the users service has on NixOS", async () => {
    const { hosts } = await readWhole();
    const users = (host: string) => hosts.get(host)?.users.map(({ login }) => login);
    expect(users("mini")).toEqual(["keith", "root", "traci"]);
    expect(users("desk")).toEqual(["keith"]);
    expect(users("book")).toEqual([]);
  });

  it("has of an account what its instance says for the machine", async () => {
    const { hosts } = await readWhole();
    expect(hosts.get("desk")?.users[0]).toMatchObject({
      isNormal: true,
      groups: ["video", "wheel"],
      sshKeys: [key],
      password: { options: ["hashedPasswordFile"], secret: null, isLocked: false },
      definedIn: [{ path: "flake.nix", isOwn: true }],
    });
  });

  it("has root's keys, and says what is none", async () => {
    const { value, hosts } = await readWhole();
    const root = hosts.get("mini")?.users.find(({ login }) => login === "root");
    expect(root).toMatchObject({ isNormal: false, sshKeys: [key], password: null });
    expect(value?.left.find(({ kind }) => kind === "bad-key")?.message).toContain("PASTE_YOUR_KEY");
  });

  it("leaves every other service as it is, by name", async () => {
    const { value } = await readWhole();
    const services = value?.left.filter(({ kind }) => kind === "clan-service");
    expect(services?.map(({ about, help }) => [about, help])).toEqual([
      ["backup", ""],
      ["sshd", ""],
      ["guest, traci, user-keith", ""],
      ["users-of-others", ""],
    ]);
    expect(value?.left.find(({ kind }) => kind === "clan-identity")?.about).toBe("guest");
  });

  it("has the keys of users and machines, and the folder", async () => {
    const { value } = await readWhole();
    expect(value?.keys.owners).toMatchObject([
      { name: "mini", kind: "host", recipients: [recipients[1]] },
      { name: "keith", kind: "user", recipients: [recipients[0]] },
    ]);
    expect(value?.folder).toBe(".");
    expect(value?.counts).toEqual({
      machines: 3,
      instances: 6,
      accounts: 4,
      keyOwners: 2,
      groups: 0,
      secrets: 1,
    });
  });
});

describe("without Nix", () => {
  it("inventory.json and the folders of machines tell what there is", async () => {
    const { value, diagnostics } = await read({
      "clan/inventory.json": JSON.stringify({
        machines: { mini: { tags: ["server"], deploy: { targetHost: "root@mini" } } },
        instances: { ada: { module: { name: "users" }, roles: { default: { tags: ["all"] } } } },
      }),
      "clan/machines/desk/configuration.nix": "{ }",
      "clan/machines/README.md": "",
      "clan/sops/machines/mini/key.json": keyFile(recipients[1]),
    });
    expect(diagnostics).toEqual([]);
    expect(value?.folder).toBe("clan");
    expect(value?.fleet.hosts).toMatchObject([
      { name: "desk", platform: null, users: [{ login: "ada" }] },
      { name: "mini", tags: ["server"], deployTarget: "root@mini", users: [{ login: "ada" }] },
    ]);
    expect(value?.fleet.hosts[0]?.users[0]?.definedIn).toEqual([
      { path: "clan/inventory.json", isOwn: true },
    ]);
  });

  it("an inventory that is no JSON costs nothing else", async () => {
    const { value, diagnostics } = await read({
      "inventory.json": "{ machines",
      "machines/desk/configuration.nix": "{ }",
      "sops/machines/mini/key.json": keyFile(recipients[1]),
    });
    expect(diagnostics).toMatchObject([{ code: "import/unread-inventory", severity: "warning" }]);
    expect(value?.fleet.hosts.map(({ name }) => name)).toEqual(["desk"]);
    expect(value?.keys.owners).toHaveLength(1);
  });

  it("the services of an older clan are named, and nothing is guessed of them", async () => {
    const { value } = await read({
      "inventory.json": JSON.stringify({
        machines: { mini: {} },
        services: { users: { all: { roles: { default: { tags: ["all"] } } } } },
      }),
      "sops/machines/mini/key.json": keyFile(recipients[1]),
    });
    expect(value?.fleet.hosts).toMatchObject([{ name: "mini", users: [] }]);
    expect(value?.left).toMatchObject([{ kind: "clan-service", about: "all" }]);
  });

  it("a repository without anything of clan has none", async () => {
    expect((await read({ "inventory.json": '{ "machines": {} }' })).value).toBeUndefined();
    expect((await read({})).value).toBeUndefined();
  });
});

describe("where some hosts are asked for alone", () => {
  it("the others are not among the machines", async () => {
    const folder = testdir({ "flake.nix": flakeOf(inventory) });
    const flake = { ...(await flakeIn(folder)), names: ["mini"] };
    const { value } = await readClan(world, folder, flake);
    expect(value?.fleet.hosts.map(({ name }) => name)).toEqual(["mini"]);
  });
});

describe("a hostile clan", () => {
  it("that throws in one instance keeps the others", async () => {
    const { value } = await read({
      "flake.nix": flakeOf(
        '{ machines.mini = { }; instances.bad = throw "no"; instances.ada = { module.name = "users"; roles.default.machines.mini.settings = x: x; }; }',
      ),
    });
    expect(value?.fleet.hosts[0]?.users.map(({ login }) => login)).toEqual(["ada"]);
  });

  it("that recurses for ever is known by its folders", async () => {
    const { value, diagnostics } = await read({
      "flake.nix": flakeOf("let x = x; in x"),
      "machines/mini/configuration.nix": "{ }",
    });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "warning import/unread-inventory",
      "warning nix-eval/infinite-recursion",
    ]);
    expect(value?.fleet.hosts.map(({ name }) => name)).toEqual(["mini"]);
  });

  it("has odd names as they are", async () => {
    const { value } = await read({
      "flake.nix": flakeOf('{ machines."__proto__" = { }; machines."a\\nb\\"c" = { }; }'),
    });
    expect(value?.fleet.hosts.map(({ name }) => name)).toEqual(["__proto__", 'a\nb"c']);
  });

  it("shows no private key, and keeps what is right", async () => {
    const secret = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    const { value, diagnostics } = await read({
      "sops/users/ada/key.json": keyFile(secret),
      "sops/users/ben/key.json": "[]",
      "sops/users/keith/key.json": keyFile(recipients[0]),
    });
    expect(value?.keys.owners.map(({ name }) => name)).toEqual(["keith"]);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["secrets/private-key-in-file", "error"],
      ["secrets/bad-clan-key", "warning"],
    ]);
    expect(JSON.stringify([value, diagnostics])).not.toContain("QQQQ");
  });

  it("reads no key through a link that leads out of the repository", async () => {
    const outside = testdir({ "key.json": keyFile(recipients[0]) });
    const { value } = await read({ "sops/users/keith/key.json": keyFile(recipients[1]) }, [
      "sops/users/eve",
      outside,
    ]);
    expect(value?.keys.owners.map(({ name }) => name)).toEqual(["keith"]);
  });
});
