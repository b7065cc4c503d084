import { moveLedger, splitHostName } from "@fleet/core/internal";
import { type Checked, formatPath, quote, shellWord } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { encodeText, lockPath, renderLock } from "@fleet/project/internal";
import { parseRecord } from "@fleet/secrets";
import type { PlannedChange } from "../change/change.ts";
import { listUnmodified } from "../change/index-update.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { planChange } from "../change/plan-change.ts";
import { findNameProblem, findUnknown } from "../change/subject.ts";
import { type DeclarationEdit, isRecord, valueAt } from "../edits/declaration-edit.ts";
import type { Subject } from "../edits/mentions.ts";
import { renamingEdits } from "../edits/renaming.ts";
import { isLoginMoved, loginEdits } from "./login-edits.ts";
import { listMoves } from "./moved-files.ts";
import { moveOf, renameInRecord } from "./record-names.ts";

/** Who or what is to be called otherwise. */
export interface RenameRequest {
  readonly subject: Subject;
  readonly to: string;
  /** Whether machines go on knowing it as they do: a user by the login, a host by its name. */
  readonly isNameKept: boolean;
  /** Whether `moved` is to say it, for branches that know the old id. Default: it is not. */
  readonly isSaid?: boolean;
}

/** Plans to call a user or host otherwise: in the config, in the names of files, in the ledger and the record. */
export async function planRename(
  opened: OpenedFleet,
  request: RenameRequest,
): Promise<Checked<PlannedChange>> {
  const { subject, to, isNameKept, isSaid = false } = request;
  const isDone = isRenamedByHand(opened, subject, to);
  const problem = isDone
    ? undefined
    : (findUnknown(opened, subject) ?? findNameProblem(opened, { kind: subject.kind, id: to }));
  if (problem !== undefined) return { ok: false, diagnostics: [problem] };
  const { world, root, project, declaration } = opened;
  const all = listMoves(opened, subject, to);
  const isInGit = project.tracked !== undefined;
  const safe = isInGit
    ? await listUnmodified(world, root, { paths: [...all.keys()], isCommitted: false })
    : new Set(all.keys());
  const moves = new Map([...all].filter(([path]) => safe.has(path)));
  const left = [...all].filter(([path]) => !safe.has(path));
  const kept = isNameKept && !isDone ? keptNames(opened, subject) : {};
  const logins = loginEdits(opened, request, isDone);
  const isNeeded = logins.length > 0 || isLoginMoved(opened, request);
  const dropped = isNeeded ? [] : droppedNames(opened, request);
  const edits = renamingEdits(declaration, { subject, to, moves: all, kept, dropped, isSaid });
  const lock = renameInLock(opened, subject, { to, moves });
  return planChange(opened, {
    title: `rename ${subject.kind} ${subject.id} ${to}`,
    edits: [...logins, ...edits, ...(isNameKept ? [] : ownerEdits(opened, subject, to))],
    files: lock === undefined ? new Map() : new Map([[lockPath, encodeText(lock)]]),
    moves,
    index: isInGit ? { moved: [...moves] } : {},
    notes: {
      facts: isDone
        ? [
            "The config has the new name already: what is remembered of the old one, and its files, follow.",
          ]
        : [
            ...describeRename(opened, { subject, to, isNameKept }),
            ...(isInGit && !isSaid ? [describeBranches(subject)] : []),
          ],
      commands: left.map(([from, target]) => describeMove(project.tracked, from, target)),
    },
    isTold: (finding) => isAboutMoved(finding, { subject, to, left }),
  });
}

/** Whether somebody has written the new name into the config, so that files and ledger are all that is left. */
function isRenamedByHand({ fleet }: OpenedFleet, { kind, id }: Subject, to: string): boolean {
  const { declared, lock } = fleet;
  const known = kind === "user" ? declared.users : declared.hosts;
  if (known.has(id) || !known.has(to)) return false;
  if (declared.moved[`${kind}s`].get(id) === to) return true;
  if (kind === "host") return true;
  // Where the new one has a uid already, the two are two people to the ledger.
  const holders = [lock.uids.nixos, ...lock.uids.hosts.values()].flatMap(({ accounts }) => [
    ...accounts.values(),
  ]);
  return holders.includes(id) && !holders.includes(to);
}

/** What is to be declared so that machines see no difference. */
function keptNames({ fleet }: OpenedFleet, { kind, id }: Subject): { [key: string]: Json } {
  // What a user needs is in `loginEdits`.
  if (kind === "user") return {};
  const { hostname, domain } = fleet.declared.hosts.get(id) ?? { hostname: id, domain: undefined };
  const [, declared] = splitHostName(id);
  return { hostname, ...(domain === undefined || domain !== declared ? {} : { domain }) };
}

