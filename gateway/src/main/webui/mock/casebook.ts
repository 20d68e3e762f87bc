import type { FieldChange } from '../src/api/history';
import type { Answered, FormRecord } from '../src/api/types';

const answerOf = (revision: FormRecord | undefined, item: string): Answered => {
  const [value, missing] = [revision?.values[item], revision?.missing[item]];
  return missing ? { missing } : value === undefined || value === null ? {} : { value };
};

const change = (item: string, before: FormRecord | undefined, after: FormRecord): FieldChange => ({
  item,
  before: answerOf(before, item),
  after: answerOf(after, item),
  revision: after.revision,
  changedBy: after.savedBy,
  changedAt: after.savedAt,
  reasonForChange: after.reasonForChange,
});

const differs = ({ before, after }: FieldChange) => JSON.stringify(before) !== JSON.stringify(after);

export const changesOf = (revisions: FormRecord[], item: string): FieldChange[] =>
  revisions.map((revision, i) => change(item, revisions[i - 1], revision)).filter(differs);

export function differences(revisions: FormRecord[], from: number, to: number): FieldChange[] {
  const [before, after] = [revisions[from - 1], revisions[to - 1]!];
  const items = new Set([before, after].flatMap((each) => Object.keys({ ...each?.values, ...each?.missing })));
  return [...items].map((item) => change(item, before, after)).filter(differs);
}

/** In this mock, all that was entered was entered for this subject. */
export const casebookOf = (subject: string, forms: FormRecord[]) => ({
  study: 'KET-TRD-01',
  subject,
  site: subject.slice(0, 2),
  definitionVersion: '1.0',
  forms: forms.map((form) => ({ ...form, subject })),
});
