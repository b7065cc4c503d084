import { quote } from "@fleet/diagnostics";
import { planUser } from "@fleet/life";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { changeFleet } from "./change-command.ts";
import { textOf, textsOf } from "./option-values.ts";

/** Declares a user, with a module and accounts on hosts. */
export function addUser(invocation: Invocation): Promise<CommandResult> {
  const { operands, options } = invocation;
  const [id = ""] = operands;
  const uid = textOf(invocation, "uid");
  const request = {
    id,
    fullName: textOf(invocation, "name"),
    email: textOf(invocation, "email"),
    isAdmin: options.has("is-admin"),
    uid: uid === undefined ? undefined : Number(uid),
    homeProfile: textOf(invocation, "profile"),
    hosts: textsOf(invocation, "host"),
    sshKeys: textsOf(invocation, "ssh-key"),
    ageKeys: textsOf(invocation, "age-key"),
    isListed: !options.has("no-git-add"),
  };
  return changeFleet(invocation, {
    title: `add user ${id}`,
    done: `Added the user ${quote(id)}.`,
    isAsked: false,
    plan: (opened) => planUser(opened, request),
  });
}
