import { generatedPaths } from "@fleet/codegen";
import { join } from "pathe";
import { lockPath } from "../lock/lock-text.ts";
import type { World } from "../world/world.ts";

type Namer = Pick<World, "digest" | "machine" | "token">;

/**
 * What a file is called until it is taken for another: it says which process of which machine it is of, so
 * that one of a run that was killed can be told from one of a run at work.
 */
export function nameTemporary({ digest, machine, token }: Namer, name: string): string {
  const { processId } = machine;
  const start = machine.startOf(processId) ?? "";
  return `.${name}.${processId}-${tagMachine({ digest, machine })}-${tag(digest, start)}-${token()}.fleet-tmp`;
}

/** What is known of a file by its name alone. */
export interface Temporary {
  /** The name of the file that it was to become. */
  readonly name: string;
  /** Whether its run is over; undefined where that cannot be told: it is of another machine, or of an older fleet. */
  readonly isLeft: boolean | undefined;
}

/** Reads the name of a file, without its folder; undefined where it is no such file. */
export function readTemporary(
  { digest, machine }: Pick<World, "digest" | "machine">,
  name: string,
): Temporary | undefined {
  const [, target = "", pid = "", where, start] =
    /^\.(.+)\.(\d{1,10})-([\da-f]{8})-([\da-f]{8})-[\da-f]{16}\.fleet-tmp$/.exec(name) ?? [];
  if (where !== undefined) {
    if (where !== tagMachine({ digest, machine })) return { name: target, isLeft: undefined };
    const now = machine.startOf(Number(pid));
    return { name: target, isLeft: now === undefined || tag(digest, now) !== start };
  }
  const older = /^\.(.+)\.[\da-f]{16}\.tmp$/.exec(name)?.[1];
  return older !== undefined && ownNames.has(older)
    ? { name: older, isLeft: undefined }
    : undefined;
}

/**
 * Removes from a folder what runs that were killed have left there of files with some names; what cannot be removed
 * stays. Default: what `generate` writes, and the declaration that `init` does.
 */
export function removeLeftovers(
  world: Pick<World, "digest" | "disk" | "machine">,
  folder: string,
  names: ReadonlySet<string> = rootNames,
): void {
  try {
    for (const { name, kind } of world.disk.list(folder)) {
      if (kind !== "file" || !name.endsWith(".fleet-tmp")) continue;
      const temporary = readTemporary(world, name);
      if (temporary?.isLeft === true && names.has(temporary.name)) {
        world.disk.remove(join(folder, name));
      }
    }
  } catch {
    // It is no more than tidying up: whoever cannot list the folder hears of it elsewhere.
  }
}

const ownNames: ReadonlySet<string> = new Set([...generatedPaths, lockPath]);

const rootNames: ReadonlySet<string> = new Set([...ownNames, "fleet.config.ts"]);

function tagMachine({ digest, machine }: Pick<World, "digest" | "machine">): string {
  return tag(digest, JSON.stringify([machine.name, machine.processSpace]));
}

function tag(digest: World["digest"], text: string): string {
  return digest(text).slice(0, 8);
}
