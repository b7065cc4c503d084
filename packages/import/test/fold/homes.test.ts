import { describe, expect, test } from "vitest";
import { foldFleet } from "../../src/fold/fold-fleet.ts";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";
import {
  foundFleet,
  foundHome,
  foundHost,
  foundSecret,
  foundUser,
} from "../support/sample-found.ts";

const foreign = { path: null, label: "nix-index", isOwn: false } as const;

function host(name: string, homes: readonly ReturnType<typeof foundHome>[]) {
  const logins = [...new Set(["ada", "ben", ...homes.map((home) => home.login ?? "")])];
  const users = logins.map((login, index) => foundUser(login, { uid: 1000 + index }));
  return foundHost(name, { users, homes });
}

describe("homes", () => {
  test("of files alone are built by fleet, the way they are built now", async () => {
    const found = foundFleet(
      [
        host("a", [foundHome("ada"), foundHome("ben")]),
        host("b", [foundHome("ada"), foundHome("ben")]),
      ],
      [foundHome("ben@a"), foundHome("ben@b")],
    );
    const { declaration, left } = fold(found);
    expect(left).toEqual([]);
    expect(declaration.layout).toMatchObject({ user: ["users/{user}.nix"] });
    expect(declaration.defaults?.homeMode).toBeUndefined();
    expect(declaration.users["ben"]?.home).toBe("both");
    const { homes } = await compute(declaration, filesOf(found));
    expect([...homes.standalone.keys()]).toEqual(["ben@a", "ben@b"]);
  });

  test("of other modules stay what they are, and say of which", () => {
    const modules = [{ path: "users/ada.nix" }, foreign];
    const { declaration, left } = fold(
      foundFleet(
        ["a", "b", "c", "d", "e"].map((name) => host(name, [foundHome("ada", { modules })])),
      ),
    );
    expect(declaration.defaults?.homeMode).toEqual({ nonAdmin: "none" });
    expect(left).toMatchObject([
      {
        kind: "home",
        about: "ada@a, ada@b, ada@c and 2 more",
        message:
          'The home is built with the system, of modules that are no files of the flake: "nix-index".',
      },
    ]);
  });

  test("have what all have in common, their user's own, aggregates for the rest, and a file for a host", () => {
    const modules = (login: string, name: string) => [
      { path: "home/common.nix" },
      { path: "home/git.nix" },
      { path: `users/${login}/home.nix` },
      ...(login === "ada" ? [{ path: "home/editor/default.nix" }] : []),
      ...(name === "b" && login === "ada"
        ? [{ path: "users/ada/b.nix" }, { path: "home/games.nix" }]
        : []),
    ];
    const { declaration } = fold(
      foundFleet(
        ["a", "b"].map((name) =>
          host(
            name,
            ["ada", "ben"].map((login) => foundHome(login, { modules: modules(login, name) })),
          ),
        ),
      ),
    );
    expect(declaration.layout).toMatchObject({
      user: ["users/{user}/home.nix"],
      userOnHost: ["users/{user}/{host}.nix"],
      allUsers: ["home/common.nix"],
    });
    expect(declaration.defaults?.aggregates).toEqual(["git"]);
    expect(declaration.users["ada"]?.aggregates).toEqual(["editor"]);
    expect(declaration.hosts["b"]?.users).toEqual({ ada: { aggregates: ["games"] }, ben: {} });
    expect(declaration.aggregates).toEqual({
      git: { modules: ["home/git.nix"] },
      editor: { modules: ["home/editor/default.nix"] },
      games: { modules: ["home/games.nix"] },
    });
  });

  test("tell the name and the address of who has them", () => {
    const home = foundHome("ada", { fullName: "Ada Lovelace", email: "ada@example.org" });
    const { declaration } = fold(foundFleet([host("a", [home])]));
    expect(declaration.users["ada"]).toMatchObject({
      fullName: "Ada Lovelace",
      email: "ada@example.org",
      description: "",
    });
  });

  test("on machines that nobody else speaks of make these hosts for homes alone", async () => {
    const found = foundFleet([], [foundHome("ada@work"), foundHome("ada@desk")]);
    const { declaration } = fold(found);
    expect(declaration.hosts).toEqual({
      desk: { system: "x86_64-linux", platform: "linux", users: ["ada"] },
      work: { system: "x86_64-linux", platform: "linux", users: ["ada"] },
    });
    const { homes } = await compute(declaration, filesOf(found));
    expect([...homes.standalone.keys()]).toEqual(["ada@desk", "ada@work"]);
  });

  test("by another name than the login are those of a user with that id", async () => {
    const found = foundFleet([], [foundHome("ana@desk", { login: "anamaria" })]);
    const { declaration } = fold(found);
    expect(declaration.users["ana"]).toMatchObject({ username: "anamaria" });
    const { homes } = await compute(declaration, filesOf(found));
    expect(homes.standalone.has("ana@desk")).toBe(true);
  });

  test("by another's login make one person of both, unless somebody says otherwise", () => {
    const fleet = foundFleet(
      [host("a", [foundHome("ana")])],
      [foundHome("ana@desk", { login: "anamaria" })],
    );
    const { declaration, questions } = fold(fleet);
    expect(questions).toMatchObject([{ id: "same-person:ana+anamaria", proposed: "one" }]);
    expect(declaration.hosts["desk"]?.users).toEqual({ ana: { username: "anamaria" } });
    const answers = new Map([["same-person:ana+anamaria", "several"]]);
    const several = foldFleet({ fleet, owners: [], answers });
    expect(several.declaration.hosts["desk"]?.users).toEqual(["anamaria"]);
  });

  test("without a host in their name are left", () => {
    expect(fold(foundFleet([], [foundHome("ada")])).left).toMatchObject([
      { kind: "home", about: '"ada"' },
    ]);
  });

  test("that began with another release say so on the user", () => {
    const homes = [foundHome("ada", { stateVersion: "23.11" })];
    const { declaration } = fold(foundFleet([host("a", homes), host("b", homes)]));
    expect(declaration.users["ada"]?.stateVersion).toBe("23.11");
  });

  test("have secrets that all homes of a user have, in a file of the user's", () => {
    const secret = foundSecret("token", {
      file: "secrets/people/ada.yaml",
      owner: null,
      group: null,
    });
    // Where sops-nix puts it, which is another place on a Mac.
    const [one, other] = ["/home/ada/.config", "/Users/ada/.config"].map((folder) => [
      foundHome("ada", { secrets: [{ ...secret, path: `${folder}/sops-nix/secrets/token` }] }),
    ]);
    const { declaration, left } = fold(foundFleet([host("a", one ?? []), host("b", other ?? [])]));
    expect(left.filter(({ kind }) => kind === "secret")).toEqual([]);
    expect(declaration.secrets).toEqual({ userFile: "secrets/people/{user}.yaml" });
    expect(declaration.users["ada"]?.secrets).toEqual({ token: {} });
  });
});
