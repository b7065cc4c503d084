import { describe, expect, it } from "vitest";
import { type FleetDeclaration, parseFleet } from "../../src/index.ts";
import { coreCodes, listStrays, reportStrays, tellRenames } from "../../src/internal.ts";

const declaration = {
  users: { ada: { fullName: "Ada" }, ben: { fullName: "Ben" } },
  hosts: {
    desk: { system: "x86_64-linux", users: ["ada", "ben"], modules: ["hosts/printer.nix"] },
    lap: { system: "x86_64-linux", users: ["ada"] },
  },
  features: { gaming: { modules: ["modules/steam"] } },
  defaults: { stateVersion: "24.05" },
} satisfies FleetDeclaration;

function fleetOf(own: object = {}) {
  const { value } = parseFleet({ ...declaration, ...own });
  if (value === undefined) throw new Error("bug: no fleet");
  return value;
}

function strays(files: readonly string[], own: object = {}): string[] {
  return listStrays(fleetOf(own), files).map(
    ({ kind, id, host, files: found }) =>
      `${kind} ${id}${host === undefined ? "" : `@${host}`}: ${found.join(" ")}`,
  );
}

describe("files of nobody", () => {
  it.each<[string, string[], string[]]>([
    [
      "of a user who is gone",
      ["users/zoe.nix", "users/zoe/desk.nix"],
      ["user zoe: users/zoe.nix users/zoe/desk.nix"],
    ],
    [
      "in the folder of such a user",
      ["users/zoe/default.nix"],
      ["user zoe: users/zoe/default.nix"],
    ],
    [
      "of a host that is gone, wherever they are",
      ["hosts/nas/default.nix", "hosts/nas/hardware.nix", "users/ada/nas.nix"],
      ["host nas: hosts/nas/default.nix hosts/nas/hardware.nix users/ada/nas.nix"],
    ],
    ["of an account that is none", ["users/ben/lap.nix"], ["user ben@lap: users/ben/lap.nix"]],
    ["of a profile", ["profiles/old.nix"], ["profile old: profiles/old.nix"]],
  ])("are those %s", (_, files, expected) => {
    expect(strays(files)).toEqual(expected);
  });

  it.each([
    "users/ada.nix",
    "users/ada/default.nix",
    "users/ben/desk.nix",
    "users/common.nix",
    "hosts/desk.nix",
    "hosts/desk/hardware.nix",
    "hosts/shared/default.nix",
    // The declaration names them.
    "hosts/printer.nix",
    "modules/steam/default.nix",
    // The layout does not look there.
    "flake.nix",
    "users/zoe/git/config.nix",
    "hosts/modules/audio.txt",
  ])("are not what is somebody's or something's: %s", (file) => {
    expect(strays([file])).toEqual([]);
  });

  it("are found by a layout of one's own, and by none where modules have names", () => {
    const layout = { user: ["people/{user}/home.nix"] };
    expect(strays(["people/zoe/home.nix", "users/zoe.nix"], { layout })).toEqual([
      "user zoe: people/zoe/home.nix",
    ]);
    expect(strays(["users/zoe.nix", "hosts/nas.nix"], { layout: "dendritic" })).toEqual([]);
  });
});

describe("what is said of files of nobody", () => {
  const say = (files: string[], tracked: string[] | null = files) => {
    const fleet = fleetOf();
    const known = {
      files: new Set(files),
      tracked: tracked === null ? undefined : new Set(tracked),
    };
    return reportStrays(fleet, listStrays(fleet, files), known);
  };

  it("names the file, a near name, and the commands", () => {
    expect(say(["users/ada/dekc.nix"])).toMatchObject([
      {
        code: "core/stray-file",
        choice: true,
        file: "users/ada/dekc.nix",
        message:
          '"users/ada/dekc.nix" is of the host "dekc", which is not declared, and nothing mentions it.',
        help: 'Did you mean "desk"? Then: `git mv -- users/ada/dekc.nix users/ada/desk.nix`; if nobody needs it: `git rm --quiet -- users/ada/dekc.nix`.',
      },
    ]);
  });

  it("proposes no name whose file is there, and no git where git knows nothing", () => {
    expect(say(["users/ada/dekc.nix", "users/ada/desk.nix"], null)[0]?.help).toBe(
      "Declare what it is of, or, if nobody needs it: `rm -- users/ada/dekc.nix`.",
    );
    expect(say(["users/ben/lap.nix"])[0]?.message).toContain(
      '"ben" on "lap", where there is no such account',
    );
  });
});

