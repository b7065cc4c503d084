import { describe, expect, test } from "vitest";
import { foldFleet } from "../../src/fold/fold-fleet.ts";
import type { AssignedOwner } from "../../src/found/found-keys.ts";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";
import { foundFleet, foundHost, foundMac, foundUser } from "../support/sample-found.ts";

function hostOwner(name: string, recipient: string): AssignedOwner {
  const key = {
    recipient,
    keyName: null,
    because: "of its name",
    isGuess: false,
    file: "",
    line: null,
  };
  return { kind: "host", name, isKnown: false, keys: [key] };
}

describe("hosts", () => {
  test("say what does not follow from their names and systems", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("mini", { stateVersion: "24.05", tags: ["family"], data: { rack: 3 } }),
        foundHost("web1.example.org", { hostname: "web1", domain: "example.org" }),
        foundHost("db", { hostname: "db1", domain: "example.org" }),
      ]),
    );
    expect(declaration.defaults?.stateVersion).toBe("25.05");
    expect(declaration.hosts).toEqual({
      db: { hostname: "db1", domain: "example.org", system: "x86_64-linux" },
      mini: {
        system: "x86_64-linux",
        stateVersion: "24.05",
        tags: ["family"],
        data: { rack: 3 },
      },
      "web1.example.org": { system: "x86_64-linux" },
    });
  });

  test("that are known by a key alone are there, with a guess what they are", async () => {
    const recipient = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";
    const { declaration, remarks } = foldFleet({
      fleet: foundFleet([]),
      owners: [hostOwner("mini", recipient)],
      answers: new Map(),
    });
    expect(declaration.hosts).toEqual({ mini: { system: "x86_64-linux", ageKey: recipient } });
    expect(remarks).toMatchObject([
      { path: ["hosts", "mini", "system"], isGuess: true },
      { path: ["defaults", "stateVersion"], isGuess: true },
    ]);
    await compute(declaration);
  });

  test("called as no host can be are left", () => {
    const { declaration, left } = fold(foundFleet([foundHost("a b"), foundHost("__proto__")]));
    expect(declaration.hosts).toEqual({});
    expect(left.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      'host "__proto__"',
      'host "a b"',
    ]);
  });

  test("that have one name in the network, as those have that never got one, keep it in their modules", async () => {
    const found = foundFleet([
      foundHost("a", { hostname: "nixos" }),
      foundHost("b", { hostname: "nixos" }),
    ]);
    const { declaration, left } = fold(found);
    await compute(declaration, filesOf(found));
    expect(Object.values(declaration.hosts).filter(({ hostname }) => hostname)).toHaveLength(1);
    expect(left).toMatchObject([{ kind: "declaration" }]);
  });

  test("with targets of one form have a default for them", () => {
    const { declaration } = fold(
      foundFleet(
        ["a", "b", "c"].map((name) =>
          foundHost(name, { deployTarget: name === "c" ? "root@10.0.0.3" : `root@${name}.lan` }),
        ),
      ),
    );
    expect(declaration.defaults?.deploy).toEqual({ target: "root@{host}.lan" });
    expect(declaration.hosts["a"]?.deploy).toBeUndefined();
    expect(declaration.hosts["c"]?.deploy).toEqual({ target: "root@10.0.0.3" });
  });
});

describe("modules of systems", () => {
  const layoutOf = (...hosts: Parameters<typeof foundFleet>[0]) =>
    fold(foundFleet(hosts)).declaration;

  test("are found by the layout that their paths have in common", () => {
    const { layout, hosts } = layoutOf(
      foundHost("a", {
        modules: [{ path: "hosts/a/default.nix" }, { path: "hosts/a/hardware-configuration.nix" }],
      }),
      foundHost("b", {
        modules: [{ path: "hosts/b.nix" }, { path: "hosts/b/hardware-configuration.nix" }],
      }),
    );
    expect(layout).toMatchObject({
      host: ["hosts/{host}/default.nix", "hosts/{host}.nix"],
      hardware: ["hosts/{host}/hardware-configuration.nix"],
      allHosts: [],
    });
    expect(hosts["a"]?.modules).toBeUndefined();
  });

  test("of two platforms can lie in folders of these", () => {
    const { layout } = layoutOf(
      foundHost("a", { modules: [{ path: "machines/nixos/a/default.nix" }] }),
      foundMac("b", { modules: [{ path: "machines/darwin/b/default.nix" }] }),
    );
    expect(layout).toMatchObject({ host: ["machines/{platform}/{host}/default.nix"] });
  });

  test("that lie everywhere are declared, and nothing is asked for that is not there", () => {
    const { layout, hosts } = layoutOf(
      foundHost("a", { modules: [{ path: "servers/a.nix" }, { path: "common.nix" }] }),
      foundHost("b", { modules: [{ path: "box.nix" }, { path: "common.nix" }] }),
    );
    expect(layout).toMatchObject({ host: [], hardware: [], allHosts: ["common.nix"] });
    expect(hosts["a"]?.modules).toEqual(["servers/a.nix"]);
    expect(hosts["b"]?.modules).toEqual(["box.nix"]);
  });

  test("of others and without a file are left, once for all hosts", () => {
    const foreign = (name: string) =>
      foundHost(name, {
        modules: [
          { path: `hosts/${name}.nix` },
          { path: null, label: "disko", isOwn: false },
          { path: null, label: "flake.nix", isOwn: true },
        ],
      });
    const { left } = fold(foundFleet(["a", "b", "c", "d", "e"].map(foreign)));
    expect(left.map(({ kind, about, message }) => [kind, about, message])).toEqual([
      [
        "module",
        "a, b, c and 2 more",
        'It has modules that stand inside of another file, so that nothing names them: "flake.nix".',
      ],
      ["module", "a, b, c and 2 more", 'It has modules of other flakes: "disko".'],
    ]);
  });

  test("that have a name in flake.modules are declared by that", () => {
    const named = (name: string) =>
      foundHost(name, {
        modules: [
          { path: null, label: "flake.nix", isOwn: true, attr: `hosts/${name}` },
          { path: null, label: "flake.nix", isOwn: true, attr: "base" },
        ],
      });
    const { layout, hosts } = layoutOf(named("a"), named("b"));
    expect(layout).toMatchObject({ host: [{ attr: "hosts/{host}" }] });
    expect(hosts["a"]?.modules).toEqual([{ attr: "base" }]);
  });

  test("are none where nobody can say, which is left", () => {
    const { declaration, left } = fold(foundFleet([foundHost("a", { modules: null })]));
    expect(declaration.hosts["a"]?.modules).toBeUndefined();
    expect(left).toMatchObject([{ kind: "module", about: "a" }]);
  });
});

describe("primary users", () => {
  test("are named by the user, whatever the login", () => {
    const { declaration } = fold(
      foundFleet([
        foundMac("mac", { primaryUser: "ada" }),
        foundHost("a", { users: [foundUser("ada")] }),
      ]),
    );
    expect(declaration.hosts["mac"]?.primaryUser).toBe("ada");
  });
});
