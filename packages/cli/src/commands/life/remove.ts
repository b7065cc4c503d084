import { quote } from "@fleet/diagnostics";
import { planRemoval, type Subject } from "@fleet/life";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { changeFleet } from "./change-command.ts";

/** Lets a user go. */
export function removeUser(invocation: Invocation): Promise<CommandResult> {
  return remove(invocation, "user");
}

/** Lets a host go. */
export function removeHost(invocation: Invocation): Promise<CommandResult> {
  return remove(invocation, "host");
}

function remove(invocation: Invocation, kind: Subject["kind"]): Promise<CommandResult> {
  const [id = ""] = invocation.operands;
  return changeFleet(invocation, {
    title: `remove ${kind} ${id}`,
    done: `Removed the ${kind} ${quote(id)}.`,
    isAsked: true,
    plan: (opened) => planRemoval(opened, { kind, id }),
  });
}
