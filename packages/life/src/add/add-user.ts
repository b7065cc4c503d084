import { beginsWithKeyType, sshKeyProblem } from "@fleet/core/internal";
import { type Checked, type Diagnostic, quote } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { decodeText, encodeText, pathInside, readLocalFile } from "@fleet/project/internal";
import { dirname, resolve } from "pathe";
import type { PlannedChange } from "../change/change.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { planChange } from "../change/plan-change.ts";
import { describeReading } from "../change/secret-reading.ts";
import {
  findNameProblem,
  findUnknown,
  findUnknownProfile,
  placeModule,
} from "../change/subject.ts";
import { createProblem } from "../codes.ts";
import { userEdits } from "../edits/addition.ts";
import { describeModule } from "./module-file.ts";
import { emptyModule } from "./new-module.ts";

/** Whom to add, as it was said. */
export interface UserRequest {
  readonly id: string;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly isAdmin: boolean;
  readonly uid?: number | undefined;
  readonly homeProfile?: string | undefined;
  readonly hosts: readonly string[];
  /** Lines of public keys, or files with them, from the folder that the command was started in. */
  readonly sshKeys: readonly string[];
  readonly ageKeys: readonly string[];
  /** Whether git is told of the files that are made. */
  readonly isListed: boolean;
}

/** Plans to declare a user, with the module that the layout wants and an account on some hosts. */
export async function planUser(
  opened: OpenedFleet,
  request: UserRequest,
): Promise<Checked<PlannedChange>> {
  const { id, hosts, homeProfile } = request;
  const keys = readKeys(opened, request.sshKeys);
  const problems = [
    findNameProblem(opened, { kind: "user", id }),
    ...hosts.map((host) => findUnknown(opened, { kind: "host", id: host })),
    findUnknownProfile(opened, homeProfile),
    ...keys.problems,
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) return { ok: false, diagnostics: problems };
  const module = placeModule(opened, "user", { user: id });
  const made = describeModule(opened, module, { isListed: request.isListed });
  const planned = await planChange(opened, {
    title: `add user ${id}`,
    edits: userEdits(opened.declaration, { ...request, sshKeys: keys.values }),
    files: new Map(made.files.map((path) => [path, encodeText(emptyModule)])),
    isListed: request.isListed,
    index: { added: made.listed },
    notes: {
      facts: [...made.facts, ...(hosts.length === 0 ? [describeNowhere(id)] : [])],
      commands: made.commands,
    },
    isTold: ({ code, path }) => made.isByHand && code === "core/untracked-file" && path[1] === id,
  });
  return planned.ok ? { ...planned, value: describeReading(planned.value) } : planned;
}

function describeNowhere(id: string): string {
  return `${quote(id)} has no account yet: name hosts with --host, or in the config.`;
}

interface ReadKeys {
  readonly values: readonly Json[];
  readonly problems: readonly Diagnostic[];
}

function readKeys(opened: OpenedFleet, texts: readonly string[]): ReadKeys {
  const read = texts.map((text) => readKey(opened, text));
  return {
    values: read.flatMap((one) => (Array.isArray(one) ? one : [])),
    problems: read.flatMap((one) => (Array.isArray(one) ? [] : [one])),
  };
}

/** A line stands for itself. A file of the fleet is named; from one elsewhere its keys are taken. */
function readKey({ world, root }: OpenedFleet, text: string): Json[] | Diagnostic {
  if (beginsWithKeyType(text)) {
    const problem = sshKeyProblem(text);
    return problem === undefined ? [text] : describeBadKey(text, problem);
  }
  const path = resolve(world.folder, text);
  const inside = pathInside(root, path);
  if (inside !== undefined && world.disk.follow(path)?.kind === "file") return [{ file: inside }];
  const file = readLocalFile(world.disk, { root: dirname(path), path, name: text });
  if (!file.ok) {
    const message = `${quote(text)} is no SSH key, and no file that can be read.`;
    const help = "Give the line of a .pub file, or the file: --ssh-key ~/.ssh/id_ed25519.pub";
    return createProblem("bad-answer", message, { help });
  }
  const lines = decodeText(file.bytes)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const problem = lines.map((line) => sshKeyProblem(line)).find((one) => one !== undefined);
  if (lines.length > 0 && problem === undefined) return lines;
  return describeBadKey(text, problem ?? "It holds no key.");
}

/** What was given is not repeated: it could be a private key. */
function describeBadKey(text: string, problem: string): Diagnostic {
  const shown = beginsWithKeyType(text)
    ? "An SSH key cannot be used."
    : `${quote(text)} holds no SSH key that can be used.`;
  const help = "Give the public half, which ends in .pub: --ssh-key ~/.ssh/id_ed25519.pub";
  return createProblem("bad-answer", `${shown} ${problem}`, { help });
}
