import type { JsonRecord } from "../../fleet-json/json-value.ts";

/** A person who has an account on a host before and after. */
export interface AccountPair {
  /** The ids of now. */
  readonly host: string;
  readonly user: string;
  /** The ids of before. */
  readonly hostBefore: string;
  readonly userBefore: string;
  /** Whether fleet says of the host who can log in at all, before and after: elsewhere, much of it is the system's. */
  readonly isManaged: boolean;
  readonly before: JsonRecord;
  readonly after: JsonRecord;
}
