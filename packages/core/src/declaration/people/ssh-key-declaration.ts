import type { HostSelector } from "../../selection/host-selector.ts";

/**
 * A public SSH key: the line itself as sshd reads it in `authorized_keys`, with options before the key where it
 * has some (`restrict,command="…" ssh-ed25519 AAAA…`), a file relative to the fleet's root with one such line a key, or
 * an environment variable that Nix reads while it builds.
 */
export type SshKeyDeclaration<H extends string = string> =
  | string
  | LiteralKey<H>
  | FileKeys<H>
  | EnvironmentKey<H>;

/** The same where something else says of which hosts it is. */
export type SshKeySource = string | FileOfKeys | KeyOfEnvironment;

/** A key of some hosts only; of all of them, its line stands by itself. */
interface LiteralKey<H extends string> {
  /** The line. */
  readonly key: string;
  /** The hosts on whose accounts the person has it: ids, `tag:TAG`, or `platform:nixos`. */
  readonly hosts: readonly HostSelector<H>[];
}

/** The keys of a file. */
interface FileOfKeys {
  /** The file, from the fleet's root. */
  readonly file: string;
}

interface FileKeys<H extends string> extends FileOfKeys {
  /** The hosts on whose accounts the person has it: ids, `tag:TAG`, or `platform:nixos`. Default: all. */
  readonly hosts?: readonly HostSelector<H>[] | undefined;
}

/** The key that an environment variable holds. */
interface KeyOfEnvironment {
  /** The variable: it holds a key without options. */
  readonly env: string;
  /** The options before that key, such as `restrict,command="…"`. Default: none. */
  readonly options?: string | undefined;
}

interface EnvironmentKey<H extends string> extends KeyOfEnvironment {
  /** The hosts on whose accounts the person has it: ids, `tag:TAG`, or `platform:nixos`. Default: all. */
  readonly hosts?: readonly HostSelector<H>[] | undefined;
}
