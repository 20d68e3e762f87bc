import type { PublishedVersion, Trial, VersionChanges } from '../src/api/amendments';
import type { AuditRoot, Verification } from '../src/api/audit';
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

export const VERSIONS: PublishedVersion[] = [
  ['2.0', '2026-03-01T08:00:00Z'],
  ['1.0', '2026-01-12T08:00:00Z'],
  ['0.9', '2026-01-05T08:00:00Z'],
].map(([version, publishedAt], i) => ({
  version: version!,
  publishedAt: publishedAt!,
  publishedBy: 'ada.administrator',
  contentHash: `${i}f2c`.repeat(16),
}));

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

const auditRoot = (seq: number): AuditRoot => ({
  seq,
  at: new Date(Date.parse('2026-03-04T09:05:00Z') - (97 - seq) * 300_000).toISOString(),
  streams: 1250 - (97 - seq),
  changed: seq % 3 === 0 ? [] : [{ stream: 'KET-TRD-01/01-002/PREDOSE/VITALS/1' }],
  merkleRoot: 'cd'.repeat(32),
  previousHash: 'ef'.repeat(32),
  hash: 'ab'.repeat(32),
  key: '0123456789abcdef',
  signature: `${'A'.repeat(86)}==`,
});

export const AUDIT_ROOT = auditRoot(97);

/** Of so many roots, the last first. */
export function auditRoots(search: URLSearchParams, count = 97) {
  const [before, limit] = [Number(search.get('after') ?? count + 1), Number(search.get('limit'))];
  const items = Array.from({ length: Math.min(limit, before - 1) }, (_, i) => auditRoot(before - 1 - i));
  const last = items.at(-1)?.seq ?? 1;
  return { items, next: last > 1 ? String(last) : null };
}
