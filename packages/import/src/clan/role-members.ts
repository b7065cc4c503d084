import { type ModuleSettings, readModuleSettings } from "./module-settings.ts";
import type { ClanInventory, ClanMachine, ClanRole } from "./read-inventory.ts";

/** A machine that has a role, and what the role is told there. */
export interface RoleMember extends ModuleSettings {
  readonly machine: ClanMachine;
}

/** The machines that have a role, by themselves or by a tag, in order. */
export function listRoleMembers(
  role: ClanRole,
  { machines }: Pick<ClanInventory, "machines">,
): readonly RoleMember[] {
  return machines.flatMap((machine) => {
    const tags = [...role.tags].filter(([tag]) => machine.tags.has(tag));
    if (tags.length === 0 && !role.machines.has(machine.name)) return [];
    // The particular comes last, as what is said there counts.
    const modules = [role.settings, ...tags.map(([, settings]) => settings)];
    return [{ machine, ...readModuleSettings(...modules, role.machines.get(machine.name)) }];
  });
}
