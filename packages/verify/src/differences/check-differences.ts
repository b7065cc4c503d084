import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { CheckFacts } from "../facts/nix-facts.ts";
import { type Comparison, listNames } from "./difference.ts";

/** What the modules of a host or home say themselves: assertions that do not hold, and warnings. */
export function* listCheckFindings(
  { fleet, isStale }: Comparison,
  { failures, warnings }: CheckFacts,
  { name, host }: { readonly name: string; readonly host: string },
): Iterable<Diagnostic> {
  const path = ["hosts", host];
  for (const text of failures) {
    const mac = fleet.resolved.hosts.get(host);
    const known = mac === undefined ? undefined : describePrimaryUser(mac, text);
    const message = known?.message ?? `An assertion of ${name} fails: ${text}`;
    const help = known?.help ?? "A build would stop here. Change what the assertion looks at.";
    yield verifyCodes.create("failed-assertion", message, { path, help });
  }
  for (const text of warnings) {
    // That fleet.json is out of date has been said, and every host repeats it.
    if (isStale && /^fleet: .*\bfleet\.json was computed/.test(text)) continue;
    yield verifyCodes.create("nix-warning", `The modules of ${name} warn: ${text}`, { path });
  }
}

/**
 * What nix-darwin says at length of options that need to know whose the Mac is (its
 * modules/system/primary-user.nix), in the words of a declaration; undefined of any other assertion.
 */
function describePrimaryUser(
  { id, accounts, platform }: ResolvedHost,
  text: string,
): { readonly message: string; readonly help: string } | undefined {
  if (platform !== "darwin" || !/set `system\.primaryUser`\s+to the name/.test(text))
    return undefined;
  const options = [...text.matchAll(/^\* `(.+)`$/gm)].flatMap(([, option]) => option ?? []);
  const people = [...accounts.values()];
  const first = people.find(({ isAdmin }) => isAdmin.value) ?? people[0];
  const cure =
    first === undefined
      ? 'Give the host the user whose the Mac is, and declare them: `primaryUser: "…"`'
      : `Declare whose the Mac is, for the host: \`primaryUser: ${quote(first.user)}\``;
  return {
    message: `nix-darwin is not told whose the Mac ${quote(id)} is, and ${listNames(options)} ${options.length === 1 ? "needs" : "need"} it.`,
    help: `${cure}. A build would stop here.`,
  };
}
