import { createOnce, type Diagnostic, quote } from "@fleet/diagnostics";
import type { ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { Account } from "../resolve/resolved-fleet.ts";

/**
 * A shell that is declared is the one that somebody gets. nix-darwin changes that of the accounts that it knows
 * (`users.knownUsers`), and admins and the primary user of a Mac are none of these: macOS made their accounts.
 */
export function* shellsReachMacs({ distinctOfKnown }: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const { host, account } of distinctOfKnown) {
    const { shell, username, user } = account;
    // Of macOS's own accounts it is zsh unless somebody changed it.
    if (host.platform !== "darwin" || shell.path === undefined || shell.value === "zsh") continue;
    if (!isOfMacos(account, host.primaryUser) || !isNew(shell.path)) continue;
    const program = shell.value.split(".").at(-1);
    const line = /^[\w.-]+$/.test(username.value) ? ` ${username.value}` : "";
    yield coreCodes.create(
      "shell-off-macos",
      `The shell ${quote(shell.value)} of ${quote(user)} changes nothing on the Mac ${quote(host.id)}: macOS keeps the accounts of its admins and of the primary user, and nix-darwin leaves them alone.`,
      {
        path: shell.path,
        help: `Run this once on the Mac: \`sudo chsh -s /run/current-system/sw/bin/${program}${line}\`.`,
      },
    );
  }
}

function isOfMacos({ user, uid, isAdmin }: Account, primaryUser: string | undefined): boolean {
  return isAdmin.value || user === primaryUser || uid === undefined;
}
