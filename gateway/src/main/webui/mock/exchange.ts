import type { Trial, VersionChanges } from '../src/api/amendments';
import type { Verification } from '../src/api/audit';
import type { DataCut } from '../src/api/exchange';

export const CUTS: DataCut[] = [
  {
    id: 's1',
    label: 'Look 1',
    takenAt: '2026-03-04T09:00:00.123Z',
    definitionVersion: '1.0',
    subjects: 47,
    forms: 1203,
    contentHash: '9f2c'.repeat(16),
    takenBy: 'stella.statistician',
  },
];

export const MAPPINGS = [{ mapping: 'CENTRAL-LAB', form: 'VITALS' }];

/** In this mock, a file that speaks of a "bad" value has one bad line; a real import refuses it as a whole. */
export function imported(file: string, dryRun: boolean): string | { line: number; what: string[] }[] {
  const rows = file.trim().split('\n').slice(1);
  const bad = rows.map((row, i) => ({ row, line: i + 2 })).filter(({ row }) => row.includes('bad'));
  if (bad.length > 0 && !dryRun) {
    return bad.map(({ line }) => ({ line, what: ['RESULT is bad, not a whole number'] }));
  }
  const results = { ENTERED: rows.length - bad.length, ...(bad.length > 0 ? { REFUSED: bad.length } : {}) };
  const lines = rows.map((row, i) => ({
    line: i + 2,
    subject: '01-002',
    event: 'PREDOSE',
    form: 'VITALS',
    repeat: 1,
    result: row.includes('bad') ? 'REFUSED' : 'ENTERED',
    details: row.includes('bad') ? ['RESULT is bad, not a whole number'] : [],
  }));
  return [{ lines: rows.length, dryRun, results }, ...lines].map((line) => JSON.stringify(line)).join('\n');
}

export const CHANGES: VersionChanges = {
  from: '1.0',
  to: '2.0',
  subjects: 47,
  changes: [
    { kind: 'item', effect: 'added', path: '/forms/VITALS/NOTE', attributes: [], forms: 120, subjects: 40 },
    { kind: 'window', effect: 'changed', path: '/schedule/events/H24', attributes: ['from', 'to'], forms: 31, subjects: 31 },
  ],
};

export const TRIAL: Trial = {
  version: '2.0',
  subjects: 47,
  forms: 1203,
  checks: [{ form: 'VITALS', check: 'PULSE_HIGH', severity: 'query', fires: 3, settles: 0 }],
  places: {
    items: [
      {
        subject: '01-002',
        event: 'PREDOSE',
        form: 'VITALS',
        repeat: 1,
        check: 'PULSE_HIGH',
        message: 'The pulse is above 120.',
        effect: 'fires',
      },
    ],
    next: null,
  },
};

export const VERIFICATION: Verification = { entries: 3120, streams: 1250, roots: 96, findings: [] };

export const AUDIT_KEYS = [{ key: '0123456789abcdef', publicKey: 'MCowBQYDK2VwAyEA' }];

export const AUDIT_ROOT = { seq: 97, at: '2026-03-04T09:05:00Z', streams: 1250, hash: 'ab'.repeat(32) };
