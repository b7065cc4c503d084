import type { Path } from "@fleet/diagnostics";
import type { Origin } from "../resolve/resolved-fleet.ts";

/** What somebody can do to something. */
export type AccessVerb = "login" | "root" | "trust-nix" | "read" | "hold" | "reach" | "deploy";

/**
 * What access is about. `account` is a user or service account on one host (`account:keith@mini`), `service` a
 * service account wherever it is (`service:backup`), `unit` what runs on one host and can be reached
 * (`unit:code-server-keith@mini`), `recipient` a key that nobody declares, and `somebody` whom the
 * declaration does not name (`somebody:deploy@mini`).
 */
export type AccessKind =
  | "user"
  | "host"
  | "operator"
  | "account"
  | "service"
  | "unit"
  | "file"
  | "recipient"
  | "somebody";

/** One of them by its kind and name: `user:keith`, `host:mini`, `file:secrets/db.yaml`. */
export type AccessNode = `${AccessKind}:${string}`;

/** What decided that there is an edge: what decides values, or a rule about secret files. */
export type AccessOrigin = Origin | "rule";

/** That one thing leads directly to another. What follows from several of them, answers find out. */
export interface AccessEdge {
  readonly from: AccessNode;
  /**
   * What one has to be able to do to `from` to go on from there. Default: to be it, which is to log in as an
   * account, to be root on a host, to reach a service, or to read a file.
   */
  readonly needs?: AccessVerb;
  readonly verb: AccessVerb;
  readonly to: AccessNode;
  /** What grants it, as it is said of whoever goes this way: `is in the group "docker": …`. */
  readonly reason: string;
  /** What decided it. */
  readonly origin: AccessOrigin;
  /** Where that stands in the declaration; undefined where nothing declares it. */
  readonly path: Path | undefined;
  /** Why it cannot be told whether this is so. Default: it is. */
  readonly unknown?: string;
}

/** Edges that are worked out when they are asked for: a large fleet has more than anybody looks at. */
export interface AccessEdges {
  /** Those that lead to a node, in no order, each once. */
  readonly into: (node: AccessNode) => readonly AccessEdge[];
  /** Those that start from it. */
  readonly from: (node: AccessNode) => readonly AccessEdge[];
  /** All of them. */
  readonly all: () => Iterable<AccessEdge>;
  /** Those that start from a node in bundles; many nodes may have bundles of the same targets. Default: none. */
  readonly bundles?: (node: AccessNode) => readonly EdgeBundle[];
  /** Those that start from it and are in no bundle. Default: all that start from it. */
  readonly loose?: (node: AccessNode) => readonly AccessEdge[];
}

/** Edges that differ in nothing but where they lead, such as to the files of one rule. */
export interface EdgeBundle {
  /** One of them. */
  readonly edge: AccessEdge;
  /** The nodes that they lead to, in order. The same list is the same object, so that it is gone through once. */
  readonly targets: readonly AccessNode[];
}
