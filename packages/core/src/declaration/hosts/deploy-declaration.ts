/** How a host gets what was built for it. */
export interface DeployDeclaration {
  /** What deploys the system. Default: `nixos-rebuild`, or `darwin-rebuild` on a Mac. */
  readonly engine?: DeployEngine | undefined;
  /** Where the host is reached by SSH, such as `root@mini.example.org`; `{host}` stands for its name. Default: deployed on the host itself; by its name, where the engine knows hosts by their names. */
  readonly target?: string | undefined;
  /** Where it is built, in the same form. For `colmena` and `wire` nothing but the same as `target`. Default: where the command runs. */
  readonly buildHost?: string | undefined;
  /** The channel of `nixfleet` that the host follows. Default: that of nixfleet itself. */
  readonly channel?: string | undefined;
  /** What activates standalone homes, on the host. Default: `home-manager`. */
  readonly home?: HomeEngine | undefined;
}

/** The commands that can deploy a system. */
export type DeployEngine =
  | "nixos-rebuild"
  | "darwin-rebuild"
  | "clan"
  | "colmena"
  | "deploy-rs"
  | "nh"
  | "wire"
  | "nixos-cli"
  | "system-manager"
  | PullingEngine;

/** What hosts have that fetch and build their system themselves, so that nobody deploys them. */
export type PullingEngine = "comin" | "nixfleet";

/** The commands that can activate a standalone home. */
export type HomeEngine = "home-manager" | "nh";
