import { showLine } from "@fleet/diagnostics";
import { join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import { findFlakeFolder } from "../disk/git-folder.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Project } from "../project.ts";
import type { World } from "../world/world.ts";
import { type ExaminedRow, examined } from "./examined-row.ts";
import { readVersion } from "./program-version.ts";

/** The flake of a fleet, and which version of fleet's own modules it has. `version` is the command's. */
export function examineFlake(
  { disk }: Pick<World, "disk">,
  { config }: Project,
  version: string,
): ExaminedRow[] {
  if (config === undefined) return [];
  const folder = findFlakeFolder(disk, config.root);
  if (disk.follow(join(folder, "flake.nix")) === undefined) {
    return [
      examined("fleet", "flake", {
        fitness: "warning",
        says: "There is no flake.nix, so that no Nix builds this fleet.",
        fact: "none",
        cure: "Make one that imports fleet's module, as in docs/first-fleet.md",
      }),
    ];
  }
  const path = join(folder, "flake.lock");
  const file = readLocalFile(disk, { root: folder, path, name: "flake.lock" });
  const input = file.ok ? findInput(decodeText(file.bytes)) : undefined;
  if (input === undefined) {
    return [
      examined("fleet", "flake", {
        says: "It has no input called fleet that is locked.",
        fact: "no input",
      }),
    ];
  }
  return [judgeInput(input, version)];
}

/** What a flake is locked to. */
interface LockedInput {
  /** The version that its reference names; undefined for a branch, or a path. */
  readonly version: string | undefined;
  /** Seven digits; undefined where it is of no repository. */
  readonly revision: string | undefined;
}

function judgeInput({ version: locked, revision }: LockedInput, version: string): ExaminedRow {
  const at = revision === undefined ? "a folder" : `revision ${revision}`;
  if (locked === undefined || locked === version) {
    const says = locked === undefined ? `It has fleet from ${at}.` : `It has fleet ${locked}.`;
    return examined("fleet", "flake", { says, fact: locked ?? at });
  }
  return examined("fleet", "flake", {
    fitness: "warning",
    says: `It has fleet ${locked}, and this command is ${version}.`,
    fact: `${locked}, command ${version}`,
    cure: "Bring one in line: nix flake update fleet, or install the other version of the command",
  });
}

/** The input called `fleet` in a `flake.lock`, of which nothing but versions and revisions is read. */
function findInput(text: string): LockedInput | undefined {
  try {
    const lock: unknown = JSON.parse(text);
    const nodes = get(lock, "nodes");
    const root = get(nodes, textOf(get(lock, "root")) ?? "root");
    const name = textOf(get(get(root, "inputs"), "fleet"));
    if (name === undefined) return undefined;
    const node = get(nodes, name);
    const reference = textOf(get(get(node, "original"), "ref")) ?? "";
    const revision = textOf(get(get(node, "locked"), "rev"));
    return {
      version: readVersion(reference),
      revision: /^[0-9a-f]{40}$/.test(revision ?? "")
        ? showLine(revision ?? "").slice(0, 7)
        : undefined,
    };
  } catch {
    return undefined;
  }
}

function get(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
