/** What an imported declaration comes to beside what was there. */
export interface Comparison {
  /** What was looked at and is equal, counted by kind: accounts, groups, keys, trusted users, secrets, hosts. */
  readonly equal: Readonly<Record<ComparedKind, number>>;
  /** Each once for all hosts on which it is the same. */
  readonly differences: readonly FoundDifference[];
  /** What was there and is not the declaration's: modules go on saying it. */
  readonly left?: Readonly<Record<ComparedKind, number>>;
  /** What somebody should know, and changes nothing. Each once for all hosts on which it is the same. */
  readonly notes?: readonly ComparisonNote[];
}

/** What is compared. */
export type ComparedKind =
  | "hosts"
  | "accounts"
  | "groups"
  | "keys"
  | "trustedUsers"
  | "secrets"
  | "homes"
  | "files";

/** Something that is another than it was. */
export interface FoundDifference {
  readonly kind: ComparedKind;
  /** Null where it is of several hosts, or of none. */
  readonly host: string | null;
  /** All hosts on which it is the same, in order. */
  readonly hosts?: readonly string[];
  /** Such as `users.users.ada.uid`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Why, as a sentence; "" where that is not known. */
  readonly reason: string;
}

/** Something that is no difference in what a host does. */
export interface ComparisonNote {
  readonly kind: ComparedKind;
  /** All hosts on which it is the same, in order; none where it is of no host. */
  readonly hosts: readonly string[];
  /** Such as `users.users.ada.openssh.authorizedKeys.keys`. */
  readonly what: string;
  /** A sentence. */
  readonly message: string;
}
