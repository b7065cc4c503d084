/** What is called otherwise now: the new id by the old one, for as long as a branch or machine may know the old. */
export interface MovedDeclaration<U extends string = string, H extends string = string> {
  /** People under a new id. Uid, login and what is owed of secrets go with them. Default: none. */
  readonly users?: MovedIds<U> | undefined;
  /** Machines under a new id. Default: none. */
  readonly hosts?: MovedIds<H> | undefined;
}

/** New ids by old ones, of which none is declared any more. */
type MovedIds<Id extends string> = { readonly [old: string]: Id } & (string extends Id
  ? unknown
  : { readonly [K in Id]?: never });
