import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { findCodes, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

const mac = { system: "aarch64-darwin", users: ["keith"] };

describe("values that are unusual and right", () => {
  it.each<[string, object]>([
    ["an old release", withMini({ stateVersion: "20.09" })],
    ["a very old release", withMini({ stateVersion: "14.12" })],
    ["a shell deep in pkgs", withHenry({ shell: "nodePackages.fish-lsp" })],
    ["a home with a space", withHenry({ homeDirectory: "/srv/homes/henry the 8th" })],
    ["a text of quotes, dollars and other letters", withMini({ tags: [`"'\\$\${x}`, "ü 😀"] })],
    ["a primary user of a Mac", sampleFleet({ hosts: { mac: { ...mac, primaryUser: "keith" } } })],
    [
      "a primary user placed on the user",
      sampleFleet({
        users: { keith: { fullName: "K", hosts: ["mac"] } },
        hosts: { mac: { system: "x86_64-darwin", primaryUser: "keith" } },
      }),
    ],
    ["a Linux machine with homes alone", withMini({ platform: "linux" })],
    ["a host of digits", sampleFleet({ hosts: { "42": { system: "x86_64-linux" } } })],
    [
      "a name of all objects",
      sampleFleet({
        users: { constructor: { fullName: "C" } },
        hosts: { toString: { system: "x86_64-linux", users: ["constructor"] } },
      }),
    ],
    [
      "a user of the name of a shared file in another layout",
      sampleFleet({
        users: { common: { fullName: "C" } },
        hosts: {},
        layout: { allUsers: ["home.nix"] },
      }),
    ],
    ["an empty fleet", { users: {}, hosts: {} }],
  ])("are taken: %s", (_, declaration) => {
    expect(findCodes(declaration)).toEqual([]);
  });
});

describe("many mistakes", () => {
  it("are reported at once", () => {
    const declaration = sampleFleet({
      users: { keith: { fullName: "Keith", uid: 7, shell: "/bin/sh", hosts: ["miny"] } },
      hosts: { mini: { system: "x86_64-linux", users: ["kieth", "keith"], featurs: [] } },
    });
    expect(findCodes(declaration)).toEqual([
      "core/unknown-key at hosts.mini.featurs",
      "core/unknown-user at hosts.mini.users[0]",
      "core/unknown-host at users.keith.hosts[0]",
      "core/bad-shell at users.keith.shell",
      "core/uid-out-of-range at users.keith.uid",
    ]);
  });

  it("of one name get the help that each place needs", () => {
    const { diagnostics } = parseFleet(withMini({ users: ["kieth", "tracy"] }));
    expect(diagnostics.map(({ help }) => help)).toEqual([
      'Did you mean "keith"?',
      'Did you mean "traci"?',
    ]);
  });
});

describe("placements that say the same", () => {
  const machine = (own: object) => ({ system: "x86_64-linux", users: { keith: own } });

  it("are each named when something is wrong with what they say", () => {
    const wrong = { shell: "no shell" };
    const hosts = { a: machine(wrong), b: machine(wrong), c: machine({ shell: "fish" }) };
    expect(findCodes(sampleFleet({ hosts }))).toEqual([
      "core/bad-shell at hosts.a.users.keith.shell",
      "core/bad-shell at hosts.b.users.keith.shell",
    ]);
  });

  it("are each named when something else is wrong, too", () => {
    const wrong = { homeProfile: "desk", homeDirectory: "keith" };
    const hosts = { a: machine(wrong), b: machine(wrong) };
    expect(findCodes(sampleFleet({ hosts }))).toEqual([
      "core/unknown-profile at hosts.a.users.keith.homeProfile",
      "core/unknown-profile at hosts.b.users.keith.homeProfile",
      "core/bad-home-directory at hosts.a.users.keith.homeDirectory",
      "core/bad-home-directory at hosts.b.users.keith.homeDirectory",
    ]);
  });
});
