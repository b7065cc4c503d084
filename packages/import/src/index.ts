export { importCodes } from "./codes.ts";
export type {
  FoundFile,
  FoundFleet,
  FoundGroup,
  FoundHome,
  FoundHost,
  FoundModule,
  FoundPassword,
  FoundSecret,
  FoundSource,
  FoundUser,
} from "./found/found-fleet.ts";
export type { AssignedKey, AssignedOwner, FoundKeys, FoundOwner } from "./found/found-keys.ts";
export type { Answers, LeftItem, Proposal, Question, Remark } from "./proposal/proposal.ts";
