import { type AccessNode, isNode } from "@fleet/core/access";

/** A reader as the graph of access names it: `user:keith`, `host:mini`, `operator:ci`, or a bare recipient. */
export function asNode(reader: string): AccessNode {
  return isNode(reader) ? reader : `recipient:${reader}`;
}
