import type { ChangeKind, ChangeRisk } from "./change-kinds.ts";

/** What one difference of two fleets means, on one host or of one file, before like ones are put together. */
export interface DraftChange {
  readonly kind: ChangeKind;
  /** The host that it is about; left out where it is about none alone. */
  readonly host?: string;
  /** The path, or pattern of paths, of the secret files that it is about. */
  readonly file?: string;
  /** Whom it is about: `user:keith`, `service:backup`, `host:mini`; left out where nobody is. */
  readonly who?: string | undefined;
  /** What of them: a group, a service, a key, a field of `fleet.json`. */
  readonly what?: string;
  /** What was, and what will be; left out where there is nothing, or its kind says it. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Whether a way to become root comes or goes with it. */
  readonly root?: "gained" | "lost" | undefined;
  /** The reasons, where it follows from others. */
  readonly why?: readonly string[];
  readonly place?: ChangePlace | undefined;
}

/** Where what decides about a change stands in the declaration. */
export interface ChangePlace {
  /** Of which of the two declarations: what is gone stands only in the one before. */
  readonly side: "before" | "after";
  /** Such as `users.keith.isAdmin`. */
  readonly path: string;
}

/** What a change of a declaration means in one respect. No plan has two that differ in nothing but their hosts and files. */
export interface PlannedChange {
  readonly kind: ChangeKind;
  readonly risk: ChangeRisk;
  /** The ids of the hosts that it is about, in order; none where it is about no host alone. */
  readonly hosts: readonly string[];
  /** The paths and patterns of secret files that it is about, in order. */
  readonly files: readonly string[];
  readonly who: string | undefined;
  readonly what: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  readonly root: "gained" | "lost" | undefined;
  readonly why: readonly string[];
  /** The first one, where it is decided in several. */
  readonly place: ChangePlace | undefined;
  /** A sentence that says it. */
  readonly message: string;
}

/** What a change of a declaration means. */
export interface Plan {
  /** The risky ones first, then in the order of kinds; none where nothing changes. */
  readonly changes: readonly PlannedChange[];
  /** What is to be done besides building, in the order in which it is done. */
  readonly work: readonly PlannedWork[];
}

/** Work that no build does. */
export interface PlannedWork {
  /** What to run; undefined where no command does it. */
  readonly command: string | undefined;
  /** Why, in a sentence. */
  readonly reason: string;
}
