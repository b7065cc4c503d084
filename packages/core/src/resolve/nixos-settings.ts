import type { Host, Placement, User } from "../parse/fleet.ts";
import { decideLinger } from "./accounts/linger.ts";
import { decidePrimaryGroup } from "./accounts/primary-group.ts";
import { decideSubordinateIds } from "./accounts/subordinate-ids.ts";
import { decide } from "./decisions.ts";
import type { Account, Decided } from "./resolved-fleet.ts";

interface Settled {
  readonly user: User;
  readonly placement: Placement;
  readonly login: string;
  readonly isDisabled: Decided<boolean>;
}

/** What NixOS alone has for an account, as far as it is declared. */
export function decideNixosSettings(
  host: Pick<Host, "platform">,
  { user, placement, login, isDisabled }: Settled,
): Pick<Account, "primaryGroup" | "hasOwnGroup" | "linger" | "subordinateIds"> {
  return {
    ...decidePrimaryGroup(host, decide(placement, user, "primaryGroup"), login),
    linger: decideLinger(host, decide(placement, user, "linger"), isDisabled),
    subordinateIds: decideSubordinateIds(host, decide(placement, user, "subordinateIds")),
  };
}
