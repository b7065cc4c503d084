import { showLine } from "@fleet/diagnostics";
import type { SyncPlan } from "@fleet/secrets";

/** Of many files with the same change, so many are listed. */
const listedFiles = 10;

/** Says who gains and who loses which files; files with the same change stand together. */
export function renderPlan(plans: readonly SyncPlan[], prefix: string): string {
  const groups = new Map<string, SyncPlan[]>();
  for (const plan of plans) {
    const key = JSON.stringify([plan.gains, plan.loses, plan.replaces]);
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()]
    .map((group) => `${renderGroup(group, prefix).join("\n")}\n`)
    .join("\n");
}

function renderGroup(group: readonly SyncPlan[], prefix: string): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const paths = group.slice(0, listedFiles).map(({ path }) => showLine(`${prefix}${path}`));
  const hidden = group.length - listedFiles;
  const { gains, loses, replaces } = first;
  const changes = [
    ...gains.map((name) => `  + ${showLine(name)} can decrypt it`),
    ...loses.map((name) => `  - ${showLine(name)} no longer can`),
    ...replaces.map((name) => `  ~ ${showLine(name)} can with other keys`),
  ];
  return [
    ...paths,
    ...(hidden > 0 ? [`… and ${hidden} more files`] : []),
    ...(changes.length > 0 ? changes : ["  ~ the same readers, in other groups or another form"]),
  ];
}
