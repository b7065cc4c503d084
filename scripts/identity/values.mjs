// Who publishes this, under which names: identity.json, read, checked and changed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../ensure.mjs";

/** What stands for the owner as long as nobody has said who that is. */
export const placeholder = "OWNER";

/** A login of GitHub: letters, digits and single hyphens between them. */
const login = /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/;

/** The name of a repository on GitHub. Neither `.` nor `..`, and nothing that git takes for an ending. */
const repositoryName = /^(?!\.{1,2}$)(?!.*\.git$)[\w.-]{1,100}$/;

/** A scope of npm. */
const scopeName = /^@[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?$/;

/** The identity of a checkout; stops with a sentence when it is none. */
export function readIdentity(root) {
  const identity = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));
  const mistake = findMistake(identity);
  if (mistake !== undefined) fail(`identity.json: ${mistake}`);
  return identity;
}

/** Writes the identity of a checkout. */
export function writeIdentity(root, identity) {
  writeFileSync(join(root, "identity.json"), `${JSON.stringify(identity, undefined, 2)}\n`);
}

/** The identity with what the options say: `repository` follows `owner`, and `flake` follows both. */
export function changeIdentity(identity, { owner, repository, scope }) {
  const [ownerBefore, nameBefore] = identity.repository.split("/");
  const nextOwner = owner ?? repository?.split("/")[0] ?? ownerBefore;
  const nextRepository = repository ?? `${nextOwner}/${nameBefore}`;
  return {
    ...identity,
    owner: nextOwner,
    repository: nextRepository,
    flake: `github:${nextRepository}`,
    scope: scope ?? identity.scope,
  };
}

/** Why this is no identity, as a sentence; undefined when it is one. */
export function findMistake({ owner, repository, flake, scope }) {
  if (!login.test(owner)) {
    return `${JSON.stringify(owner)} is no login of GitHub. Write letters, digits and single hyphens: --owner keith`;
  }
  const [first, name, ...rest] = String(repository).split("/");
  if (!login.test(first) || !repositoryName.test(name ?? "") || rest.length > 0) {
    return `${JSON.stringify(repository)} is no repository of GitHub. Write owner and name: --repository keith/fleet`;
  }
  if (first !== owner) {
    return `The repository ${JSON.stringify(repository)} is not ${JSON.stringify(owner)}'s. Write one owner in both.`;
  }
  if (!scopeName.test(scope)) {
    return `${JSON.stringify(scope)} is no scope of npm. Write @, then small letters, digits and hyphens: --scope @keith`;
  }
  if (flake !== `github:${repository}`) {
    return `The flake ${JSON.stringify(flake)} is not that of the repository, "github:${repository}".`;
  }
  return undefined;
}

/**
 * Why a scope is somebody else's: packages of it are installed, and once the project's own stood under
 * it as well, nothing would tell them apart.
 */
export function findTaken(root, { scope }) {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const isForeign = ([path, { link }]) => path.includes(`node_modules/${scope}/`) && link !== true;
  const [path] = Object.entries(packages).find(isForeign) ?? [];
  if (path === undefined) return undefined;
  const name = path.slice(path.lastIndexOf(`node_modules/${scope}/`) + "node_modules/".length);
  return `${JSON.stringify(scope)} is the scope of ${name}, which the project uses and does not publish. Write a scope of your own: --scope @keith`;
}
