import { createCandidateLister, hostIdProblem, loginNameProblem } from "@fleet/core/internal";
import { compareNames, type Diagnostic, nearestName, quote, suggestName } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { Subject } from "../edits/mentions.ts";
import type { OpenedFleet } from "./opened-fleet.ts";

/** What keeps an id from being one of something new. */
export function findNameProblem(opened: OpenedFleet, subject: Subject): Diagnostic | undefined {
  const { kind, id } = subject;
  if (id === "") return describeUnnamed(kind);
  const problem = kind === "user" ? loginNameProblem(id) : hostIdProblem(id);
  if (problem !== undefined) {
    const message = `${quote(id)} can be no ${kind === "user" ? "login" : "host"}. ${problem}`;
    const help =
      kind === "user" ? "Choose another id, such as ada." : "Choose another id, such as mini.";
    return createProblem("bad-name", message, { help });
  }
  if (!isDeclared(opened, subject)) return undefined;
  const message = `The ${kind} ${quote(id)} is declared already.`;
  return createProblem("is-there", message, { path: [`${kind}s`, id] });
}

/** That the command says nothing of whom it is about. */
function describeUnnamed(kind: Subject["kind"]): Diagnostic {
  const example = kind === "user" ? "ada" : "mini";
  return createProblem("bad-name", `No ${kind} is named.`, {
    help: `Write an id behind the command, such as ${example}.`,
  });
}

/** Whether a user or host is declared. */
function isDeclared({ fleet: { declared } }: OpenedFleet, { kind, id }: Subject): boolean {
  return (kind === "user" ? declared.users : declared.hosts).has(id);
}

/** That somebody or something is not declared, with whom may be meant. */
export function findUnknown(opened: OpenedFleet, subject: Subject): Diagnostic | undefined {
  if (isDeclared(opened, subject)) return undefined;
  const { kind, id } = subject;
  if (id === "") return describeUnnamed(kind);
  const { users, hosts } = opened.fleet.declared;
  const names = [...(kind === "user" ? users : hosts).keys()].sort(compareNames);
  const message = `The ${kind} ${quote(id)} is not declared.`;
  return createProblem("not-there", message, { help: suggestName(id, names, kind) });
}

/** A profile that is not declared, with those that are. */
export function findUnknownProfile(
  { fleet: { declared } }: OpenedFleet,
  profile: string | undefined,
): Diagnostic | undefined {
  if (profile === undefined || declared.profiles.has(profile)) return undefined;
  const names = [...declared.profiles.keys()].sort(compareNames);
  const near = nearestName(profile, names);
  const help =
    names.length === 0
      ? "No profile is declared."
      : near === undefined
        ? `Choose one of ${names.map((name) => quote(name)).join(", ")}.`
        : `Did you mean ${quote(near)}?`;
  return createProblem("not-there", `The profile ${quote(profile)} is not declared.`, { help });
}

/** Where the layout has the module of somebody or something. */
export interface ModulePlace {
  /** The file that is there, or that is to be made; undefined where Nix looks it up by a name. */
  readonly path: string | undefined;
  readonly isThere: boolean;
  /** The name in `flake.modules`, where the layout looks there. */
  readonly attribute: string | undefined;
}

/** Finds the module that a user or host has to have. */
export function placeModule(
  { fleet: { declared }, world, root }: OpenedFleet,
  place: "user" | "host" | "hardware",
  ids: { readonly user?: string; readonly host?: string; readonly platform?: string },
): ModulePlace {
  const { paths, attr } = createCandidateLister(declared.layout)(place, ids);
  const there = paths.find((path) => world.disk.follow(join(root, path)) !== undefined);
  return { path: there ?? paths[0], isThere: there !== undefined, attribute: attr };
}
