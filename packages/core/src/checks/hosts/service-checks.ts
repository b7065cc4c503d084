import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote, suggestName } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { CodeServerDeclaration } from "../../declaration/hosts/service-declaration.ts";
import { absolutePathProblem } from "../../declaration/names.ts";
import type { Fleet } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import type { DeclaredContext } from "../check.ts";
import { badValue } from "../values/bad-value.ts";

/** Ports, addresses and folders of services are such. */
export function* serviceValuesFit({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { codeServer }] of fleet.users) {
    if (codeServer !== undefined) yield* values(codeServer, placeOfUser(id));
  }
  for (const { path, own } of differing) {
    const codeServer = own.services?.codeServer;
    if (codeServer) yield* values(codeServer, [...path, "services", "codeServer"]);
  }
}

function placeOfUser(id: string): Path {
  return ["users", id, "services", "codeServer"];
}

function* values(
  { port, host, workingDirectory }: CodeServerDeclaration,
  path: Path,
): Iterable<Diagnostic> {
  if (port < 1024 || port > 65535) {
    yield badValue("port", [...path, "port"], {
      message: `The port ${port} is not between 1024 and 65535.`,
      help: "Choose one from 1024, because those below are root's, to 65535.",
    });
  }
  if (host !== undefined && !isAddress(host)) {
    yield badValue("address", [...path, "host"], {
      message: `${quote(host)} is no address to listen on.`,
      help: 'Write an IP address, such as "127.0.0.1", "::1" or that of the host in the tailnet.',
    });
  }
  const problem =
    workingDirectory === undefined ? undefined : absolutePathProblem(workingDirectory);
  if (problem === undefined) return;
  yield badValue("working-directory", [...path, "workingDirectory"], {
    message: `${quote(workingDirectory)} cannot be a working directory. ${problem}`,
    help: 'Write an absolute path, such as "/home/keith/projects".',
  });
}

const byte = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ipv4 = new RegExp(`^${byte}(\\.${byte}){3}$`);

function isAddress(text: string): boolean {
  if (text === "localhost" || ipv4.test(text)) return true;
  // Of IPv6 (RFC 4291 section 2.2): eight groups, or fewer around one "::".
  const sides = text.split("::").map((side) => (side === "" ? [] : side.split(":")));
  const groups = sides.flat();
  const isFull = sides.length === 1 ? groups.length === 8 : groups.length < 8;
  return sides.length <= 2 && isFull && groups.every((group) => /^[\da-f]{1,4}$/i.test(group));
}

/** A service runs where its user has an account, and where there is a NixOS to run it. */
export function* servicesHaveAccounts(context: DeclaredContext): Iterable<Diagnostic> {
  const { fleet } = context;
  for (const [id, { codeServer }] of fleet.users) {
    if (codeServer === undefined) continue;
    const path = placeOfUser(id);
    for (const [index, host] of (codeServer.hosts ?? []).entries()) {
      yield* namedHost(context, { user: id, host, path: [...path, "hosts", index] });
    }
    const isOff = codeServer.enable === false || codeServer.hosts !== undefined;
    if (!isOff && !hasNixosAccount(fleet, id)) {
      yield withoutAccount(path, `${quote(id)} has no account on any NixOS host`);
    }
  }
}

function* namedHost(
  { fleet, names }: DeclaredContext,
  { user, host: id, path }: { user: string; host: string; path: Path },
): Iterable<Diagnostic> {
  const host = fleet.hosts.get(id);
  if (!names.hosts.has(id)) {
    yield coreCodes.create("unknown-host", `The host ${quote(id)} is not declared.`, {
      path,
      help: suggestName(id, [...names.hosts], "host"),
    });
  }
  if (host === undefined || isGap(fleet.gaps, ["hosts", id])) return;
  if (isGap(fleet.gaps, ["users", user, "hosts"]) || fleet.strayUsers.has(user)) return;
  if (!host.placements.has(user)) {
    yield withoutAccount(path, `${quote(user)} has no account on ${quote(id)}`);
  } else if (host.platform !== "nixos") yield offNixos(path, id);
}

function hasNixosAccount({ hosts, gaps, strayUsers }: Fleet, user: string): boolean {
  if (strayUsers.has(user)) return true;
  if (isGap(gaps, ["hosts"]) || isGap(gaps, ["users", user, "hosts"])) return true;
  return [...hosts.values()].some(
    ({ platform, placements }) => platform === "nixos" && placements.has(user),
  );
}

function withoutAccount(path: Path, what: string): Diagnostic {
  return coreCodes.create(
    "service-without-account",
    `${what}, so code-server has nobody to run as.`,
    { path, help: "Place the user there, or take the service away." },
  );
}

/** What asks for a service on one host does so on one that can run it. */
export function* servicesAreOnNixos({
  fleet: { hosts, gaps },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, placements } of hosts.values()) {
    if (platform === "nixos" || isGap(gaps, ["hosts", id, "system"])) continue;
    for (const { own, path } of placements.values()) {
      if (own.services?.codeServer) yield offNixos([...path, "services", "codeServer"], id);
    }
  }
}

function offNixos(path: Path, host: string): Diagnostic {
  return coreCodes.create(
    "service-off-nixos",
    `code-server runs by systemd, and the host ${quote(host)} is not NixOS.`,
    { path, help: "Leave it out for this host." },
  );
}
