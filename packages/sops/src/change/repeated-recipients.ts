import type { SopsHeader } from "@fleet/secrets";
import { recipientOfNobody } from "@fleet/secrets/internal";

/** Whether a header names a recipient more than once in a group. */
export function hasRepeated({ groups }: Pick<SopsHeader, "groups">): boolean {
  return groups.some((group) => new Set(group.map(({ id }) => id)).size < group.length);
}

/**
 * The groups to which sops has to bring a file, one after the other, so that each recipient stands in
 * it once: sops compares groups as sets, and leaves a file alone whose set is the one that it should
 * have. With one more, it writes all of them anew; whoever could open the file still can.
 */
export function stepsWithoutRepeated(
  groups: readonly (readonly string[])[],
): readonly (readonly (readonly string[])[])[] {
  const single = groups.map((group) => [...new Set(group)]);
  return [
    single.map((group, index) => (index === 0 ? [...group, recipientOfNobody] : group)),
    single,
  ];
}
