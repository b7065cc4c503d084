import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import {
  findHostKey,
  type HostKey,
  type HostRequest,
  listKeyFiles,
  mintHostKey,
  type OpenedFleet,
  type PlannedChange,
  planHost,
  scanHostKey,
} from "@fleet/life";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { changeFleet } from "./change-command.ts";
import { textOf, textsOf } from "./option-values.ts";

/** Declares a host, with a module, its hardware and the key by which it is known. */
export function addHost(invocation: Invocation): Promise<CommandResult> {
  const { operands, options } = invocation;
  const [id = ""] = operands;
  const request = {
    id,
    system: textOf(invocation, "system") ?? "",
    stateVersion: textOf(invocation, "state-version"),
    homeProfile: textOf(invocation, "profile"),
    users: textsOf(invocation, "user"),
    tags: textsOf(invocation, "tag"),
    hardware: textOf(invocation, "hardware"),
    isListed: !options.has("no-git-add"),
  };
  return changeFleet(invocation, {
    title: `add host ${id}`,
    done: `Added the host ${quote(id)}.`,
    isAsked: false,
    plan: async (opened) => {
      // What cannot be done at all is said before anything is made or asked for.
      const without = await planHost(opened, request);
      if (!without.ok) return without;
      if (options.has("dry-run")) return planWithoutMaking(invocation, opened, request);
      const key = await findKey(invocation, opened, id);
      return key.ok ? planHost(opened, { ...request, key: key.value }) : key;
    },
  });
}

/** The same as far as it goes without a key that is made, or asked for, only when it is meant. */
async function planWithoutMaking(
  invocation: Invocation,
  opened: OpenedFleet,
  request: HostRequest,
): Promise<Checked<PlannedChange>> {
  const folder = textOf(invocation, "mint-key");
  const target = textOf(invocation, "from-keyscan");
  if (folder === undefined) {
    const keyPlan = target === undefined ? undefined : ({ kind: "scan", target } as const);
    return planHost(opened, { ...request, keyPlan });
  }
  const place = { folder, host: request.id };
  const there = findHostKey(opened.world, place);
  if (!there.ok) return there;
  if (there.value !== undefined) return planHost(opened, { ...request, key: there.value });
  const files = listKeyFiles(opened.world, place);
  return planHost(opened, {
    ...request,
    keyPlan: { kind: "mint", files, folder: shellPath(folder) },
  });
}

async function findKey(
  invocation: Invocation,
  { world }: OpenedFleet,
  host: string,
): Promise<Checked<HostKey | undefined>> {
  const folder = textOf(invocation, "mint-key");
  if (folder !== undefined) return mintHostKey(world, { folder, host });
  const target = textOf(invocation, "from-keyscan");
  if (target === undefined) return { ok: true, value: undefined, diagnostics: [] };
  const { options } = invocation;
  const question = (print: string) =>
    `${quote(target)} answers with the key ${print}\nIs that what \`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\` says on the machine?`;
  return scanHostKey(
    world,
    target,
    (print) => options.has("yes") || world.confirm?.(question(print)) === true,
  );
}
