import type { UserDeclaration } from "@fleet/core";
import { countValues } from "../frequency.ts";
import type { PersonalHomes } from "../homes/fold-homes.ts";
import type { LeftList } from "../left-list.ts";
import { type AccountFacts, nameAccount } from "./account-facts.ts";

interface Described {
  readonly id: string;
  readonly accounts: readonly AccountFacts[];
  readonly homes: PersonalHomes;
}

/** The names of a person: the full name is the comment of the accounts, or else what commits are signed with. */
export function describePerson(
  { id, accounts, homes }: Described,
  left: LeftList,
): Pick<UserDeclaration, "fullName" | "email" | "description"> {
  const [said] = countValues(accounts.flatMap(({ user: { description } }) => description ?? []));
  // nix-darwin is told none of whom nobody described, and would be told the full name.
  const isOnMac = accounts.some(({ host }) => host.platform === "darwin");
  const comment = said ?? (isOnMac ? { value: "" } : undefined);
  for (const account of accounts) {
    const { description, definedIn } = account.user;
    if (description === null || description === comment?.value || description === "") continue;
    left.add({
      kind: "description",
      about: nameAccount(account),
      message:
        "Its comment is another than that of the person's other accounts, and a user has one.",
      help: "",
      files: definedIn,
    });
  }
  const authors = [...homes.byHost.values()].map(({ home }) => home);
  const [author] = countValues(authors.flatMap((home) => home?.fullName ?? []));
  const [email] = countValues(authors.flatMap((home) => home?.email ?? []));
  const fullName = author?.value ?? (comment?.value === "" ? undefined : comment?.value);
  return {
    fullName: fullName === id ? undefined : fullName,
    email: email?.value,
    description:
      comment === undefined || comment.value === (fullName ?? id) ? undefined : comment.value,
  };
}
