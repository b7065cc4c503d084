import type { System } from "@fleet/core/internal";
import type { LookedAccount, LookedMachine } from "../machine/looked-machine.ts";
import type { InitPerson } from "./init-answers.ts";
import { isMac } from "./init-answers.ts";

/** The release that a machine is installed with where it does not say. */
export const currentRelease = "25.11";

/** The name of the profile that fits a machine. */
export function proposeProfile({ formFactor }: Pick<LookedMachine, "formFactor">): string {
  return formFactor === "laptop" || formFactor === "server" ? formFactor : "workstation";
}

/** Accounts of a machine, the one first that is to be the primary admin: whose name is given, else an admin. */
export function orderAccounts(
  accounts: readonly LookedAccount[],
  me: string | undefined,
): readonly LookedAccount[] {
  const first =
    accounts.find(({ login }) => login === me) ??
    accounts.find(({ isAdmin }) => isAdmin) ??
    accounts[0];
  return first === undefined ? [] : [first, ...accounts.filter((account) => account !== first)];
}

/** Somebody as a machine has them. */
export function personOf(account: LookedAccount): InitPerson {
  const { login, uid, fullName, shell, isAdmin, sshKeys } = account;
  return {
    id: login,
    uid,
    fullName,
    shell,
    isAdmin,
    sshKeys,
    email: undefined,
    homeProfile: undefined,
  };
}

/** What the file of a host says from the start: what the machine had, and else what lets it boot and be reached. */
export function proposeSettings(
  { settings: { carried }, isUefi, firstDisk, formFactor }: LookedMachine,
  system: System,
): ReadonlyMap<string, string> {
  if (isMac(system)) return new Map();
  const hasLoader = [...carried.keys()].some((option) => option.startsWith("boot.loader."));
  const loader: readonly (readonly [string, string])[] =
    isUefi === false
      ? [
          ["boot.loader.grub.enable", "true"],
          ["boot.loader.grub.device", JSON.stringify(firstDisk ?? "/dev/sda")],
        ]
      : [
          ["boot.loader.efi.canTouchEfiVariables", "true"],
          ["boot.loader.systemd-boot.enable", "true"],
        ];
  const network: readonly (readonly [string, string])[] =
    formFactor === "server" || formFactor === "vm"
      ? [["services.openssh.enable", "true"]]
      : [["networking.networkmanager.enable", "true"]];
  // Of an old configuration, what it leaves out was left out on purpose.
  const usual = carried.size > 0 ? [] : network;
  return new Map([...(hasLoader ? [] : loader), ...usual, ...carried]);
}
