import type { Disk } from "@fleet/project";
import { findNixFile, readNixFunction } from "@fleet/project/internal";

/** The absolute path of the Nix file that says what fleet's own modules make of a root. */
export function findProbeFile(): string {
  return findNixFile("facts/probe.nix");
}

/**
 * The text of the Nix function that tells the facts of an output: it takes what to ask, and then the
 * output.
 */
export function readFactsFunction(disk: Pick<Disk, "read">): string {
  return readNixFunction(disk, {
    main: "facts/facts.nix",
    parts: {
      accountSettings: "facts/account-settings.nix",
      usersOf: "facts/users.nix",
      unitsOf: "facts/units.nix",
      privilegesOf: "facts/privileges.nix",
      loginsOf: "facts/logins.nix",
      rootAccessOf: "facts/root-access.nix",
    },
  });
}
