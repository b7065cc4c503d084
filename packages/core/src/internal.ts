export { checkAcceptedCodes, describeEnd, describeUnused } from "./checks/acceptance-checks.ts";
export { describeExpiries } from "./checks/accounts/expiry-checks.ts";
export { targetProblem } from "./checks/hosts/target-problem.ts";
export { checkStrictKeys, listKeyVariables } from "./checks/values/strict-keys.ts";
export { isAddress } from "./checks/values/value-checks.ts";
export { coreCodes } from "./codes.ts";
export type {
  AggregateDeclaration,
  DefaultsDeclaration,
  FeatureDeclaration,
  FormFactor,
  HardwareDeclaration,
  HomeMode,
  Platform,
  PolicyDeclaration,
  ProfileDeclaration,
} from "./declaration/declaration.ts";
export type {
  DeployDeclaration,
  DeployEngine,
  HomeEngine,
  PullingEngine,
} from "./declaration/hosts/deploy-declaration.ts";
export {
  defaultEngine,
  hasManagedAccounts,
  pullsItself,
} from "./declaration/hosts/deploy-engines.ts";
export type {
  CodeServerDeclaration,
  ServicesDeclaration,
  UserCodeServerDeclaration,
  UserServicesDeclaration,
} from "./declaration/hosts/service-declaration.ts";
export { type System, systems } from "./declaration/hosts/systems.ts";
export type {
  LayoutDeclaration,
  LayoutPlaces,
  LayoutPreset,
  ModuleDeclaration,
  SharedModuleDeclaration,
} from "./declaration/layout-declaration.ts";
export {
  absolutePathProblem,
  accountNameProblem,
  attributeName,
  groupNameProblem,
  hostIdProblem,
  isNixName,
  loginNameProblem,
  plainNameProblem,
  relativePathProblem,
  splitHostName,
} from "./declaration/names.ts";
export type { GroupDeclaration } from "./declaration/people/group-declaration.ts";
export type {
  PasswordDeclaration,
  PasswordHashDeclaration,
  PasswordSecretDeclaration,
} from "./declaration/people/password-declaration.ts";
export type { SshKeyDeclaration } from "./declaration/people/ssh-key-declaration.ts";
export type {
  AgeKeyDeclaration,
  CryptRuleDeclaration,
  HostSecretDeclaration,
  OperatorDeclaration,
  ReaderExpressionText,
  SecretFileDeclaration,
  SecretsDeclaration,
  UserSecretDeclaration,
} from "./declaration/secret-declaration.ts";
export { holdsUnseen } from "./declaration/unseen-characters.ts";
export {
  type AuthorizedKey,
  authorizedKeyProblem,
  bareKey,
  optionsOf,
  type ParsedAuthorizedKey,
  parseAuthorizedKey,
} from "./keys/authorized-key.ts";
export type { KeyFault, SshKeyOptions } from "./keys/key-options.ts";
export { decodeBase64 } from "./keys/ssh-blob.ts";
export {
  beginsWithKeyType,
  type ParsedSshKey,
  parseSshPublicKey,
  type SshPublicKey,
  sshKeyProblem,
} from "./keys/ssh-public-key.ts";
export { moveEarlier } from "./moved/moved-history.ts";
export { moveLedger } from "./moved/moved-ledger.ts";
export { listMovedSecrets } from "./moved/secret-places.ts";
export { isWithoutMoves, listSoundMoves, noMoves } from "./moved/sound-moves.ts";
export { listOwnData, type PlacedData } from "./own-data/data-checks.ts";
export { measureData } from "./own-data/data-size.ts";
export type {
  Aggregate,
  DeclaredAgeKey,
  Defaults,
  Feature,
  FleetSecrets,
  Group,
  Host,
  Layout,
  MovedIds,
  Operator,
  PasswordSecret,
  Placement,
  Policy,
  Profile,
  ServiceAccount,
  User,
  UserSshKey,
} from "./parse/fleet.ts";
export { type Gaps, isGap } from "./parse/gaps.ts";
export { defaultSecretFiles } from "./parse/normalize/normalize-fleet.ts";
export {
  type ExplainedAccount,
  type ExplainedGroup,
  explainAccount,
} from "./queries/explained-account.ts";
export { type ExplainedHost, explainHost } from "./queries/explained-host.ts";
export { type ExplainedKey, listUserKeys } from "./queries/explained-keys.ts";
export {
  type AskedPlace,
  askNobody,
  askPerson,
  askPlace,
  type ExplainedJson,
  type ExplainedValue,
  explainValue,
} from "./queries/explained-value.ts";
export { listOwnGroups } from "./queries/groups.ts";
export { type ExplainedModule, type ModuleTracer, traceModules } from "./queries/traced-modules.ts";
export { uidOwner } from "./reserved/id-ranges.ts";
export { isRelease } from "./reserved/state-versions.ts";
export { dayAfter, dayBefore } from "./resolve/accounts/expiry.ts";
export { rootEquivalentGroups } from "./resolve/accounts/groups.ts";
export { listMemberships } from "./resolve/accounts/primary-group.ts";
export { builtIn, decide } from "./resolve/decisions.ts";
export {
  canonicalLayout,
  createCandidateLister,
  dendriticLayout,
  type Place,
} from "./resolve/modules/layout.ts";
export {
  createModuleFinder,
  type ModuleFinder,
  type ModuleReference,
  uniqueModules,
} from "./resolve/modules/module-finder.ts";
export type {
  ResolvedGroup,
  ResolvedServiceAccount,
  ResolvedSshKey,
} from "./resolve/resolved-fleet.ts";
export type { CodeServer } from "./resolve/services.ts";
export { addToGit } from "./resolve/surroundings.ts";
export { collectKeys, listOwnerKeys, type OwnerKeys, ownerName } from "./strays/owner-keys.ts";
export { type RenameSigns, tellRenames } from "./strays/renames.ts";
export { listStrays, type OwnerKind, type Stray } from "./strays/stray-files.ts";
export { reportStrays } from "./strays/stray-findings.ts";
export { reportUnused } from "./strays/unused-names.ts";
export { type AllottedUids, allotUids } from "./uids/allot-uids.ts";
export { reportAccountChanges } from "./uids/history/account-changes.ts";
export type {
  EarlierAccount,
  EarlierFleet,
  EarlierHost,
  RecordedUids,
  UidHistory,
} from "./uids/history/earlier-fleet.ts";
export { ledgerCodes } from "./uids/history/ledger-codes.ts";
export { reportStateVersions } from "./uids/history/state-version-changes.ts";
export { type Allotment, listAllotments, reportAllotments } from "./uids/history/uid-allotments.ts";
export { reportUidChanges } from "./uids/history/uid-changes.ts";
export {
  type ListedUid,
  listLedger,
  listUidsOfMachines,
  type UnlistedUid,
} from "./uids/history/uid-list.ts";
export { givesOutUids, reportLosses, type UidWitnesses } from "./uids/history/uid-losses.ts";
export { reportRenames } from "./uids/history/uid-renames.ts";
export { reportReturns } from "./uids/history/uid-returns.ts";
export { reportUserRenames } from "./uids/history/user-renames.ts";
export {
  type LedgerClash,
  type LedgerMerge,
  mergeLedgers,
  type Side,
  type Sides,
  type UidClash,
  type UserClash,
} from "./uids/merge-ledgers.ts";
export { parseLedger } from "./uids/parse-ledger.ts";
export {
  createLedger,
  emptyLedger,
  type FreedUid,
  formatUidPlace,
  freeUid,
  ledgerJson,
  spaceOf,
  type UidLedger,
  type UidLedgerJson,
  type UidPlace,
  type UidSpace,
} from "./uids/uid-ledger.ts";
