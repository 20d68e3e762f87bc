import type { Answered, ConflictingChange, FormDefinition, FormEntry, FormRecord, ItemValue, Merge, Problem } from '../api/types';
import { itemsOf } from './draft';

export type Side = 'theirs' | 'yours';

/** What was sent besides the items: it stands where neither side changed it. */
export type Sent = { occurredAt: string; windowReason?: string; reasonForChange?: string };

const same = (one: Answered, other: Answered) => JSON.stringify(one) === JSON.stringify(other);

/** What stands at a place afterwards: where one side alone changed it, that side; where both did, the one that was chosen. */
function answerOf(change: ConflictingChange, chosen: Record<string, Side>): Answered {
  if (change.conflict) {
    return chosen[change.item] === 'yours' ? change.yours : change.theirs;
  }
  return same(change.yours, change.base) ? change.theirs : change.yours;
}

/** Whether the person has decided on everything that both sides changed. */
export const isDecided = (problem: Problem, chosen: Record<string, Side>) =>
  (problem.changes ?? []).every((change) => !change.conflict || chosen[change.item] !== undefined);

/** A draft on top of the saved revision, with both sides' changes as far as they do not collide, and what was chosen where they do. */
export function resolved(problem: Problem, definition: FormDefinition, chosen: Record<string, Side>, sent: Sent): Merge {
  const draft: Merge = {
    occurredAt: sent.occurredAt,
    windowReason: sent.windowReason,
    values: { ...problem.currentValues },
    missing: { ...problem.currentMissing },
  };
  for (const item of itemsOf(definition)) {
    if (item.derivation) {
      delete draft.values[item.id];
    }
  }
  for (const change of problem.changes ?? []) {
    const answer = answerOf(change, chosen);
    if (change.item === 'occurredAt') {
      draft.occurredAt = String(answer.value ?? sent.occurredAt);
    } else if (change.item === 'windowReason') {
      draft.windowReason = answer.value as string | undefined;
    } else {
      put(draft.values, change.item, answer.value);
      put(draft.missing, change.item, answer.missing);
    }
  }
  return draft;
}

/** What is carried over in the saved revision stays the service's where nobody here answered it. */
export function leftToService(merge: Merge, record: FormRecord | null, sent: Pick<FormEntry, 'values'>): Merge {
  const values = { ...merge.values };
  for (const item of record?.carried ?? []) {
    if (!(item in sent.values) && JSON.stringify(values[item]) === JSON.stringify(record?.values[item])) {
      delete values[item];
    }
  }
  return { ...merge, values };
}

function put<T extends ItemValue>(target: Record<string, T>, item: string, value: T | undefined): void {
  if (value === undefined) {
    delete target[item];
  } else {
    target[item] = value;
  }
}
