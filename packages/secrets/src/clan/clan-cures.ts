import { shellWord } from "@fleet/diagnostics";
import type { FileStatus } from "../comparison/file-status.ts";
import { findClanFolder, nameOf } from "./clan-tree.ts";

/** Encrypts every secret and var to whom their links name, and takes out links that lead to nothing (`update_secrets`). */
export const updateClanKeys = "`clan secrets key update`";

/** Whether clan says who reads a file, so that its commands mend it. */
export function isOfClan({ rule }: Pick<FileStatus, "rule">): boolean {
  return rule?.owner === "clan";
}

/** How a secret of clan is given another value: a half sentence that begins with a command. */
export function changeClanSecret(path: string): string {
  const inClan = path.slice(findClanFolder(path)?.length ?? 0);
  const [kind, place, ...names] = inClan.split("/").slice(0, -1);
  if (kind === "vars" && place === "per-machine") {
    const [machine = "", generator = ""] = names;
    const [of, at] = [shellWord(generator), shellWord(machine)];
    return `\`clan vars set ${at} ${shellWord(names.slice(1).join("/"))}\`, or have \`clan vars generate ${at} --generator ${of} --regenerate\` make another`;
  }
  if (kind === "vars" && place === "shared") {
    const [generator = ""] = names;
    return `\`clan vars generate --generator ${shellWord(generator)} --regenerate\``;
  }
  const name = nameOf(path.slice(0, path.lastIndexOf("/")));
  return `\`clan secrets set ${shellWord(name)}\``;
}
