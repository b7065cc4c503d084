import type { FoundFile } from "./found-file.ts";
import type { FoundSecret } from "./found-secret.ts";

/** A home of home-manager. */
export interface FoundHome {
  /** Of one built on its own, its name in `homeConfigurations`; of another, the login. */
  readonly name: string;
  readonly login: string | null;
  readonly homeDirectory: string | null;
  readonly stateVersion: string | null;
  readonly system: string | null;
  /** The author of commits, as git is told. */
  readonly fullName: string | null;
  readonly email: string | null;
  /** The shells that home-manager writes files of (`programs.<shell>.enable`). Default: nobody says. */
  readonly shells?: readonly string[] | null | undefined;
  /** The modules that it is put together of, in order; null where nobody can say. */
  readonly modules: readonly FoundModule[] | null;
  readonly secrets: readonly FoundSecret[];
  readonly definedIn: readonly FoundFile[];
  /** Of one built on its own, as of a host. Default: nobody looked. */
  readonly failures?: readonly string[] | undefined;
}

/** A module: a file from the folder of the flake; without `path` one that is no file of it, told by what is known. */
export type FoundModule =
  | { readonly path: string }
  /** Another's, such as that of home-manager, or text in `flake.nix` itself. */
  | {
      readonly path: null;
      readonly label: string;
      readonly isOwn: boolean;
      /** Its name in `flake.modules.<class>`, where it is one of those: a declaration names it by that (`attr`). */
      readonly attr?: string;
    };
