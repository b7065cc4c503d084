/** What an imported declaration comes to beside what was there. */
export interface Comparison {
  /** What was looked at and is equal, counted by kind: accounts, groups, keys, trusted users, secrets, hosts. */
  readonly equal: Readonly<Record<ComparedKind, number>>;
  readonly differences: readonly FoundDifference[];
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
  readonly host: string | null;
  /** Such as `users.users.ada.uid`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Why, as a sentence; "" where that is not known. */
  readonly reason: string;
}
