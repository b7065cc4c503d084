import type { Table } from "@fleet/diagnostics";
import { explainGroups } from "./access/groups.ts";
import { explainServices } from "./access/services.ts";
import { explainDeployment } from "./deploy/deployment.ts";
import { explainOwnData } from "./own-data.ts";
import type { ViewedFleet } from "./viewed-fleet.ts";

/** What a topic comes to: for people, and for programs. */
export interface Explanation {
  readonly table: Table;
  /** What stands for the table when it has no rows. */
  readonly nothing: string;
  /** The same in JSON, under the name of the topic. */
  readonly json: readonly unknown[];
}

const topics: ReadonlyMap<string, (fleet: ViewedFleet, flake?: string) => Explanation> = new Map([
  ["data", explainOwnData],
  ["deploy", explainDeployment],
  ["groups", explainGroups],
  ["services", explainServices],
]);

/**
 * Explains one of the topics that the command line takes. `flake` is the folder of the flake, as it is named from the
 * fleet's root. Default: the root itself.
 */
export function explain(topic: string, fleet: ViewedFleet, flake?: string): Explanation {
  const explainTopic = topics.get(topic);
  if (explainTopic === undefined) throw new Error(`bug: nothing explains ${topic}`);
  return explainTopic(fleet, flake);
}
