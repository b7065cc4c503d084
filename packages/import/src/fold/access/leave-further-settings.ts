import { quote } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";
import type { LeftList } from "../left-list.ts";

/** Says what hosts say of accounts and of Nix for which a declaration has no word. */
export function leaveFurtherSettings(hosts: Iterable<FoldedHost>, left: LeftList): void {
  for (const { id, found } of hosts) {
    for (const { option, login, value, definedIn: files } of found.furtherSettings ?? []) {
      left.add({
        kind: "setting",
        about: login === null ? id : `${login}@${id}`,
        message: `A declaration has no word for ${quote(option)}, which is ${quote(value)}.`,
        help: "",
        files,
      });
    }
  }
}