describe("a file that is missing beside one of nobody", () => {
  const missing = (section: string, id: string) =>
    coreCodes.create("missing-file", "It has no file.", {
      path: [section, id],
      help: "Create it.",
    });
  const tell = (ids: readonly [string, string][], files: string[], own: object = {}) => {
    const fleet = fleetOf(own);
    const known = { files: new Set(files), tracked: new Set(files) };
    const found = ids.map(([section, id]) => missing(section, id));
    return tellRenames(found, { fleet, strays: listStrays(fleet, files), known }).diagnostics;
  };

  it("looks like a rename, of all that is the host's", () => {
    const secrets = { files: [{ path: "secrets/{host}/*.yaml", readers: ["hosts"] }] };
    const files = [
      "hosts/nas.nix",
      "hosts/nas/hardware.nix",
      "users/ada/nas.nix",
      "secrets/hosts/nas.yaml",
    ];
    expect(tell([["hosts", "desk"]], files, { secrets })).toMatchObject([
      {
        code: "core/looks-renamed",
        path: ["hosts", "desk"],
        message:
          'The host "desk" has no file, and "hosts/nas.nix" and 2 more are of the host "nas", which is not declared: that looks like a rename.',
        help: "If it is one: `git mv -- hosts/nas.nix hosts/desk.nix && git mv -- hosts/nas hosts/desk && git mv -- users/ada/nas.nix users/ada/desk.nix && git mv -- secrets/hosts/nas.yaml secrets/hosts/desk.yaml`. If it is none: create it.",
      },
    ]);
  });

  it("moves into a folder that is there file by file", () => {
    const files = ["users/zoe/default.nix", "users/zoe/desk.nix", "users/ada/notes.txt"];
    expect(tell([["users", "ada"]], files)[0]?.help).toContain(
      "`git mv -- users/zoe/default.nix users/ada/default.nix && git mv -- users/zoe/desk.nix users/ada/desk.nix`",
    );
  });

  it("is told by near names where several could be meant, or all of them are named", () => {
    const both: [string, string][] = [
      ["users", "ada"],
      ["users", "ben"],
    ];
    const codes = (files: string[]) =>
      tell(both, files).map(({ code, path }) => `${code} ${path[1]}`);
    expect(codes(["users/adda.nix", "users/xyz.nix"])).toEqual([
      "core/looks-renamed ada",
      "core/looks-renamed ben",
    ]);
    expect(codes(["users/foo.nix"])).toEqual(["core/looks-renamed ada", "core/looks-renamed ben"]);
    expect(codes(["hosts/nas.nix"])).toEqual(["core/missing-file ada", "core/missing-file ben"]);
  });

  it("is told by a key that nobody else had or has, before names", () => {
    const files = ["hosts/old.nix", "hosts/desk1.nix"];
    const fleet = fleetOf();
    const known = { files: new Set(files), tracked: new Set(files) };
    const found = [missing("hosts", "desk"), missing("hosts", "lap")];
    const keysOf = (all: object) =>
      new Map(Object.entries(all).map(([name, own]) => [name, new Set<string>(own)]));
    const before = keysOf({ "host:old": ["k"], "host:desk1": ["l", "both"], "user:ada": ["u"] });
    const strays = listStrays(fleet, files);
    const whoWas = (now: object) =>
      tellRenames(found, {
        fleet,
        strays,
        known,
        keys: { before, now: keysOf(now) },
      }).diagnostics.map(({ message }) => /of (?:the host )?(.*), which/.exec(message)?.[1]);
    expect(whoWas({ "host:desk": ["k"], "host:lap": ["l"] })).toEqual(['"old"', '"desk1"']);
    expect(whoWas({ "host:desk": ["both"], "host:lap": ["both"] })).toEqual(['"desk1"', '"old"']);
    expect(whoWas({ "host:desk": ["u"] })).toEqual(['"desk1"', '"old"']);
  });
});
