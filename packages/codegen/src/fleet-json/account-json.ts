import type { Account } from "@fleet/core";
import {
  dayAfter,
  type PasswordDeclaration,
  type ResolvedServiceAccount,
} from "@fleet/core/internal";
import type { Home } from "@fleet/profiles";
import type { Json } from "./json-text.ts";
import { secretsJson, type WiredSecrets } from "./wired-secrets-json.ts";

/** What an account is on its host, with its home. */
export function accountJson(account: Account, home: Home | undefined, secrets: WiredSecrets): Json {
  return {
    data: account.data,
    description: account.description,
    email: account.email,
    expires: account.expires?.value,
    fullName: account.fullName,
    groups: account.groups.map(({ value }) => value),
    hasOwnGroup: account.hasOwnGroup ? true : undefined,
    home: home === undefined ? { mode: "none" } : homeJson(home, secrets),
    homeDirectory: account.homeDirectory.value,
    isAdmin: account.isAdmin.value,
    isDisabled: account.isDisabled.value ? true : undefined,
    isDefaultShell: account.shell.origin === "built-in" ? true : undefined,
    linger: account.linger?.value,
    lockedFrom: account.expires === undefined ? undefined : dayAfter(account.expires.value),
    password: passwordJson(account.password?.value),
    primaryGroup: account.primaryGroup?.value,
    services: servicesJson(account),
    shell: account.shell.value,
    sshKeys: account.sshKeys,
    subordinateIds: subordinateIdsJson(account),
    uid: account.uid?.value,
    username: account.username.value,
  };
}

/** Of a secret its name alone: what else there is to it stands among those of the host. */
export function passwordJson(password: PasswordDeclaration | undefined): Json | undefined {
  if (typeof password !== "object") return password;
  return "secret" in password ? { secret: password.secret } : { hash: password.hash };
}

/** What a service account is, on all hosts that have it; without what it need not say. */
export function serviceAccountJson(account: ResolvedServiceAccount): Json {
  return {
    createHome: account.createsHome.value ? true : undefined,
    description: account.description?.value,
    group: account.group.value,
    groups: account.groups.length === 0 ? undefined : account.groups.map(({ value }) => value),
    hasOwnGroup: account.hasOwnGroup ? true : undefined,
    homeDirectory: account.homeDirectory?.value,
    shell: account.shell?.value,
    sshKeys: account.sshKeys.length === 0 ? undefined : account.sshKeys,
    uid: account.uid?.value,
    username: account.username.value,
  };
}

function subordinateIdsJson({ subordinateIds }: Account): Json | undefined {
  if (typeof subordinateIds?.value !== "object") return subordinateIds?.value;
  const { count, start } = subordinateIds.value;
  return { count, start };
}

function servicesJson({ codeServer }: Account): Json | undefined {
  if (codeServer === undefined) return undefined;
  const { auth, host, port, workingDirectory } = codeServer.value;
  return { codeServer: { auth, host, port, workingDirectory } };
}

function homeJson(home: Home, secrets: WiredSecrets): Json {
  if (home.mode.value === "none") return { mode: "none" };
  return {
    mode: home.mode.value,
    modules: home.modules,
    profile: home.profile.value,
    secrets: secretsJson(secrets),
    stateVersion: home.stateVersion.value,
  };
}
