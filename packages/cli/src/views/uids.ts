import type { Allotment, ListedUid, UnlistedUid } from "@fleet/core/internal";
import type { Table } from "@fleet/diagnostics";

/** What was allotted, a line for each. */
export function renderAllotments(allotments: readonly Allotment[], isWriting: boolean): string {
  const lines = allotments.map(({ uid, user, host, isBack }) => {
    const where = host === undefined ? "" : ` on ${host}`;
    if (!isBack) return `${isWriting ? "Allotted" : "Would allot"} ${uid} to ${user}${where}\n`;
    return `${user} ${isWriting ? "gets" : "would get"} ${uid} back${where}\n`;
  });
  // Machines may be older than the fleet, and what an account has on one of them is not known here.
  const hint = allotments.some(({ isBack }) => !isBack)
    ? "Who has an account there already keeps its uid: declare what `id -u LOGIN` prints on the machine.\n"
    : "";
  return `${lines.join("")}${hint}`;
}

/** The uids that are given out, or were, and those that are left to machines. */
export function tabulateUids(uids: readonly ListedUid[], left: readonly UnlistedUid[]): Table {
  const rows = uids.map(({ uid, user, host, platform, state, declaredAt, isRecorded }) => [
    String(uid),
    user,
    host === null ? "NixOS" : describeHost(host, platform),
    `${declaredAt === null ? state : `declared: ${declaredAt}`}${isRecorded ? "" : ", not written yet"}`,
  ]);
  const unknown = left.map(({ user, host, declaredAt }) => [
    "?",
    user,
    describeHost(host, "nixos"),
    `left to the machine: ${declaredAt}`,
  ]);
  return { head: ["uid", "user", "where", "why"], rows: [...rows, ...unknown] };
}

function describeHost(host: string, platform: ListedUid["platform"]): string {
  if (platform === null) return `${host} (gone)`;
  return `${host} (${platform === "darwin" ? "Mac" : "NixOS"})`;
}
