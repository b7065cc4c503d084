import { type Diagnostic, type Path, quote, type ResolvedHost } from "@fleet/core";
import { type Computed, describeAccount } from "./account-differences.ts";
import { findAccountPath } from "./account-place.ts";
import type { CodeServerFacts } from "./code-server-facts.ts";
import { type Comparison, compareValue, createDifference, type ValuePair } from "./difference.ts";
import type { HostFacts } from "./nix-facts.ts";

/** How the services of a host that were computed differ from those that Nix runs there. */
export function* compareServices(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  yield* compareTailscale(comparison, host, facts);
  const units = new Set<string>();
  for (const account of host.accounts.values()) {
    if (account.codeServer === undefined) continue;
    const unit = `code-server-${account.username.value}`;
    units.add(unit);
    yield* compareCodeServer(comparison, { host, account }, facts.codeServers.get(unit));
  }
  for (const unit of facts.codeServers.keys()) {
    if (units.has(unit)) continue;
    const user = facts.codeServers.get(unit)?.user;
    const whose = typeof user === "string" ? ` as ${quote(user)}` : "";
    yield createDifference(comparison, {
      what: "unexpected-code-server",
      path: ["hosts", host.id],
      message: `Nix runs ${quote(unit)}${whose} on host ${quote(host.id)}, which was not computed: who reaches it can do what its user can.`,
      option: `systemd.services.${unit}`,
      severity: comparison.hasModules ? "warning" : "error",
      help: "A module of your own makes it. Declare it in `services.codeServer` of its user, which also sees to the ports.",
    });
  }
}

/** A Tailscale that modules switch on is their author's business; one that is off is not. */
function* compareTailscale(
  comparison: Comparison,
  { id, tailscale }: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  if (!tailscale && comparison.hasModules) return;
  yield* compareValue(comparison, {
    what: "tailscale",
    subject: `Whether host ${quote(id)} has Tailscale`,
    computed: tailscale,
    found: facts.tailscale,
    path: ["hosts", id, "tailscale"],
    option: "services.tailscale.enable",
  });
}

function* compareCodeServer(
  comparison: Comparison,
  computed: Computed,
  found: CodeServerFacts | undefined,
): Iterable<Diagnostic> {
  const { of } = describeAccount(computed);
  const path = findCodeServerPath(comparison, computed);
  const option = `systemd.services.code-server-${computed.account.username.value}`;
  if (found === undefined) {
    yield createDifference(comparison, {
      what: "missing-code-server",
      path,
      message: `Nix does not run code-server for ${of}, which was computed.`,
      option,
      help: `It would be ${option}: a module of your own takes it away.`,
    });
    return;
  }
  for (const pair of listPairs(computed, found)) {
    const { word, what } = pair;
    const subject = `The ${word} of code-server for ${of}`;
    yield* compareValue(comparison, {
      ...pair,
      what: `code-server-${what}`,
      subject,
      path,
      option,
    });
  }
}

type Pair = Pick<ValuePair, "what" | "computed" | "found"> & { readonly word: string };

function listPairs({ account }: Computed, found: CodeServerFacts): Pair[] {
  if (account.codeServer === undefined) return [];
  const { auth, host, port, workingDirectory } = account.codeServer.value;
  const login = account.username.value;
  const address = host.replace(/^\[(.*)\]$/s, "$1");
  // The folder that it opens, unless it is only started in another one.
  const folders = [found.folder, found.workingDirectory].map((path) =>
    typeof path === "string" ? trimSlashes(path) : path,
  );
  const folder = trimSlashes(workingDirectory);
  const directory = folders.find((path) => path !== folder) ?? folder;
  return [
    { what: "user", word: "user", computed: login, found: found.user },
    { what: "address", word: "address", computed: address, found: found.host },
    { what: "port", word: "port", computed: port, found: found.port },
    { what: "auth", word: "auth", computed: auth, found: found.auth },
    { what: "directory", word: "working directory", computed: folder, found: directory },
  ];
}

/** A path without the slashes at its end, which change nothing. */
function trimSlashes(path: string): string {
  return path.replace(/(?!^)\/+$/, "");
}

/** Where it is declared: on the placement, or the user. */
function findCodeServerPath(
  { fleet: { declared } }: Comparison,
  { host, account }: Computed,
): Path {
  const place = { declared, host: host.id, account };
  const origin = account.codeServer?.origin ?? "placement";
  return [...findAccountPath(place, "services", origin), "codeServer"];
}
