import { quote } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { lookAtStrays } from "@fleet/project/internal";

/** Where files of nobody could not be looked for, and why; empty where they were looked for everywhere. */
export function renderUnseenStrays(project: Project): string {
  const look = lookAtStrays(project);
  if (look?.isCut === true) {
    return "Files of nobody were not looked for: there is more Nix here than is read for it.\n";
  }
  if (look === undefined || look.imported.length === 0) return "";
  const folders = look.imported.map((folder) => quote(folder)).join(", ");
  return `Files of nobody were not looked for in ${folders}: something imports whatever is there.\n`;
}
