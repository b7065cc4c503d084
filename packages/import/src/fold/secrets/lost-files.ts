import { quote } from "@fleet/diagnostics";
import type { FoundFleet } from "../../found/found-fleet.ts";
import type { FoundSecret } from "../../found/found-secret.ts";
import type { LeftItem } from "../../proposal/proposal.ts";
import { createLeftList } from "../left-list.ts";

/** A fleet without the secrets whose files nobody can name. */
export interface NamedSecrets {
  readonly fleet: FoundFleet;
  readonly left: readonly LeftItem[];
}

/**
 * Leaves secrets to their modules whose file was copied to Nix's store by itself: all that is known of it is a name, and
 * no file of that name is in the folder. Declared, it would be looked for there, and no configuration could be built.
 */
export function leaveLostFiles(fleet: FoundFleet, files: ReadonlySet<string>): NamedSecrets {
  const left = createLeftList();
  const isThere = (about: string) => (secret: FoundSecret) => {
    if (secret.file.includes("/") || files.has(secret.file)) return true;
    left.add({
      kind: "secret",
      about: `${about}: ${quote(secret.name)}`,
      message:
        "Its file cannot be declared. It was copied to Nix's store by itself, so that nobody can say where it lies.",
      help: "It goes on as it is, in the module.",
      files: secret.definedIn,
    });
    return false;
  };
  const hosts = fleet.hosts.map((host) => ({
    ...host,
    secrets: host.secrets.filter(isThere(host.name)),
    homes: host.homes.map((home) => ({
      ...home,
      secrets: home.secrets.filter(isThere(`${home.name}@${host.name}`)),
    })),
  }));
  const homes = fleet.homes.map((home) => ({
    ...home,
    secrets: home.secrets.filter(isThere(home.name)),
  }));
  return { fleet: { ...fleet, hosts, homes }, left: left.items() };
}
