import type { listUidsOfMachines } from "@fleet/core/internal";
import type { ExaminedRow } from "@fleet/project";
import type { describeAccess, describeFile } from "../../src/commands/access/access.ts";
import type { describeAnswer } from "../../src/commands/access/access-ways.ts";
import type { describeRun } from "../../src/commands/generate/generation-run.ts";
import type { describeAdoption } from "../../src/commands/secrets/secrets-adopt.ts";
import type { CodePage } from "../../src/pages/code-page.ts";
import type { describeAccepted } from "../../src/views/accepted-findings.ts";
import type { describeWays } from "../../src/views/access/access-ways.ts";
import type { describeChange } from "../../src/views/change-plan.ts";
import type { describeDeployment } from "../../src/views/deploy/deploy-text.ts";
import type { describeEditor } from "../../src/views/editor-text.ts";
import type { describeImport } from "../../src/views/import/import-json.ts";
import type { describePlan } from "../../src/views/plan/plan-description.ts";
import type { describeChangedFiles } from "../../src/views/secrets/change-report.ts";
import type { describeFileStates } from "../../src/views/secrets/status-text.ts";
import type { describeVerdicts } from "../../src/views/verification-report.ts";

/** What a config that was not run leaves unknown. */
interface Told {
  /** Of an answer that comes from `fleet.json`: which file it was. */
  readonly from: string;
  /** The config that was not run. */
  readonly unrun: string;
  /** What is not known therefore. */
  readonly unknown: readonly string[];
}

type Accepted = ReturnType<typeof describeAccepted>;

/** What is shown of the fleet from one side. */
interface Topics {
  /** Groups: which there are where, and who is in them. */
  readonly groups: readonly object[];
  /** Services: what runs for whom, and who reaches it. */
  readonly services: readonly object[];
  /** Data of one's own, and how modules read it. */
  readonly data: readonly {
    readonly declared: string;
    readonly read: string;
    readonly data: unknown;
  }[];
  /** The commands that deploy. */
  readonly deploy: readonly object[];
}

/** What an answer explains; only what is named by `kind` is there. */
interface Explained extends Topics, Told {
  readonly kind:
    | "account"
    | "host"
    | "user"
    | "profile"
    | "file"
    | "code"
    | "groups"
    | "services"
    | "data"
    | "deploy";
  readonly account: object;
  readonly host: object;
  readonly user: object;
  readonly profile: object;
  readonly file: object;
  readonly code: CodePage;
}

interface SecretsChange {
  /** Whether any file was written. */
  readonly written: boolean;
  /** Of how many files the ledger remembers other readers than before, where nothing was to be done. */
  readonly remembered: number;
  /** How many debts went with that. */
  readonly forgiven: number;
  readonly files: ReturnType<typeof describeChangedFiles>;
  readonly owed: readonly Owed[];
}

/** What is owed since a reader has gone. */
interface Owed {
  readonly file: string;
  readonly recipient: string;
  readonly reader: string;
  readonly name: string;
  /** The file that says so; null where the recipient is declared. */
  readonly namedBy: string | null;
  readonly isRotated: boolean;
  /** The day on which somebody said that the secrets were changed; null where nobody did. */
  readonly acknowledged: string | null;
}

type Change = Omit<ReturnType<typeof describeChange>, "title"> & {
  /** Which change; null where none was planned. */
  readonly title: string | null;
};

/** What each command adds to what all say, by its name. Any of it is missing where there is nothing to say. */
export interface CommandOutputs {
  readonly init: {
    /** Whether anything was written. */
    readonly written: boolean;
    readonly root: string;
    /** `kept` is what somebody has written otherwise. */
    readonly files: readonly {
      readonly path: string;
      readonly change: "created" | "unchanged" | "kept";
    }[];
    /** The paths of what was generated. */
    readonly generated: readonly string[];
    /** Sentences about the machine. */
    readonly notes: readonly string[];
  };
  readonly generate: Omit<ReturnType<typeof describeRun>, "plan"> & {
    /** With --watch: when it was, in UTC. */
    readonly time: string;
    readonly plan: Pick<ReturnType<typeof describePlan>, "counts" | "changes" | "work"> | null;
  };
  readonly check: Topics & {
    /** The day for which was checked, where it matters. */
    readonly date: string;
    readonly accepted: Accepted;
  };
  readonly plan: ReturnType<typeof describePlan>;
  readonly verify: {
    readonly accepted: Accepted;
    readonly hosts: ReturnType<typeof describeVerdicts>;
  };
  readonly "add user": Change;
  readonly "add host": Change;
  readonly "add secret": Change;
  readonly "remove user": Change;
  readonly "remove host": Change;
  readonly "rename user": Change;
  readonly "rename host": Change;
  readonly deploy: ReturnType<typeof describeDeployment>;
  readonly explain: Explained;
  readonly doctor: {
    readonly rows: readonly ExaminedRow[];
    /** With --bundle: where the report was written. */
    readonly file: string;
    /** With --bundle: its text. */
    readonly report: string;
  };
  readonly import: ReturnType<typeof describeImport> & {
    /** Whether the config was written. */
    readonly written: boolean;
  };
  readonly uids: {
    readonly uids: readonly {
      readonly uid: number;
      readonly user: string;
      /** The only host on which it counts. */
      readonly host: string | null;
      readonly state: "declared" | "allotted" | "tombstone";
      readonly declaredAt: string | null;
      readonly platform: string | null;
      readonly isRecorded: boolean;
    }[];
    readonly leftToMachines: ReturnType<typeof listUidsOfMachines>;
  };
  readonly "uids free": {
    readonly freed: {
      readonly uid: number;
      readonly host: string | null;
      readonly user: string;
    } | null;
  };
  readonly "uids merge": { readonly merged: boolean; readonly clashes: readonly object[] };
  readonly access: Told & {
    readonly access: readonly (Omit<
      ReturnType<typeof describeAccess>,
      "rule" | "origin" | "expressions"
    > & {
      readonly rule: string | null;
      readonly origin: unknown;
      /** Null where nothing tells it. */
      readonly expressions: readonly string[] | null;
    })[];
    readonly files: readonly ReturnType<typeof describeFile>[];
    readonly ways: ReturnType<typeof describeWays>;
    /** What access why asks, of each host. */
    readonly answers: readonly ReturnType<typeof describeAnswer>[];
  };
  readonly "secrets status": Told & {
    readonly accepted: Accepted;
    readonly files: ReturnType<typeof describeFileStates>;
    /** The files that the declaration leaves alone. */
    readonly ignored: readonly string[];
    readonly owed: readonly Owed[];
  };
  readonly "secrets sync": SecretsChange;
  readonly "secrets rotate": SecretsChange;
  readonly "secrets acknowledge": { readonly acknowledged: readonly string[] };
  readonly "secrets adopt": ReturnType<typeof describeAdoption>;
  readonly "secrets edit": {
    /** The path from the root; null where it could not be opened. */
    readonly file: string | null;
    readonly change: "created" | "unchanged" | "changed" | null;
  };
  readonly editor: ReturnType<typeof describeEditor>;
}
