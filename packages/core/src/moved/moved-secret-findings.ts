import { type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { Surroundings } from "../resolve/surroundings.ts";
import { listMovedSecrets } from "./secret-places.ts";
import { listSoundMoves } from "./sound-moves.ts";

/** Secret files that lie under an id of before, where no rule is about them any more. Once for each id. */
export function* secretsAreMoved(
  fleet: Fleet,
  { files, tracked }: Pick<Surroundings, "files" | "tracked">,
): Iterable<Diagnostic> {
  const moves = listSoundMoves(fleet);
  for (const kind of ["user", "host"] as const) {
    for (const [id, to] of moves[`${kind}s`]) {
      const left = listMovedSecrets(fleet, { kind, id, to }, files);
      const [first, ...more] = left.keys();
      if (first === undefined) continue;
      const what = `${quote(first)}${more.length === 0 ? " has" : ` and ${more.length} more have`}`;
      const message = `${what} the name of ${quote(id)}, which is called ${quote(to)} now: no rule is about ${more.length === 0 ? "it" : "them"} there.`;
      const commands = [...left].map(([from, target]) => {
        const move = tracked?.has(from) === true ? "git mv" : "mv";
        return `${makeFolder(target, files)}${move} -- ${shellWord(from)} ${shellWord(target)}`;
      });
      const help = `Run: fleet rename ${kind} ${shellWord(id)} ${shellWord(to)}. Or by hand: \`${commands.join(" && ")}\`.`;
      yield coreCodes.create("moved-secrets", message, { path: ["moved", `${kind}s`, id], help });
    }
  }
}

/** Into a folder that is not there nothing can be moved. */
function makeFolder(target: string, files: ReadonlySet<string>): string {
  const folder = target.slice(0, target.lastIndexOf("/") + 1);
  const isThere = folder === "" || [...files].some((file) => file.startsWith(folder));
  return isThere ? "" : `mkdir -p -- ${shellWord(folder.slice(0, -1))} && `;
}
