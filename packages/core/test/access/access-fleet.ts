import { formatPath } from "@fleet/diagnostics";
import {
  type AccessEdges,
  type AccessNode,
  type AccessVerb,
  type AccessWay,
  createAccessGraph,
  dropDetours,
  listWays,
} from "../../src/access.ts";
import { resolveSound } from "../sample-fleet.ts";

/** The graph of a declaration in which nothing is wrong. */
export function graphOf(declaration: object): AccessEdges {
  const { fleet, resolved } = resolveSound(declaration);
  return createAccessGraph({ declared: fleet, resolved });
}

/** The ways to do something, in words: who, whether it is so, and each step with its place. */
export function describeWays(declaration: object, verb: AccessVerb, target: AccessNode): string[] {
  return dropDetours(listWays(graphOf(declaration), { verb, target })).map(describeWay);
}

/** A way in words, without that accounts are on their hosts. */
function describeWay({ who, can, steps }: AccessWay): string {
  const told = steps.filter(({ reason }) => !reason.startsWith("is on "));
  const words = told.map(({ reason, path }) => {
    return path === undefined ? reason : `${reason} (${formatPath(path)})`;
  });
  return `${who}: ${can}: ${words.join(" > ")}`;
}
