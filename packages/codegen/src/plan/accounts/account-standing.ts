import { rootEquivalentGroups } from "@fleet/core/internal";
import type { JsonRecord } from "../../fleet-json/json-value.ts";
import { textsOf } from "../facts/fleet-facts.ts";

/** Whether whoever logs in to an account is root by what it is: an admin, or in a group that amounts to root. */
export function holdsRoot({ isAdmin, isDisabled, groups, primaryGroup }: JsonRecord): boolean {
  if (isDisabled === true) return false;
  return isAdmin === true || textsOf([...textsOf(groups), primaryGroup]).some(isRootGroup);
}

/** Whether a group amounts to root. */
export function isRootGroup(name: unknown): boolean {
  return typeof name === "string" && rootEquivalentGroups.has(name);
}

/** Whether nothing that is declared lets anybody log in; undefined where nothing is said of keys. */
export function isLockedOut({ sshKeys, password }: JsonRecord): boolean | undefined {
  if (!Array.isArray(sshKeys)) return undefined;
  return sshKeys.length === 0 && (password === undefined || password === "locked");
}

/** What is said of an account that is new, or gone. */
export function summarizeAccount(account: JsonRecord): JsonRecord {
  const { username, uid, isAdmin, isDisabled } = account;
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    isAdmin: isAdmin === true,
    ...(isDisabled === true ? { isDisabled } : {}),
  };
}