/** A name that is declared, and says no more than the new id does, or is to change with it. */
function droppedNames(
  { declaration }: OpenedFleet,
  { subject: { kind, id }, to, isNameKept }: RenameRequest,
): string[] {
  const key = kind === "user" ? "username" : "hostname";
  const declared = valueAt(declaration, [`${kind}s`, id, key]);
  const isSame = declared === (kind === "user" ? to : splitHostName(to)[0]);
  return declared !== undefined && (isSame || !isNameKept) ? [key] : [];
}

function renameInLock(
  { fleet: { lock } }: OpenedFleet,
  subject: Subject,
  renamed: { readonly to: string; readonly moves: ReadonlyMap<string, string> },
): string | undefined {
  if (lock.text === undefined) return undefined;
  const { value, diagnostics } = parseRecord(lock.secrets, lockPath);
  const isRead = lock.secrets !== undefined && diagnostics.length === 0;
  const secrets = isRead ? renameInRecord(value, subject, renamed) : lock.secrets;
  return renderLock({ ...lock, secrets, uids: moveLedger(lock.uids, moveOf(subject, renamed.to)) });
}

/** Secrets of hosts that belong to the login which becomes another one. */
function ownerEdits({ declaration, fleet }: OpenedFleet, { kind, id }: Subject, to: string) {
  if (kind !== "user") return [];
  const edits: DeclarationEdit[] = [];
  for (const [host, { accounts }] of fleet.resolved.hosts) {
    const login = accounts.get(id)?.username;
    if (login === undefined || login.origin === "placement") continue;
    const secrets = valueAt(declaration, ["hosts", host, "secrets"]);
    if (!isRecord(secrets)) continue;
    for (const name of Object.keys(secrets)) {
      const path = ["hosts", host, "secrets", name, "owner"];
      if (valueAt(declaration, path) === login.value) edits.push({ kind: "set", path, value: to });
    }
  }
  return edits;
}

function describeRename(opened: OpenedFleet, request: RenameRequest): string[] {
  return request.subject.kind === "user"
    ? describeUser(opened, request)
    : describeHost(opened, request);
}

/** Elsewhere, a branch may name somebody by the old id: after a merge, that would be nobody. */
function describeBranches({ kind, id }: Subject): string {
  return `A branch that still names the ${kind} ${quote(id)} has to be mended once it is merged. Where there are any: --say-moved tells them the new id.`;
}

function describeUser(
  { fleet: { resolved } }: OpenedFleet,
  { subject: { id }, to, isNameKept }: RenameRequest,
): string[] {
  if (isNameKept) {
    return ["Logins, uids and home directories stay what they are."];
  }
  return [...resolved.hosts.values()].flatMap((host) => {
    const account = host.accounts.get(id);
    const login = account?.username;
    if (account === undefined || login?.origin === "placement" || login?.value === to) return [];
    const old = account.username.value;
    const uid = account.uid === undefined ? "its uid" : `the uid ${account.uid.value}`;
    return [
      `${quote(host.id)}: the login ${quote(old)} becomes ${quote(to)} and keeps ${uid}; a password that was set on the machine does not come along.`,
    ];
  });
}

function describeHost(
  { fleet: { declared } }: OpenedFleet,
  { subject: { id }, to, isNameKept }: RenameRequest,
): string[] {
  const output = `Its output is ${quote(to)} from now on: deploy ${quote(`.#${to}`)}.`;
  const name = declared.hosts.get(id)?.hostname;
  if (isNameKept || name === splitHostName(to)[0])
    return [`The name of the machine stays. ${output}`];
  return [`The machine is called ${quote(splitHostName(to)[0])} once it is switched. ${output}`];
}

function describeMove(
  tracked: ReadonlySet<string> | undefined,
  from: string,
  target: string,
): [command: string, purpose: string] {
  const move = tracked?.has(from) === true ? "git mv" : "mv";
  const folder = target.includes("/") ? target.slice(0, target.lastIndexOf("/")) : ".";
  const command = `mkdir -p ${shellWord(folder)} && ${move} -- ${shellWord(from)} ${shellWord(target)}`;
  return [command, "git does not have this file as it is, so that it was left where it is"];
}

interface Left {
  readonly subject: Subject;
  readonly to: string;
  readonly left: readonly (readonly [from: string, to: string])[];
}

/** That a module is missing which a printed command moves. */
function isAboutMoved(
  { code, path, message }: PlannedChange["findings"][number],
  { subject, to, left }: Left,
): boolean {
  if (left.length === 0) return false;
  const isCode = ["core/missing-file", "core/looks-renamed", "core/untracked-file"].includes(code);
  const isOwn = formatPath(path.slice(0, 2)) === formatPath([`${subject.kind}s`, to]);
  return isCode && (isOwn || left.some(([, target]) => message.includes(quote(target))));
}
