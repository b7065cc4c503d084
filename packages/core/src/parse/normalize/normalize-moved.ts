import type { FleetDeclaration } from "../../declaration/declaration.ts";
import type { MovedIds } from "../fleet.ts";
import { mapValues } from "./map-values.ts";

/** What is called otherwise, as it is declared. */
export function normalizeMoved({ moved }: FleetDeclaration): MovedIds {
  return {
    users: mapValues(moved?.users, (_, to) => to),
    hosts: mapValues(moved?.hosts, (_, to) => to),
  };
}

/** The id that each moved user had before; of those who had more than one, nobody knows which counts. */
export function listFormerIds({ moved, users }: FleetDeclaration): ReadonlyMap<string, string> {
  const left = Object.entries(moved?.users ?? {}).filter(([old]) => !Object.hasOwn(users, old));
  const byNew = Map.groupBy(left, ([, to]) => to);
  return new Map(left.flatMap(([old, to]) => (byNew.get(to)?.length === 1 ? [[to, old]] : [])));
}
