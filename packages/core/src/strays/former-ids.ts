import { shellWord } from "@fleet/diagnostics";
import { listSoundMoves } from "../moved/sound-moves.ts";
import type { Fleet } from "../parse/fleet.ts";
import { type KnownFiles, renderMoves } from "./moves.ts";
import type { OwnerKind, Stray } from "./stray-files.ts";

interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/** The ids that somebody or something had before, as `moved` says. */
export function listFormer(fleet: Fleet, { kind, id }: Owner): string[] {
  return [...movesOf(fleet, kind)].flatMap(([old, to]) => (to === id ? [old] : []));
}

/** The id that an owner of files has now, as `moved` says; undefined where it says nothing. */
export function moveOf(fleet: Fleet, { kind, id }: Owner): string | undefined {
  return movesOf(fleet, kind).get(id);
}

function movesOf(fleet: Fleet, kind: OwnerKind): ReadonlyMap<string, string> {
  const { users, hosts } = listSoundMoves(fleet);
  return kind === "user" ? users : kind === "host" ? hosts : new Map();
}

/** What gives files of an old id the new one; undefined where `moved` does not say that they are one. */
export function describeMoved(
  fleet: Fleet,
  { stray, to }: { readonly stray: Stray; readonly to: string | undefined },
  known: KnownFiles,
): string | undefined {
  if (to === undefined || moveOf(fleet, stray) !== to) return undefined;
  const command = `fleet rename ${stray.kind} ${shellWord(stray.id)} ${shellWord(to)}`;
  const moves = renderMoves(fleet, { stray, to }, known);
  return `To move what has the old name: \`${command}\`${moves === "" ? "." : `, or \`${moves}\`.`}`;
}
