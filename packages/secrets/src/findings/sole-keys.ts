import { shellPath } from "@fleet/diagnostics";
import { isOfClan } from "../clan/clan-cures.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import { isForeign } from "../comparison/kept-keys.ts";

/**
 * The keys of a file that has none but those which fleet does not use as long as the file's rule does not name
 * them: keys that sops talks to somebody about, and PGP's. None for any other file.
 */
function listSoleKeys({ file, rule }: Pick<FileStatus, "file" | "rule">): string[] {
  const ids = [...new Set((file.header?.groups ?? []).flat().map(({ id }) => id))];
  const ruled = new Set((rule?.groups ?? []).flat().map(({ recipient }) => recipient.id));
  return ids.every((id) => isForeign(id) && !ruled.has(id)) ? ids : [];
}

/**
 * How a file that only such keys open gets other readers, as sentences with a space before them; "" for any
 * other file. Whose key it is only people know: a stranger's would have sops send them what proves who they are.
 */
export function explainSoleKeys(status: Pick<FileStatus, "file" | "rule">): string {
  const keys = isOfClan(status) ? [] : listSoleKeys(status);
  if (keys.length === 0) return "";
  const readers = keys.map((id) => JSON.stringify(id)).join(", ");
  const file = shellPath(status.file.path);
  const way = `name it in the file's rule (readers: [${readers}, …]), run \`fleet generate\` and \`fleet secrets sync\`, and take it out again afterwards if it is not meant to stay`;
  return ` No other key opens it. If it is yours, ${way}. If it is not, what is in the file is lost here: take it from where it comes from, \`rm ${file}\`, and make it anew with \`sops edit ${file}\`.`;
}
