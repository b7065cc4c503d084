import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { Host } from "../parse/fleet.ts";
import type { RootGrant } from "../parse/root-grant.ts";
import type { Decided } from "../resolve/resolved-fleet.ts";
import { isGranted, rankGrant } from "../resolve/root-grants.ts";

/** A password of root's on a host, and the entry of `root` that says it. */
export interface RankedPassword {
  readonly index: number;
  readonly value: PasswordDeclaration;
  /** How particularly the entry selects the host. */
  readonly rank: number;
}

/** What is looked at of a host. */
export type GrantedHost = Pick<Host, "id" | "tags" | "platform">;

/** What entries say of root's password on a host, the most particular first; of equal ones the first. */
export function rankRootPasswords(
  root: readonly RootGrant[],
  host: GrantedHost,
): readonly RankedPassword[] {
  if (root.length === 0 || host.platform !== "nixos") return none;
  const said = root.flatMap((grant, index) => {
    const value = grant.password;
    if (value === undefined || !isGranted(grant, host)) return [];
    return [{ index, value, rank: rankGrant(grant, host) }];
  });
  return said.sort((a, b) => b.rank - a.rank);
}

const none: readonly [] = [];

/** The password of root on a host; undefined where nothing is said of it. */
export function decideRootPassword(
  root: readonly RootGrant[],
  host: GrantedHost,
): Decided<PasswordDeclaration> | undefined {
  const [first] = rankRootPasswords(root, host);
  if (first === undefined) return undefined;
  return { value: first.value, origin: "root", path: ["root", first.index, "password"] };
}
