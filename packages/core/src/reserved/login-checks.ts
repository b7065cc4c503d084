import { createOnce, type Diagnostic, quote } from "@fleet/diagnostics";
import type { ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import { placeOf } from "../resolve/clashes.ts";
import { serviceLogins } from "./service-logins.ts";

/** Nobody logs in by a name that macOS, or a service on NixOS, has for a user of its own. */
export function* loginsAreNoServices(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet, distinctOfKnown } = context;
  const isNew = createOnce();
  for (const { host, account } of distinctOfKnown) {
    const login = account.username.value;
    const path = account.username.path ?? ["users", account.user];
    if (host.platform === "darwin" && isOfMacos(login)) {
      const place = account.username.path ?? placeOf(fleet, host, account, "username");
      if (!isNew("darwin", place)) continue;
      yield coreCodes.create(
        "login-of-service",
        `${quote(login)} on the Mac ${quote(host.id)} is a name that macOS has for users and folders of its own.`,
        { path: place, help: 'Set another `username` there, such as username: "keith".' },
      );
    } else if (host.platform === "nixos" && serviceLogins.has(login) && isNew("nixos", path)) {
      yield coreCodes.create(
        "login-of-service",
        `${quote(login)} is also the user of a service of NixOS: where ${whereOf(login)}, nothing can be built, because nobody is a person and a service at once.`,
        { path, help: `Set another login name, such as username: ${quote(`${login}-admin`)}.` },
      );
    }
  }
}

/** Its own users begin with an underscore, but for a few; "Shared" is a folder beside the homes. */
function isOfMacos(login: string): boolean {
  return login.startsWith("_") || /^(guest|shared|daemon|nobody|root)$/i.test(login);
}

function whereOf(login: string): string {
  return login === "dhcpcd"
    ? "`networking.useDHCP` is on, as it is unless it is switched off"
    : "that service runs";
}
