import { type Diagnostic, quote } from "@fleet/diagnostics";
import { planRename, type Subject } from "@fleet/life";
import { createProblem } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { changeFleet } from "./change-command.ts";
import { textOf } from "./option-values.ts";

/** Calls a user otherwise; the login stays unless it is to change. */
export function renameUser(invocation: Invocation): Promise<CommandResult> {
  return rename(invocation, "user", textOf(invocation, "login") !== "change");
}

/** Calls a host otherwise; its name becomes another one unless it is to stay. */
export function renameHost(invocation: Invocation): Promise<CommandResult> {
  return rename(invocation, "host", textOf(invocation, "hostname") === "keep");
}

function rename(
  invocation: Invocation,
  kind: Subject["kind"],
  isNameKept: boolean,
): Promise<CommandResult> {
  const [id = "", to = ""] = invocation.operands;
  const isSaid = invocation.options.has("say-moved");
  return changeFleet(invocation, {
    title: `rename ${kind} ${id} ${to}`,
    done: `The ${kind} ${quote(id)} is called ${quote(to)} now.`,
    isAsked: true,
    isMending: true,
    plan: async (opened) =>
      to === ""
        ? { ok: false, diagnostics: [describeMissing(kind)] }
        : planRename(opened, { subject: { kind, id }, to, isNameKept, isSaid }),
  });
}

function describeMissing(kind: Subject["kind"]): Diagnostic {
  const help = `Write the present id and the new one: fleet rename ${kind} OLD NEW`;
  return createProblem("unknown-option", "There is no new name.", { help });
}
