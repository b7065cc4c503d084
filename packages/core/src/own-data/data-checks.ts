import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { measureData } from "./data-size.ts";
import type { OwnData } from "./own-data.ts";

/** More characters than these make `fleet.json` grow by more than all else that it says of a host. */
const manyCharacters = 65_536;

/** Data are short enough to be read with every host: those of a user stand there for every account. */
export function* dataAreSmall({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { path, data } of listOwnData(fleet)) {
    const { characters } = measureData(data);
    if (characters <= manyCharacters) continue;
    const message = `These are ${characters} characters of data, which Nix reads from "fleet.json" each time that it looks at ${path.length === 1 ? "the fleet" : quote(path[1])}.`;
    yield coreCodes.create("large-data", message, {
      path,
      help: "Keep them in a file beside the module that needs them, which reads it: builtins.fromJSON (builtins.readFile ./data.json)",
    });
  }
}

/** Data of one's own, with where they are declared. */
export interface PlacedData {
  readonly path: Path;
  readonly data: OwnData;
}

/** All data of one's own: the fleet's, then those of users and of hosts, in order. */
export function listOwnData({
  data,
  users,
  hosts,
}: Pick<Fleet, "data" | "users" | "hosts">): PlacedData[] {
  const all = [
    { path: ["data"], data },
    ...[...users.values()].map((user) => ({ path: ["users", user.id, "data"], data: user.data })),
    ...[...hosts.values()].map((host) => ({ path: ["hosts", host.id, "data"], data: host.data })),
  ];
  return all.flatMap(({ path, data: own }) => (own === undefined ? [] : [{ path, data: own }]));
}
