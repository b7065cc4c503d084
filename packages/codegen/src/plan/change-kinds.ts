/** How much one has to look at a change. */
export type ChangeRisk = "info" | "change" | "risky";

interface KindEntry {
  readonly risk: ChangeRisk;
  /** What it is called in the plan of the reverse change. */
  readonly mirror: string;
  /** The heading that it stands under. */
  readonly section: ChangeSection;
}

/** What changes are about, in the order in which they are shown. */
export const changeSections = [
  "root",
  "accounts",
  "secrets",
  "hosts",
  "homes",
  "services",
  "other",
] as const;

export type ChangeSection = (typeof changeSections)[number];

/**
 * All kinds of changes, in the order in which they are shown. The risk is that of a change which brings nobody
 * a way to root; with one, it is risky (see `riskOf`). A kind that is its own mirror has before and after the
 * other way round in it.
 */
export const changeKinds = {
  "admin-gained": { risk: "risky", mirror: "admin-lost", section: "root" },
  "trust-gained": { risk: "risky", mirror: "trust-lost", section: "root" },
  "root-key-gained": { risk: "risky", mirror: "root-key-lost", section: "root" },
  "root-gained": { risk: "risky", mirror: "root-lost", section: "root" },
  "root-password-changed": { risk: "risky", mirror: "root-password-changed", section: "root" },
  "sudo-changed": { risk: "change", mirror: "sudo-changed", section: "root" },
  "admin-lost": { risk: "change", mirror: "admin-gained", section: "root" },
  "trust-lost": { risk: "change", mirror: "trust-gained", section: "root" },
  "root-key-lost": { risk: "change", mirror: "root-key-gained", section: "root" },
  "root-lost": { risk: "change", mirror: "root-gained", section: "root" },
  "user-renamed": { risk: "change", mirror: "user-renamed", section: "accounts" },
  "uid-reused": { risk: "risky", mirror: "uid-reused", section: "accounts" },
  "uid-changed": { risk: "risky", mirror: "uid-changed", section: "accounts" },
  "login-changed": { risk: "risky", mirror: "login-changed", section: "accounts" },
  "account-deleted": { risk: "risky", mirror: "account-created", section: "accounts" },
  "account-locked-out": { risk: "risky", mirror: "account-unlocked", section: "accounts" },
  "account-disabled": { risk: "risky", mirror: "account-enabled", section: "accounts" },
  "account-created": { risk: "change", mirror: "account-deleted", section: "accounts" },
  "account-unlocked": { risk: "change", mirror: "account-locked-out", section: "accounts" },
  "account-enabled": { risk: "change", mirror: "account-disabled", section: "accounts" },
  "service-account-deleted": {
    risk: "risky",
    mirror: "service-account-created",
    section: "accounts",
  },
  "service-account-created": {
    risk: "change",
    mirror: "service-account-deleted",
    section: "accounts",
  },
  "service-account-changed": {
    risk: "change",
    mirror: "service-account-changed",
    section: "accounts",
  },
  "last-day-changed": { risk: "change", mirror: "last-day-changed", section: "accounts" },
  "home-directory-changed": {
    risk: "change",
    mirror: "home-directory-changed",
    section: "accounts",
  },
  "ssh-key-added": { risk: "change", mirror: "ssh-key-removed", section: "accounts" },
  "ssh-key-removed": { risk: "change", mirror: "ssh-key-added", section: "accounts" },
  "password-changed": { risk: "change", mirror: "password-changed", section: "accounts" },
  "group-joined": { risk: "change", mirror: "group-left", section: "accounts" },
  "group-left": { risk: "change", mirror: "group-joined", section: "accounts" },
  "primary-group-changed": { risk: "change", mirror: "primary-group-changed", section: "accounts" },
  "shell-changed": { risk: "change", mirror: "shell-changed", section: "accounts" },
  "reader-gained": { risk: "risky", mirror: "reader-lost", section: "secrets" },
  "reader-lost": { risk: "change", mirror: "reader-gained", section: "secrets" },
  "keys-changed": { risk: "change", mirror: "keys-changed", section: "secrets" },
  "rule-added": { risk: "change", mirror: "rule-removed", section: "secrets" },
  "rule-removed": { risk: "change", mirror: "rule-added", section: "secrets" },
  "rule-changed": { risk: "change", mirror: "rule-changed", section: "secrets" },
  "reader-declared": { risk: "info", mirror: "reader-undeclared", section: "secrets" },
  "reader-undeclared": { risk: "info", mirror: "reader-declared", section: "secrets" },
  "secret-added": { risk: "change", mirror: "secret-removed", section: "secrets" },
  "secret-removed": { risk: "change", mirror: "secret-added", section: "secrets" },
  "secret-changed": { risk: "change", mirror: "secret-changed", section: "secrets" },
  "wording-changed": { risk: "info", mirror: "wording-changed", section: "secrets" },
  "host-removed": { risk: "change", mirror: "host-added", section: "hosts" },
  "host-renamed": { risk: "change", mirror: "host-renamed", section: "hosts" },
  "host-added": { risk: "change", mirror: "host-removed", section: "hosts" },
  "system-changed": { risk: "change", mirror: "system-changed", section: "hosts" },
  "state-version-raised": { risk: "risky", mirror: "state-version-lowered", section: "hosts" },
  "state-version-lowered": { risk: "change", mirror: "state-version-raised", section: "hosts" },
  "feature-added": { risk: "change", mirror: "feature-removed", section: "hosts" },
  "feature-removed": { risk: "change", mirror: "feature-added", section: "hosts" },
  "modules-changed": { risk: "change", mirror: "modules-changed", section: "hosts" },
  "profile-changed": { risk: "change", mirror: "profile-changed", section: "homes" },
  "home-mode-changed": { risk: "change", mirror: "home-mode-changed", section: "homes" },
  "home-modules-changed": { risk: "change", mirror: "home-modules-changed", section: "homes" },
  "service-enabled": { risk: "change", mirror: "service-disabled", section: "services" },
  "service-disabled": { risk: "change", mirror: "service-enabled", section: "services" },
  "service-changed": { risk: "change", mirror: "service-changed", section: "services" },
  "setting-changed": { risk: "change", mirror: "setting-changed", section: "other" },
  "detail-changed": { risk: "info", mirror: "detail-changed", section: "other" },
  "told-now": { risk: "info", mirror: "untold-now", section: "other" },
  "untold-now": { risk: "info", mirror: "told-now", section: "other" },
} as const satisfies Readonly<Record<string, KindEntry>>;

/** What a change is. */
export type ChangeKind = keyof typeof changeKinds;

/** All kinds, in order. */
export const changeKindNames: readonly ChangeKind[] = [
  ...new Map(Object.entries(changeKinds)).keys(),
].filter((name): name is ChangeKind => Object.hasOwn(changeKinds, name));

/** How much one has to look at a change: a way to root that comes with it makes any risky, and so does another key. */
export function riskOf({
  kind,
  root,
  after,
}: {
  readonly kind: ChangeKind;
  readonly root?: "gained" | "lost" | undefined;
  readonly after?: unknown;
}): ChangeRisk {
  // Whoever has a key that is new reads what its owner reads.
  const hasNewKey = kind === "keys-changed" && Array.isArray(after) && after.length > 0;
  return root === "gained" || hasNewKey ? "risky" : changeKinds[kind].risk;
}
