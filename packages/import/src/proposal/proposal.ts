import type { FleetDeclaration } from "@fleet/core";

/** A declaration for a fleet that was found, and what to say of it. */
export interface Proposal {
  /** Plain data, as JSON holds it. Keys are in the order in which a careful person would write them. */
  readonly declaration: FleetDeclaration;
  readonly remarks: readonly Remark[];
  readonly questions: readonly Question[];
  readonly left: readonly LeftItem[];
}

/** A comment at a place of the declaration. */
export interface Remark {
  /** The keys and indexes that lead to the value: `["hosts", "mini", "system"]`. */
  readonly path: readonly (string | number)[];
  /** A sentence or half of one, without the mark of a comment. Several lines are several comments. */
  readonly text: string;
  /** Whether something was guessed there, which somebody should look at. */
  readonly isGuess: boolean;
}

/** Something that only a person knows. Until it is answered, `proposed` stands in the declaration. */
export interface Question {
  /** Of which kind, and about what: stays the same from run to run, so that an answer can be given beforehand. */
  readonly id: string;
  /** Such as `Are crs58 on blackphos and cameron on stibnite one person?` */
  readonly text: string;
  /** Why it is asked, as a sentence. */
  readonly because: string;
  readonly answers: readonly { readonly value: string; readonly text: string }[];
  /** The value of the answer that is taken unless somebody says otherwise. */
  readonly proposed: string;
}

/** What is not carried over, and where somebody has to do it. */
export interface LeftItem {
  /** Of which kind, for counting: `home`, `module`, `password`, `group`, `sudo-rule`, `sops-setting`, … */
  readonly kind: string;
  /** What it is about: `ada@mini`, `mini`, `.sops.yaml:12`. */
  readonly about: string;
  /** What was found and is not declared, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence; "" where nothing has to be done, because it goes on as it is. */
  readonly help: string;
  /** The files in which it stands, from the folder of the flake. */
  readonly files: readonly string[];
}

/** Answers to questions, by their ids. */
export type Answers = ReadonlyMap<string, string>;
