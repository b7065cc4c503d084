/** A mistake that gives one code, and the same text mended. */
export interface CodeExample {
  readonly code: string;
  /** What stands in `defineFleet({ … })`: with the mistake, and without. The tests run both. */
  readonly mistake: string;
  readonly mended: string;
  /** Whether both are the whole of a config. Default: they are not. */
  readonly isWhole?: true;
}

/** What most examples begin with. */
export const ada = `users: { ada: { fullName: "Ada", isAdmin: true } },`;

/** A host with that user. */
export const mini = `hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },`;

/** A public SSH key of nobody. */
export const sshKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`;
