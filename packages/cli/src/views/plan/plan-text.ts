import { compareNames, showLine } from "@fleet/diagnostics";
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

/** What sops will ask over a network, each key with its address, and for how many files; "" for nothing. */
export function renderRemoteKeys(keysOfFiles: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const key of keysOfFiles.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  if (counts.size === 0) return "";
  const lines = [...counts]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([key, count]) => `  ${showLine(key)} (${count} ${count === 1 ? "file" : "files"})\n`);
  return `sops will send keys over the network to:\n${lines.join("")}`;
}

/** Of which files it only shows afterwards whether whoever agrees can change and open them; "" for none. */
export function renderUntold(files: readonly { readonly path: string }[], prefix: string): string {
  if (files.length === 0) return "";
  const paths = files
    .slice(0, listedFiles)
    .map(({ path }) => `  ${showLine(`${prefix}${path}`)}\n`);
  const hidden = files.length - listedFiles;
  const more = hidden > 0 ? `  … and ${hidden} more files\n` : "";
  const why =
    "Whether you can change these and still open them then only shows once sops uses keys for which it starts a program or goes over a network. Where you cannot, they stay as they are:";
  return `\n${why}\n${paths.join("")}${more}`;
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
