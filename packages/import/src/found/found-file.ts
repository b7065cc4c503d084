/** A file in which something stands. */
export interface FoundFile {
  /** From the folder of the flake; of another, its name as far as it is known, such as `nixos/modules/services/web.nix`. */
  readonly path: string;
  /** Whether it is of the flake itself: what others make is left to them. */
  readonly isOwn: boolean;
}
