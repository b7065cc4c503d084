import { listMovedSecrets } from "@fleet/core/internal";
import { shellWord } from "@fleet/diagnostics";
import { movesOf } from "../lock/moved-lock.ts";
import type { Project } from "../project.ts";

/** A secret file that lies under the id that a user or host had before. */
interface MovedSecret {
  readonly from: string;
  /** Where the id of now has it; nothing is there. */
  readonly target: string;
  /** The command that moves all files of the id. */
  readonly command: string;
}

/** The secret files of a project that lie under ids of before, by `moved`. */
export function listMovedSecretFiles({ fleet }: Pick<Project, "fleet">): MovedSecret[] {
  if (fleet === undefined) return [];
  const moves = movesOf({ fleet });
  return (["user", "host"] as const).flatMap((kind) =>
    [...moves[`${kind}s`]].flatMap(([id, to]) => {
      const command = `fleet rename ${kind} ${shellWord(id)} ${shellWord(to)}`;
      const left = listMovedSecrets(fleet.declared, { kind, id, to }, fleet.files);
      return [...left].map(([from, target]) => ({ from, target, command }));
    }),
  );
}
