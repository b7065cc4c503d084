import { type ModuleSettings, readModuleSettings } from "./module-settings.ts";
import type { ClanInventory, ClanMachine, ClanRole } from "./read-inventory.ts";

/** A machine that has a role, and what the role is told there: one object for all machines that are told the same. */
export interface RoleMember {
  readonly machine: ClanMachine;
  readonly settings: ModuleSettings;
}

/** The machines that have a role, by themselves or by a tag, in order. */
export function* listRoleMembers(
  role: ClanRole,
  { machines }: Pick<ClanInventory, "machines">,
): Iterable<RoleMember> {
  const known = new Map<string, ModuleSettings>();
  for (const machine of machines) {
    const tags = [...role.tags.keys()].filter((tag) => machine.tags.has(tag));
    if (tags.length === 0 && !role.machines.has(machine.name)) continue;
    const own = role.machines.get(machine.name);
    const key = JSON.stringify(own === undefined ? tags : [machine.name]);
    const settings = known.get(key) ?? readSettings(role, tags, own);
    known.set(key, settings);
    yield { machine, settings };
  }
}

/** The particular comes last, as what is said there counts. */
function readSettings(role: ClanRole, tags: readonly string[], own: unknown): ModuleSettings {
  return readModuleSettings(role.settings, ...tags.map((tag) => role.tags.get(tag)), own);
}
