/**
 * What stands in the folders of clan, gathered before (`sops/{users,machines,groups,secrets}`, `vars`); see
 * `clan_cli/secrets/{folders,groups,secrets,sops}.py` of clan-core. All paths are from the fleet's root.
 */
export interface ClanTree {
  /** The folder that holds `sops` and `vars`, with a slash behind it; "" for the root itself. */
  readonly folder: string;
  /** What is known of the keys of users and machines, by the path of their folder. */
  readonly members: ReadonlyMap<string, ClanKeyFile>;
  /** The links to members in each group, by the path of its folder. */
  readonly groups: ReadonlyMap<string, readonly ClanLink[]>;
  /** The links that say who reads each secret, by the path of the file. */
  readonly secrets: ReadonlyMap<string, readonly ClanLink[]>;
  /** What stands there and is not as clan lays it out, by its path: why, after the path. */
  readonly oddities: ReadonlyMap<string, string>;
}

/** The text of a `key.json`, or why there is none to be had: a sentence. */
export type ClanKeyFile = { readonly text: string } | { readonly problem: string };

/** The three folders of links, which are named like those that they lead to. */
export type ClanKind = "users" | "machines" | "groups";

/** A symbolic link in one of the three. */
export interface ClanLink {
  readonly path: string;
  readonly kind: ClanKind;
  /** The last name of its path. */
  readonly name: string;
  /** Where it leads at the end of all links; undefined for out of the fleet's folder. */
  readonly target: string | undefined;
  /** Whether something is there. */
  readonly isThere: boolean;
}

/** The path of a secret's folder, of which the last name is the secret's. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf("/"), 0));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The folder, as in `ClanTree`, in which a path is that of a secret or var of clan; undefined for any other path.
 * Names of vars have any number of parts, `vars/per-machine/mini/secureboot/keys/KEK/KEK.key/secret`.
 */
export function findClanFolder(path: string): string | undefined {
  const [, folder] =
    /^((?:.*?\/)??)(?:sops\/secrets\/[^/]+|vars\/(?:shared|per-machine\/[^/]+)\/[^/]+(?:\/[^/]+)+)\/secret$/s.exec(
      path,
    ) ?? [];
  return folder;
}
