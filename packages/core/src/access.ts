export {
  type AccessQuestion,
  type AccessWay,
  listWays,
  whatCan,
  whoCan,
} from "./access/access-answers.ts";
export type {
  AccessEdge,
  AccessEdges,
  AccessKind,
  AccessNode,
  AccessOrigin,
  AccessVerb,
  EdgeBundle,
} from "./access/access-edge.ts";
export { createAccessGraph, type MoreAccess } from "./access/access-graph.ts";
export { explainLack } from "./access/access-lack.ts";
export { accountNode, isNode, splitNode } from "./access/access-node.ts";
export type { AccountAccessSource, AccountOnHost } from "./access/access-sources.ts";
export { dropDetours } from "./access/detours.ts";
export { indexEdges, untie } from "./access/edge-index.ts";
