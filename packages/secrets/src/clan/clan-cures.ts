import { shellWord } from "@fleet/diagnostics";
import type { FileStatus } from "../comparison/file-status.ts";
import { nameOf } from "./clan-tree.ts";

/** Encrypts every secret and var to whom their links name, and takes out links that lead to nothing (`update_secrets`). */
export const updateClanKeys = "`clan secrets key update`";

/** Whether clan says who reads a file, so that its commands mend it. */
export function isOfClan({ rule }: Pick<FileStatus, "rule">): boolean {
  return rule?.owner === "clan";
}

/** How a secret of clan is given another value: a half sentence that begins with a command. */
export function changeClanSecret(path: string): string {
  const names = path.split("/").slice(0, -1);
  const [owner = "", generator = "", file = ""] = names.slice(-3);
  if (names.at(-4) === "per-machine") {
    const [machine, of] = [shellWord(owner), shellWord(generator)];
    return `\`clan vars set ${machine} ${shellWord(`${generator}/${file}`)}\`, or have \`clan vars generate ${machine} --generator ${of} --regenerate\` make another`;
  }
  if (owner === "shared" && names.at(-4) === "vars") {
    return `\`clan vars generate --generator ${shellWord(generator)} --regenerate\``;
  }
  return `\`clan secrets set ${shellWord(nameOf(names.join("/")))}\``;
}
