import { type FleetDeclaration, parseFleet, resolveFleet, wantedFiles } from "@fleet/core";
import { resolveHomes } from "@fleet/profiles";
import type { ViewedFleet } from "../../src/views/viewed-fleet.ts";

/** What views see of a declaration that is right in shape, around which every wanted file exists. */
export function viewFleet(declaration: object): ViewedFleet {
  const { value: declared } = parseFleet(declaration);
  if (declared === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const files = new Set(wantedFiles(declared));
  const surroundings = { files, tracked: files, contents: new Map() };
  const resolved = resolveFleet(declared, surroundings).value;
  const homes = resolveHomes(declared, resolved, surroundings).value;
  return { declared, resolved, homes };
}

/** A NixOS host and a Mac, an admin and somebody who is not. */
export const familyDeclaration: FleetDeclaration = {
  users: {
    keith: { fullName: "Keith", isAdmin: true, uid: 1000 },
    ana: { fullName: "Ana", uid: 1001 },
  },
  hosts: {
    mini: { system: "x86_64-linux", users: ["keith", "ana"], homeProfile: "workstation" },
    mac: { system: "aarch64-darwin", users: { keith: { username: "kbrown" } } },
  },
  profiles: { minimal: {}, workstation: { extends: ["minimal"] } },
  defaults: { stateVersion: "24.05" },
};
