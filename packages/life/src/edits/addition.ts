import type { Json } from "@fleet/project";
import { type DeclarationEdit, isRecord, valueAt } from "./declaration-edit.ts";

/** A user who is to be declared. What is undefined or empty is not written. */
export interface UserAddition {
  readonly id: string;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly isAdmin?: boolean | undefined;
  readonly uid?: number | undefined;
  readonly homeProfile?: string | undefined;
  readonly sshKeys?: readonly Json[] | undefined;
  readonly ageKeys?: readonly string[] | undefined;
  /** The ids of the hosts to have an account on. */
  readonly hosts?: readonly string[] | undefined;
}

/** What has to be edited for a declaration to have a user, who is placed where each host says who is on it. */
export function userEdits(declaration: Json, user: UserAddition): DeclarationEdit[] {
  const { id, hosts = [], sshKeys = [], ageKeys = [], isAdmin = false, ...said } = user;
  const value = {
    ...stated({ fullName: said.fullName, email: said.email }),
    ...(isAdmin ? { isAdmin } : {}),
    ...stated({ uid: said.uid, homeProfile: said.homeProfile }),
    ...(sshKeys.length === 0 ? {} : { sshKeys }),
    ...(ageKeys.length === 0 ? {} : { ageKeys }),
  };
  return [
    { kind: "set", path: ["users", id], value },
    ...hosts.map((host) => placementEdit(declaration, { user: id, host })),
  ];
}

/** The statement that a user is on a host, in the form that the host has for it. */
function placementEdit(
  declaration: Json,
  { user, host }: { readonly user: string; readonly host: string },
): DeclarationEdit {
  const path = ["hosts", host, "users"];
  return isRecord(valueAt(declaration, path))
    ? { kind: "set", path: [...path, user], value: {} }
    : { kind: "append", path, value: user };
}

/** A host that is to be declared. What is undefined or empty is not written. */
export interface HostAddition {
  readonly id: string;
  readonly system: string;
  readonly stateVersion?: string | undefined;
  readonly homeProfile?: string | undefined;
  readonly users?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly sshHostKey?: string | undefined;
}

/** What has to be edited for a declaration to have a host. */
export function hostEdits(host: HostAddition): DeclarationEdit[] {
  const { id, system, stateVersion, homeProfile, users = [], tags = [], sshHostKey } = host;
  const value = {
    system,
    ...stated({ stateVersion, homeProfile }),
    ...(users.length === 0 ? {} : { users }),
    ...(tags.length === 0 ? {} : { tags }),
    ...stated({ sshHostKey }),
  };
  return [{ kind: "set", path: ["hosts", id], value }];
}

function stated(values: { readonly [key: string]: Json | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
