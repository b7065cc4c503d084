import { type Checked, type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { encodeText, isOfDeclaration, prepareFile } from "@fleet/project/internal";
import { createRuleFinder, createSecretFileReader, type FileRule } from "@fleet/secrets";
import { isForeign, renderOneRuleConfig } from "@fleet/secrets/internal";
import { basename, dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import { pathFromRoot } from "../open/chosen-files.ts";
import { findSops, runSops, type Sops } from "../program/sops-program.ts";
import { isAtHome } from "./original-file.ts";
import { holdWorkFolder } from "./work-folder.ts";

/** What came of editing a secret file. */
export interface EditedFile {
  /** From the root. */
  readonly path: string;
  readonly kind: "created" | "changed" | "unchanged";
}

/** Which file to edit. */
export interface EditRequest {
  /** The file, from `folder` or absolute. */
  readonly named: string;
  readonly folder: string;
  /** Ends the editor's sops when it is aborted, such as when the terminal goes away. Default: nothing does. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a secret file in the editor of whoever runs this, through sops; one that is not there is made with exactly the
 * readers that its rule has. sops works on a copy, which takes the file's place if it has the readers that it should.
 */
export async function editFile(
  project: Project,
  { named, folder, signal }: EditRequest,
): Promise<Checked<EditedFile>> {
  const { config, fleet, findings, world } = project;
  if (config === undefined || fleet === undefined || findings.some(isOfDeclaration)) {
    return { ok: false, diagnostics: findings };
  }
  const { root } = config;
  const path = pathFromRoot(world.disk, named, { root, folder });
  if (path === undefined || path === "") return refuse("unknown-file", describeOutside(named));
  const rule = createRuleFinder(fleet.secrets?.secrets.rules ?? []).find(path);
  if (rule === undefined || rule.owner !== undefined)
    return { ok: false, diagnostics: [describeUnruled(path, rule)] };
  const sops = await findSops(world);
  if (!sops.ok) return sops;
  const held = holdWorkFolder({ ...project, root });
  if (!held.ok) return held;
  try {
    return await editCopy(project, {
      root,
      path,
      rule,
      work: held.value.path,
      sops: sops.value,
      signal,
    });
  } finally {
    world.disk.remove(join(held.value.path, deskName));
    held.value.release();
  }
}

/** The folder, in that for work, in which sops has a copy to edit. */
const deskName = "edit";

interface Editing {
  readonly root: string;
  readonly path: string;
  readonly rule: FileRule;
  readonly work: string;
  readonly sops: Sops;
  readonly signal: AbortSignal | undefined;
}

async function editCopy(
  { world }: Project,
  { root, path, rule, work, sops, signal }: Editing,
): Promise<Checked<EditedFile>> {
  const { disk } = world;
  const place = join(root, path);
  const entry = disk.inspect(place);
  if (entry !== undefined && (entry.kind !== "file" || !isAtHome(disk, root, path))) {
    return refuse("secret-is-link", `${quote(path)} is no regular file at its own place.`);
  }
  const before = entry === undefined ? undefined : disk.read(place);
  const wanted = rule.groups.map((group) => group.map(({ recipient }) => recipient.id));
  const own = before === undefined ? undefined : readGroups(path, before);
  if (before !== undefined && own === undefined) {
    return refuse("sops-failed", `${quote(path)} is no file that sops has encrypted.`);
  }
  const known = new Set(wanted.flat());
  const foreign = own?.flat().find((id) => isForeign(id) && !known.has(id));
  if (foreign !== undefined) {
    const message = `${quote(path)} names the key ${quote(foreign)}, which nobody declared: sops would ask for it elsewhere.`;
    return refuse("network-key", message);
  }
  const desk = join(work, deskName);
  disk.makeFolder(desk, 0o700);
  // sops tells the format by the name.
  const copy = join(desk, basename(path));
  if (before !== undefined) disk.create(copy, before, { mode: 0o600 });
  const settings = join(desk, "settings", "sops.json");
  disk.makeFolder(dirname(settings), 0o700);
  const text = renderOneRuleConfig(wanted, rule);
  disk.create(settings, encodeText(text), { mode: 0o600 });
  // What the editor has in the clear goes with the desk, however this run ends: sops that is ended leaves it.
  const temporaryFolder = join(desk, "clear");
  disk.makeFolder(temporaryFolder, 0o700);
  const how = { config: settings, hasTerminal: true, temporaryFolder, signal };
  const ending = await runSops(sops, { arguments: ["edit", copy], ...how });
  if (ending.kind === "closed") {
    return refuse("no-identity", `None of the keys that sops finds here opens ${quote(path)}.`);
  }
  if (ending.kind === "failed")
    return refuse("sops-failed", `sops did not edit ${quote(path)}: ${ending.why}.`);
  const isLeft = ending.kind === "unchanged" || disk.inspect(copy) === undefined;
  if (isLeft) return { ok: true, value: { path, kind: "unchanged" }, diagnostics: [] };
  const after = disk.read(copy);
  const now = readGroups(path, after);
  if (now === undefined || !isSame(now, own ?? wanted)) {
    return refuse(
      "sops-failed",
      `What sops made of ${quote(path)} has other readers than it should have.`,
    );
  }
  disk.makeFolder(dirname(place));
  prepareFile(world, place, { bytes: after, isDurable: true, folder: work }).commit();
  disk.flush(dirname(place));
  const isNew = before === undefined;
  const notes = isNew || isSame(now, wanted) ? [] : [describeOutOfStep(path)];
  return { ok: true, value: { path, kind: isNew ? "created" : "changed" }, diagnostics: notes };
}

/** The recipients of each key group of an encrypted file; undefined where it is none. */
function readGroups(path: string, bytes: Uint8Array): readonly (readonly string[])[] | undefined {
  const { header } = createSecretFileReader()({ path, bytes });
  return header?.groups.map((group) => group.map(({ id }) => id));
}

function isSame(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  const text = (groups: readonly (readonly string[])[]) =>
    JSON.stringify(groups.map((group) => [...new Set(group)].sort()));
  return text(a) === text(b);
}

function describeOutside(named: string): string {
  return `${quote(named)} lies outside of the fleet's folder.`;
}

function describeUnruled(path: string, rule: FileRule | undefined): Diagnostic {
  const message =
    rule === undefined
      ? `No rule says who may read ${quote(path)}.`
      : `${quote(path)} is a file of clan, which alone changes it.`;
  const help =
    rule === undefined
      ? `Declare one in secrets.files, or with a secret in it: fleet add secret NAME --to host:ID --file ${shellPath(path)}`
      : "Run: clan vars set, or clan secrets set";
  return createProblem("unknown-file", message, { help });
}

function describeOutOfStep(path: string): Diagnostic {
  const message = `${quote(path)} keeps the readers that it had, which are not those that are declared.`;
  const help = `Run: fleet secrets sync ${shellPath(path)}`;
  return createProblem("out-of-step", message, { severity: "warning", file: path, help });
}

function refuse(
  problem: "network-key" | "unknown-file" | "secret-is-link" | "sops-failed" | "no-identity",
  message: string,
): Checked<never> {
  return { ok: false, diagnostics: [createProblem(problem, message)] };
}
