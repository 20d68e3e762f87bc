import type { GroupStanding } from '../src/api/closing';
import type { FormRecord } from '../src/api/types';
import { STANDING, subjects } from './data.ts';

/** All that the mock services remember. */
export const state = {
  role: 'coordinator',
  subjects: subjects(),
  records: new Map<string, FormRecord>(),
  revisions: new Map<string, FormRecord[]>(),
  drafts: new Map<string, unknown>(),
  /** The version of forms that were signed before the subject moved on. */
  signedUnder: new Map<string, { definitionVersion: string; nextVersion: string | null }>(),
  fresh: false,
  lock: { locked: false, state: 'open' },
  standing: STANDING,
  sites: new Map<string, GroupStanding>(),
};
