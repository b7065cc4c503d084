import type { Fleet } from "@fleet/core";
import { listStrays } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import { listUnmentioned } from "@fleet/project/internal";
import type { Subject } from "../edits/mentions.ts";
import type { OpenedFleet } from "./opened-fleet.ts";

/** The declared fleet without a user or host, as far as it says whose files are whose. */
function withoutSubject(fleet: Fleet, { kind, id }: Subject): Fleet {
  const without = <T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...entries].filter(([name]) => name !== id));
  if (kind === "host") return { ...fleet, hosts: without(fleet.hosts) };
  const hosts = [...fleet.hosts].map(
    ([name, host]) => [name, { ...host, placements: without(host.placements) }] as const,
  );
  return { ...fleet, users: without(fleet.users), hosts: new Map(hosts) };
}

/** The modules that a user or host has by the layout: with nobody of the name they would be nobody's. In order. */
export function listModules(
  { fleet: { declared, files } }: OpenedFleet,
  subject: Subject,
): string[] {
  const strays = listStrays(withoutSubject(declared, subject), files);
  return strays
    .filter(({ kind, id }) => kind === subject.kind && id === subject.id)
    .flatMap((stray) => stray.files)
    .sort(compareNames);
}

/** Those of the modules that nothing else mentions, so that nothing needs them any more. */
export function listUnneeded(opened: OpenedFleet, subject: Subject): string[] {
  const { fleet, world, root } = opened;
  const left = withoutSubject(fleet.declared, subject);
  const strays = listUnmentioned(world.disk, { root, fleet: left, files: fleet.files });
  return strays
    .filter(({ kind, id }) => kind === subject.kind && id === subject.id)
    .flatMap((stray) => stray.files)
    .sort(compareNames);
}
