import { type Checked, compareNames, describeThrown, quote } from "@fleet/diagnostics";
import { basename, isAbsolute, join } from "pathe";
import { createProblem } from "../codes.ts";
import { encodeText } from "../disk/bytes.ts";
import type { World } from "../world/world.ts";

/** Where what commands say is kept. */
export interface LogFolder {
  readonly path: string;
  /** The log of a step, which is made where it is not there. */
  readonly fileOf: (step: string) => string;
  /** Writes a file beside the logs. */
  readonly write: (name: string, text: string) => void;
}

/** So many deployments of a fleet are remembered. */
const mostFolders = 30;

/**
 * Makes a folder for the logs of a deployment, outside of the repository, which nobody else may read: in
 * `XDG_STATE_HOME`, by default `~/.local/state` (XDG Base Directory Specification 0.8). The oldest go.
 */
export function openLogs(world: World, root: string): Checked<LogFolder> {
  const { disk } = world;
  const place = join(stateFolder(world), "fleet", "deploy", nameRoot(world, root));
  const path = join(place, `${world.now().replaceAll(":", "")}-${world.token().slice(0, 6)}`);
  try {
    disk.makeFolder(path, 0o700);
    forgetOldest(world, place);
  } catch (error) {
    const message = `The logs cannot be kept in ${quote(path)}: ${describeThrown(error)}`;
    const help = "Make room there, or name another folder: XDG_STATE_HOME=/path/to/folder";
    return { ok: false, diagnostics: [createProblem("cannot-write", message, { help })] };
  }
  const fileOf = (step: string) => join(path, `${step.replaceAll(/[^\w.@+-]+/g, "-")}.log`);
  return {
    ok: true,
    value: {
      path,
      fileOf: (step) => {
        const file = fileOf(step);
        if (disk.inspect(file) === undefined) disk.create(file, encodeText(""), { mode: 0o600 });
        return file;
      },
      write: (name, text) => disk.create(join(path, name), encodeText(text), { mode: 0o600 }),
    },
    diagnostics: [],
  };
}

function stateFolder({ environment, machine }: World): string {
  const { XDG_STATE_HOME: named, HOME: home } = environment;
  // "All paths must be absolute. If relative, ignore" (the same specification).
  if (named !== undefined && isAbsolute(named)) return named;
  return join(home || machine.home, ".local", "state");
}

/** Two fleets in folders of the same name are two. */
function nameRoot({ digest }: World, root: string): string {
  return `${basename(root).replaceAll(/[^\w.-]+/g, "-")}-${digest(root).slice(0, 8)}`;
}

function forgetOldest({ disk }: World, place: string): void {
  const folders = disk
    .list(place)
    .filter(({ name, kind }) => kind === "folder" && /^\d{4}-/.test(name));
  const names = folders.map(({ name }) => name).sort(compareNames);
  for (const name of names.slice(0, Math.max(0, names.length - mostFolders))) {
    disk.remove(join(place, name));
  }
}
