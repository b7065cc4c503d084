import { describe, expect, it } from "vitest";
import {
  gidCase,
  lostCase,
  memberCases,
  primaryCases,
  sameMacCases,
  serviceUserCase,
  strangeAdminCase,
  strangerCase,
  sudoCase,
} from "../cases/mac-cases.ts";
import { textFleet } from "../cases/text-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts } from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("macs");
const computed = await computeFleet(textFleet);
const find = async (name: string) =>
  (await verifyFacts(computed, recalled(recording, name))).diagnostics;

describe("the admins of a Mac", () => {
  it.each(primaryCases)("are those of the fleet: nobody else is one %s", async (name, ...rest) => {
    const [, group] = rest;
    expect(await find(name)).toEqual([
      expect.objectContaining({
        code: "verify/privileged-group",
        severity: "error",
        place: "hosts.blackphos.users.janet",
        message: `Nix has "janet" on host "blackphos" in the group "${group}" by its gid, which was not computed: whoever is in there administers the Mac.`,
        help: expect.stringContaining("sets users.users.janet.gid. Leave that out there"),
      }),
    ]);
  });

  it.each(memberCases)("are those of the fleet: nobody else is one %s", async (name, ...rest) => {
    const [, group, gid] = rest;
    expect(await find(name)).toEqual([
      expect.objectContaining({
        code: "verify/privileged-group",
        severity: "error",
        place: "hosts.blackphos.users.janet",
        message: `nix-darwin makes "janet" a member of the group "${group}" (gid ${gid}) on host "blackphos", which was not computed: whoever is in there administers the Mac.`,
        help: expect.stringContaining(`Leave "${group}" out of users.knownGroups`),
      }),
    ]);
  });

  it("stay admins: none of them is missing where nix-darwin writes who is one", async () => {
    expect(await find(lostCase[0])).toEqual([
      expect.objectContaining({
        code: "verify/privileged-group",
        severity: "error",
        place: "hosts.blackphos",
        message:
          'nix-darwin takes "coal" out of the group "admin" (gid 80) on host "blackphos", whose members it replaces: an admin of the Mac is locked out of administering it.',
        help: expect.stringContaining('Leave "admin" out of users.knownGroups'),
      }),
    ]);
  });

  it.each(sameMacCases)("are as computed where %s", async (name) => {
    expect(await find(name)).toEqual([]);
  });
});

describe("an account of a Mac that the fleet does not know", () => {
  it("is a warning, and an error where it administers the Mac", async () => {
    expect(await find(strangerCase[0])).toMatchObject([
      { code: "verify/unknown-account", severity: "warning" },
    ]);
    expect(await find(strangeAdminCase[0])).toMatchObject([
      {
        code: "verify/unknown-account",
        severity: "error",
        message: expect.stringContaining('amounts to root through "admin".'),
      },
    ]);
  });

  it("is nobody where its name begins as those of services do", async () => {
    expect(await find(serviceUserCase[0])).toEqual([]);
  });
});

describe("a rule of sudo on a Mac", () => {
  it("is a note, for it is text", async () => {
    const { verdicts } = await verifyFacts(computed, recalled(recording, sudoCase[0]));
    expect(verdicts.find(({ id }) => id === "blackphos")?.notes).toEqual([
      "what security.sudo.extraConfig allows was not compared: it is text",
    ]);
  });
});

describe("options of nix-darwin that need to know whose a Mac is", () => {
  it("are named, with what to declare", async () => {
    // Of modules/system/primary-user.nix of nix-darwin.
    const text = `Previously, some nix-darwin options applied to the user running
\`darwin-rebuild\`.

You currently have the following primary‐user‐requiring options set:

* \`homebrew.enable\`
* \`system.defaults.dock.autohide\`

To continue using these options, set \`system.primaryUser\` to the name
of the user you have been using to run \`darwin-rebuild\`.
`;
    const facts = changed(recalled(recording, "as computed"), [["blackphos", "failures"], [text]]);
    const { diagnostics } = await verifyFacts(computed, facts);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: "verify/failed-assertion",
        place: "hosts.blackphos",
        message:
          'nix-darwin is not told whose the Mac "blackphos" is, and "homebrew.enable", "system.defaults.dock.autohide" need it.',
        help: expect.stringContaining('`primaryUser: "coal"`'),
      }),
    ]);
  });
});

describe("a gid that NixOS gives a group itself", () => {
  it("is an error that says how to have that one", async () => {
    expect(await find(gidCase[0])).toEqual([
      expect.objectContaining({
        code: "verify/gid",
        place: "groups.media.gid",
        help: expect.stringContaining("Leave out `gid` in groups.media;"),
      }),
    ]);
  });
});
