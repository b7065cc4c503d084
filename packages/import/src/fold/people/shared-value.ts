import { countBy } from "../frequency.ts";
import type { AccountFacts } from "./account-facts.ts";

/** A value for the user, and what placements say instead. */
export interface SharedValue<T> {
  readonly ofUser: T | undefined;
  /** By host, only where it is another than the user's. */
  readonly byHost: ReadonlyMap<string, T>;
}

interface Sharing<T> {
  readonly readValue: (account: AccountFacts) => T | undefined;
  /** What says in a placement that there is nothing, where the user says something; undefined where no word does. */
  readonly absentOf?: (account: AccountFacts) => T | undefined;
}

const nothing = { ofUser: undefined, byHost: new Map<string, never>() };

/**
 * Puts what most accounts have on the user, and into placements what differs. Where most have nothing, or some have
 * nothing and no word says so, only placements speak.
 */
export function shareValue<T>(
  accounts: readonly AccountFacts[],
  { readValue, absentOf = () => undefined }: Sharing<T>,
): SharedValue<T> {
  // Most values of most people are the same everywhere, or nowhere.
  const everywhere = findSameEverywhere(accounts, readValue);
  if (everywhere !== undefined) return everywhere;
  const values = accounts.map((account) => ({ account, value: readValue(account) }));
  const said = values.filter(({ value }) => value !== undefined);
  const silent = values.filter(({ value }) => value === undefined);
  const [first] = countBy(
    said.flatMap(({ value }) => (value === undefined ? [] : [value])),
    keyOf,
  );
  const canBeSilent = silent.every(({ account }) => absentOf(account) !== undefined);
  if (first === undefined || !canBeSilent || silent.length >= first.count) {
    return { ofUser: undefined, byHost: toMap(values) };
  }
  const differing = values.map(({ account, value }) => ({
    account,
    value: value ?? absentOf(account),
  }));
  return {
    ofUser: first.value,
    byHost: toMap(differing.filter(({ value }) => keyOf(value) !== first.key)),
  };
}

/** Undefined where accounts differ. */
function findSameEverywhere<T>(
  accounts: readonly AccountFacts[],
  readValue: Sharing<T>["readValue"],
): SharedValue<T> | undefined {
  const [first] = accounts;
  if (first === undefined) return nothing;
  const ofUser = readValue(first);
  const key = keyOf(ofUser);
  const isEverywhere = accounts.every((account) => {
    const value = readValue(account);
    return value === ofUser || keyOf(value) === key;
  });
  return isEverywhere ? { ofUser, byHost: nothing.byHost } : undefined;
}

function toMap<T>(
  values: readonly { readonly account: AccountFacts; readonly value: T | undefined }[],
): Map<string, T> {
  return new Map(
    values.flatMap(({ account, value }) =>
      value === undefined ? [] : [[account.host.id, value] as const],
    ),
  );
}

function keyOf(value: unknown): unknown {
  return typeof value === "object" ? JSON.stringify(value) : value;
}
