import type { SecretRule } from "./secret-rule.ts";

/**
 * Who reads what where nothing is declared: what is shared goes to hosts and admins; what is a host's
 * own to the host and its admins; what is a user's own to the user, and to the hosts where the user is
 * admin, so that it stays with the user alone who is admin nowhere.
 */
export const defaultSecretRules: readonly SecretRule[] = [
  { path: "secrets/shared.yaml", readers: ["hosts", "admins"] },
  { path: "secrets/shared/**", readers: ["hosts", "admins"] },
  { path: "secrets/hosts/{host}.yaml", readers: ["host:{host}", "admins@{host}"] },
  { path: "secrets/hosts/{host}/**", readers: ["host:{host}", "admins@{host}"] },
  { path: "secrets/users/{user}.yaml", readers: ["user:{user}", "hosts@{user}:admin"] },
  { path: "secrets/users/{user}/**", readers: ["user:{user}", "hosts@{user}:admin"] },
];
