import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { isGap } from "../../parse/gaps.ts";
import { groupsWithGid } from "../../reserved/system-groups.ts";
import { rootEquivalentGroups } from "../../resolve/accounts/groups.ts";
import type { Account, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { ResolvedContext } from "../check.ts";

/** A group of somebody's own is nobody else's: no declared one, none of NixOS's, and not the primary one of others. */
export function* privateGroupsAreOnesOwn({
  fleet,
  hosts,
  distinct,
}: ResolvedContext): Iterable<Diagnostic> {
  if (!distinct.some(({ account }) => account.hasOwnGroup)) return;
  const isNew = createOnce();
  for (const host of hosts.values()) {
    if (host.platform !== "nixos" || isGap(fleet.gaps, ["hosts", host.id, "system"])) continue;
    for (const finding of listClashes(host)) {
      const { path, message } = finding;
      // The same place may say it of several hosts.
      if (isNew(path, finding.code, finding.group)) {
        yield coreCodes.create(finding.code, message, { path, help: finding.help });
      }
    }
  }
}

interface Clash {
  readonly code: "private-group-taken" | "gid-taken";
  readonly group: string;
  readonly path: Path;
  readonly message: string;
  readonly help: string;
}

function* listClashes(host: ResolvedHost): Iterable<Clash> {
  const owners = new Map<string, Account>();
  for (const account of host.accounts.values()) {
    if (account.hasOwnGroup) owners.set(account.username.value, account);
  }
  if (owners.size === 0) return;
  for (const account of host.accounts.values()) {
    const { user, primaryGroup, hasOwnGroup } = account;
    if (primaryGroup?.path === undefined) continue;
    const { value: group, path } = primaryGroup;
    const owner = owners.get(group);
    if (hasOwnGroup) yield* judgeOwn(host, account, { group, path });
    else if (owner !== undefined && owner !== account) {
      const message = `On ${quote(host.id)}, the group ${quote(group)} is that of ${quote(owner.user)} alone, and would be the primary one of ${quote(user)} as well.`;
      const help = `Declare a group for both, such as groups: { together: {} }, and write primaryGroup: "together"; or primaryGroup: "private" here too.`;
      yield { code: "private-group-taken", group, path, message, help };
    }
  }
}

function* judgeOwn(
  host: ResolvedHost,
  { user, uid }: Account,
  { group, path }: { readonly group: string; readonly path: Path },
): Iterable<Clash> {
  const on = `On ${quote(host.id)}, the private group of ${quote(user)} would be ${quote(group)}, as the login is,`;
  if (host.groups.has(group)) {
    const message = `${on} and that is a declared group.`;
    const help = `Take ${quote(group)} out of \`groups\`; or write primaryGroup: ${quote(group)}, and it is shared with its members.`;
    yield { code: "private-group-taken", group, path, message, help };
    return;
  }
  if (groupsWithGid.has(group) || rootEquivalentGroups.has(group)) {
    const message = `${on} and that is a group of NixOS.`;
    const help = "Set another `username`, or leave `primaryGroup` out.";
    yield { code: "private-group-taken", group, path, message, help };
    return;
  }
  for (const [other, { gid }] of host.groups) {
    if (gid === undefined || gid !== uid?.value) continue;
    const message = `The private group of ${quote(user)} on ${quote(host.id)} has the uid for its gid, ${gid}, and that is the gid of the group ${quote(other)}.`;
    yield { code: "gid-taken", group, path, message, help: `Give ${quote(other)} another gid.` };
  }
}
