import { describe, expect, it } from "vitest";
import { verifyText } from "./verify-text-fleet.ts";

/** A group of a Mac that nix-darwin manages. */
const known = (name: string, gid: number, ...members: string[]) => ({
  mac: `knownGroups = [ "${name}" ]; groups.${name} = { name = "${name}"; gid = ${gid}; members = [ ${members.map((one) => `"${one}"`).join(" ")} ]; };`,
});

describe("the admins of a Mac", () => {
  it.each([
    ["by admin's gid", { janet: "gid = 80;" }, "admin"],
    ["by wheel's gid", { janet: "gid = 0;" }, "wheel"],
  ])("are those of the fleet: nobody else is one %s", (_, changes, group) => {
    expect(verifyText(changes)).toEqual([
      expect.objectContaining({
        code: "verify/privileged-group",
        severity: "error",
        place: "hosts.blackphos.users.janet",
        message: `Nix has "janet" on host "blackphos" in the group "${group}" by its gid, which was not computed: whoever is in there administers the Mac.`,
        help: expect.stringContaining("sets users.users.janet.gid. Leave that out there"),
      }),
    ]);
  });

  it.each([
    ["admin", 80],
    ["wheel", 0],
    ["operators", 80],
    ["operators", 0],
  ])("are those of the fleet: nobody else is one as a member of %s (%i)", (group, gid) => {
    expect(verifyText(known(group, gid, "root", "coal", "janet"))).toEqual([
      expect.objectContaining({
        code: "verify/privileged-group",
        severity: "error",
        place: "hosts.blackphos.users.janet",
        message: `nix-darwin makes "janet" a member of the group "${group}" (gid ${gid}) on host "blackphos", which was not computed: whoever is in there administers the Mac.`,
        help: expect.stringContaining(`Leave "${group}" out of users.knownGroups`),
      }),
    ]);
  });

  it("stay admins: none of them is missing where nix-darwin writes who is one", () => {
    expect(verifyText(known("admin", 80, "root"))).toEqual([
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

  it.each([
    ["root has an account there", { macUsers: 'root = { name = "root"; uid = 0; gid = 0; };' }],
    ["a group has the admins", known("admin", 80, "root", "coal")],
    ["wheel has only root", known("wheel", 0, "root")],
    ["another group has others", known("films", 600, "janet")],
    [
      "nix-darwin does not manage the group",
      {
        mac: 'groups.admin = { name = "admin"; gid = 80; members = [ "janet" ]; };',
      },
    ],
    ["nix-darwin manages a group that nobody makes", { mac: 'knownGroups = [ "admin" ];' }],
    [
      "a group has no gid",
      {
        mac: 'groups.staff = { name = "staff"; gid = throw "used but not defined"; members = [ ]; };',
      },
    ],
  ])("are as computed where %s", (_, changes) => {
    expect(verifyText(changes)).toEqual([]);
  });
});

describe("an account of a Mac that the fleet does not know", () => {
  const other = (name: string, more = "") => ({
    macUsers: `other = { name = "${name}"; uid = 530; ${more} };`,
  });

  it("is a warning, and an error where it administers the Mac", () => {
    expect(verifyText(other("eve"))).toMatchObject([
      { code: "verify/unknown-account", severity: "warning" },
    ]);
    expect(verifyText(other("eve", "gid = 80;"))).toMatchObject([
      {
        code: "verify/unknown-account",
        severity: "error",
        message: expect.stringContaining('amounts to root through "admin".'),
      },
    ]);
  });

  it("is nobody where its name begins as those of services do", () => {
    expect(verifyText(other("_eve"))).toEqual([]);
  });
});

describe("a gid that NixOS gives a group itself", () => {
  it("is an error that says how to have that one", () => {
    expect(verifyText({ gid: "131" })).toEqual([
      expect.objectContaining({
        code: "verify/gid",
        place: "groups.media.gid",
        help: expect.stringContaining("Leave out `gid` in groups.media;"),
      }),
    ]);
  });
});
