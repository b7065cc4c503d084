import type { AccessKind, AccessNode, AccessVerb } from "./access-edge.ts";

/** The account of a user, or of a service account, on a host. No two of them have one id. */
export function accountNode(user: string, host: string): AccessNode {
  return `account:${user}@${host}`;
}

const kinds: ReadonlySet<string> = new Set<AccessKind>([
  "user",
  "host",
  "operator",
  "account",
  "service",
  "unit",
  "file",
  "recipient",
  "somebody",
]);

/** The kind and the name in a node. */
export function splitNode(node: AccessNode): { readonly kind: string; readonly name: string } {
  const end = node.indexOf(":");
  return { kind: node.slice(0, end), name: node.slice(end + 1) };
}

/** Whether a text begins like a node, so that it says itself what it is about. */
export function isNode(text: string): text is AccessNode {
  const end = text.indexOf(":");
  return end !== -1 && kinds.has(text.slice(0, end));
}

const ofHosts: ReadonlySet<string> = new Set<AccessKind>(["account", "unit", "somebody"]);

/** The host that a node is, or is about; undefined for those that are about none alone. */
export function hostOfNode(node: AccessNode): string | undefined {
  const { kind, name } = splitNode(node);
  if (kind === "host") return name;
  return ofHosts.has(kind) ? name.slice(name.lastIndexOf("@") + 1) : undefined;
}

/** What one can do who is something; `be` where that is not within anybody else's reach. */
export function ownVerb(node: AccessNode): AccessVerb | "be" {
  switch (splitNode(node).kind) {
    case "host":
      return "root";
    case "account":
      return "login";
    case "unit":
      return "reach";
    case "file":
      return "read";
    default:
      return "be";
  }
}

/** Whether a node is somebody or something that does things of its own accord, whom answers name. */
export function isSubject(node: AccessNode): boolean {
  const { kind } = splitNode(node);
  return kind !== "account" && kind !== "file";
}
