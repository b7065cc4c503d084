/** Services that run for an account. */
export interface ServicesDeclaration {
  /** An editor in the browser; null for none. NixOS only. Default: none. */
  readonly codeServer?: CodeServerDeclaration | null | undefined;
}

/** Services that run for a user's accounts. */
export interface UserServicesDeclaration<H extends string = string> {
  /** An editor in the browser; null for none. NixOS only. Default: none. */
  readonly codeServer?: UserCodeServerDeclaration<H> | null | undefined;
}

/** An editor in the browser (code-server) that runs as the user: who reaches it can do what the user can. */
export interface CodeServerDeclaration {
  /** Whether it runs. Default: true. */
  readonly enable?: boolean | undefined;
  /** The port, from 1024 to 65535; each on a host once. */
  readonly port: number;
  /** The address that it listens on. Default: `127.0.0.1`. */
  readonly host?: string | undefined;
  /**
   * Who is let in: whoever knows the password that lies in `~/.config/code-server/config.yaml`, or
   * everybody (`none`), for which the host must have `tailscale`. Default: `password`.
   */
  readonly auth?: "none" | "password" | undefined;
  /** The folder that it opens. Default: the home directory. */
  readonly workingDirectory?: string | undefined;
}

/** The same for all accounts of a user, or those on some hosts. */
export interface UserCodeServerDeclaration<H extends string = string>
  extends CodeServerDeclaration {
  /** The hosts where it runs. Default: every NixOS host on which the user has an account. */
  readonly hosts?: readonly H[] | undefined;
}
