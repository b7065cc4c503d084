import { type Checked, type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { createRuleFinder } from "@fleet/secrets";
import type { PlannedChange } from "../change/change.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { planChange } from "../change/plan-change.ts";
import { findUnknown } from "../change/subject.ts";
import { createProblem } from "../codes.ts";
import { type DeclarationEdit, valueAt } from "../edits/declaration-edit.ts";
import type { Subject } from "../edits/mentions.ts";
import { describeFile } from "./secret-place.ts";

/** Which secret to declare, as it was said. */
export interface SecretRequest {
  readonly name: string;
  /** Who has it, as `host:mini` or `user:ada`. */
  readonly to: readonly string[];
  /** Its file, from the root; undefined for the usual one of each. */
  readonly file?: string | undefined;
}

/** A planned secret, and the files that it is to stand in, in order. */
export interface PlannedSecret {
  readonly change: PlannedChange;
  readonly paths: readonly string[];
}

/** Plans to declare a secret of hosts and users, with a rule for its file where none is about it. */
export async function planSecret(
  opened: OpenedFleet,
  { name, to, file }: SecretRequest,
): Promise<Checked<PlannedSecret>> {
  const owners = to.map((text) => readOwner(text));
  const problems = [
    name === "" ? createProblem("bad-name", "No secret is named.") : undefined,
    to.length === 0 ? describeNobody() : undefined,
    file === undefined ? undefined : describeFile(opened, file),
    ...owners.map((owner) => ("code" in owner ? owner : findUnknown(opened, owner))),
    ...owners.map((owner) => ("code" in owner ? undefined : findThere(opened, owner, name))),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) return { ok: false, diagnostics: problems };
  const subjects = owners.flatMap((owner) => ("code" in owner ? [] : [owner]));
  const paths = [...new Set(subjects.map((subject) => file ?? usualFile(opened, subject)))];
  const edits = [
    ...subjects.map(({ kind, id }): DeclarationEdit => {
      const value: Json = file === undefined ? {} : { file };
      return { kind: "set", path: [`${kind}s`, id, "secrets", name], value };
    }),
    ...paths.flatMap((path) => ruleEdit(opened, path, to)),
  ];
  const planned = await planChange(opened, {
    title: `add secret ${name}`,
    edits,
    helps: keyHelps(subjects),
    notes: {
      facts: paths.map(
        (path) => `Its value stands in ${quote(path)}, under the key ${quote(name)}.`,
      ),
    },
  });
  return planned.ok ? { ...planned, value: { change: planned.value, paths } } : planned;
}

/** Somebody without a key can be given one at once; where users and hosts are meant, the finding says it in general. */
function keyHelps(subjects: readonly Subject[]): ReadonlyMap<string, string> {
  const [first] = subjects;
  if (first === undefined || subjects.some(({ kind }) => kind !== first.kind)) return new Map();
  const help =
    first.kind === "host"
      ? `Write the line of /etc/ssh/ssh_host_ed25519_key.pub on the machine into ${formatPath(["hosts", first.id, "sshHostKey"])}, from here: ssh-keyscan -t ed25519 ADDRESS. Then run the command again.`
      : `Write what age-keygen prints as the public key into ${formatPath(["users", first.id, "ageKeys"])}, a list; then run the command again.`;
  return new Map([["secrets/reader-without-key", help]]);
}

function readOwner(text: string): Subject | Diagnostic {
  const [, kind, id = ""] = /^(user|host):(.+)$/s.exec(text) ?? [];
  if (kind === "user" || kind === "host") return { kind, id };
  const message = `${quote(text)} is no host or user.`;
  return createProblem("bad-answer", message, { help: "Write host:mini or user:ada." });
}

function describeNobody(): Diagnostic {
  const help = "Say who has it: --to host:mini, or --to user:ada.";
  return createProblem("bad-answer", "Nobody is named who has the secret.", { help });
}

function findThere(
  { declaration }: OpenedFleet,
  { kind, id }: Subject,
  name: string,
): Diagnostic | undefined {
  const path = [`${kind}s`, id, "secrets", name];
  if (valueAt(declaration, path) === undefined) return undefined;
  const message = `${quote(`${kind}:${id}`)} has a secret ${quote(name)} already.`;
  return createProblem("is-there", message, { path });
}

/** Where the secrets of a host or user come from that name no file. */
function usualFile({ fleet: { declared } }: OpenedFleet, { kind, id }: Subject): string {
  const { hostFile = "secrets/hosts/{host}.yaml", userFile = "secrets/users/{user}.yaml" } =
    declared.secrets ?? {};
  return (kind === "host" ? hostFile : userFile).replaceAll(`{${kind}}`, id);
}

/** A rule for a file that none is about: those who have the secret read it, and operators as everywhere. */
function ruleEdit(
  { fleet: { declared, secrets } }: OpenedFleet,
  path: string,
  to: readonly string[],
): DeclarationEdit[] {
  const isRuled =
    secrets === undefined
      ? isUsual(path) && declared.secrets?.defaultRules !== false
      : createRuleFinder(secrets.secrets.rules).find(path) !== undefined;
  if (isRuled) return [];
  return [{ kind: "append", path: ["secrets", "files"], value: { path, readers: [...to] } }];
}

/** Whether a path has readers without a rule of its own. */
function isUsual(path: string): boolean {
  return /^secrets\/(shared|hosts\/|users\/)/.test(path);
}
