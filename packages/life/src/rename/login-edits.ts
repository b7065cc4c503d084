import type { OpenedFleet } from "../change/opened-fleet.ts";
import type { DeclarationEdit } from "../edits/declaration-edit.ts";
import type { RenameRequest } from "./rename-subject.ts";

/**
 * What has to be declared of a user's login for it to stay, or to become the new id. Where nothing declares one, it is
 * the id, or the one that the user had before, as `moved` says; `isDone` where the config has the new id already.
 */
export function loginEdits(
  opened: OpenedFleet,
  request: RenameRequest,
  isDone: boolean,
): DeclarationEdit[] {
  const { subject, to, isNameKept } = request;
  if (subject.kind !== "user") return [];
  const own = isDone ? to : subject.id;
  const user = opened.fleet.declared.users.get(own);
  const login = user?.own.username;
  const isSilent = login === undefined && isNameKept && isDone && user?.formerId !== undefined;
  const wanted = isNameKept ? (login ?? user?.formerId ?? subject.id) : to;
  const isSaid = wanted === login || (wanted === to && !isLoginMoved(opened, request));
  return isSilent || isSaid
    ? []
    : [{ kind: "set", path: ["users", own, "username"], value: wanted }];
}

/** Whether `moved` leads to a user afterwards, whose login is then another one than the id where none is declared. */
export function isLoginMoved(
  { fleet: { declared } }: OpenedFleet,
  { subject: { kind, id }, to, isSaid = false }: RenameRequest,
): boolean {
  const names = [id, to];
  const lines = [...declared.moved.users];
  return (
    kind === "user" && (isSaid || lines.some(([old, now]) => names.includes(now) && old !== to))
  );
}
