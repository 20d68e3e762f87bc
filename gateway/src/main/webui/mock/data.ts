import type {
  AnalysisRun,
  ChecklistPoint,
  CodeBreakEntry,
  DataQuery,
  Design,
  Dispensing,
  FormDefinition,
  FormRecord,
  FormStanding,
  Me,
  Schedule,
  ScheduledEvent,
  Shipment,
  Subject,
  TypeStock,
} from '../src/api/types';

export const NOW = '2026-03-04T09:05:00Z';

export const STUDY = {
  study: 'KET-TRD-01',
  shortTitle: 'Single and repeated dose in treatment-resistant depression',
  version: '2.0',
  sites: ['Basel', 'Bern', 'Lyon', 'Graz', 'Porto', 'Leeds'].map((name, i) => ({
    id: `0${i + 1}`,
    name: `University Hospital ${name}`,
    zone: ['Europe/Zurich', 'Europe/Zurich', 'Europe/Paris', 'Europe/Vienna', 'Europe/Lisbon', 'Europe/London'][i]!,
  })),
  forms: [
    { id: 'VITALS', name: 'Vital signs', category: 'dose-day' },
    { id: 'MADRS', name: 'Depression rating (MADRS)', category: 'efficacy' },
    { id: 'AE', name: 'Adverse event', category: 'safety' },
  ],
  events: [
    { id: 'PREDOSE', name: 'Pre-dose' },
    { id: 'INFUSION', name: 'Infusion' },
    { id: 'COMMON', name: 'Any time' },
  ],
};

const SITE_01 = ['01'];
const person = (name: string, role: string, sites: string[] | null, permissions: string): Me => ({
  id: `id-of-${name.toLowerCase().replace(' ', '-')}`,
  name,
  username: name.toLowerCase().replace(' ', '.'),
  studies: [{ study: STUDY.study, roles: [role], sites, permissions: permissions.split(' ') }],
});

export const people: Record<string, Me> = {
  coordinator: person(
    'Clara Coordinator',
    'coordinator',
    SITE_01,
    'study.read subject.screen subject.read subject.randomize randomization.read eligibility.read general-data.read general-data.enter efficacy-data.read query.read query.answer',
  ),
  nurse: person(
    'Nora Nurse',
    'dose-nurse',
    SITE_01,
    'study.read subject.read randomization.read general-data.read general-data.enter dose-day-data.read dose-day-data.enter query.read query.answer safety-data.read safety-data.enter stock.read',
  ),
  rater: person(
    'Rita Rater',
    'rater',
    SITE_01,
    'study.read subject.read randomization.read general-data.read efficacy-data.read efficacy-data.enter query.read query.answer',
  ),
  monitor: person(
    'Mona Monitor',
    'monitor',
    null,
    'study.read subject.read randomization.read general-data.read efficacy-data.read dose-day-data.read query.read query.raise query.close open-report.read audit.read safety-data.read code-break.read form.verify form.review study.lock-check data.export',
  ),
  investigator: person(
    'Ivan Investigator',
    'investigator',
    SITE_01,
    'study.read subject.read randomization.read general-data.read general-data.enter dose-day-data.read dose-day-data.enter query.read query.answer stock.read kit.dispense code.break code-break.confirm code-break.read form.review form.sign efficacy-data.read safety-data.read safety-data.enter alert.acknowledge data.export',
  ),
  pharmacist: person(
    'Petra Pharmacist',
    'pharmacist',
    SITE_01,
    'study.read subject.read randomization.read pharmacy-data.read stock.read stock.read-unblinded kit.dispense kit.account',
  ),
  manager: person(
    'Dario Datamanager',
    'data-manager',
    null,
    'study.read subject.read randomization.read general-data.read dose-day-data.read query.read query.close code-break.read form.review form.lock study.lock study.lock-check efficacy-data.read query.raise audit.read open-report.read safety-data.read data.import data.export data.snapshot subject.migrate',
  ),
  dmc: person(
    'Dora Dmc',
    'dmc-member',
    null,
    'study.read design.read open-report.read closed-analysis.run closed-analysis.read meeting.hold',
  ),
  statistician: person('Stella Statistician', 'statistician', null, 'study.read open-report.read data.snapshot'),
  sponsor: person('Sven Sponsor', 'sponsor', null, 'study.read open-report.read code-break.read'),
  administrator: person('Ada Administrator', 'administrator', null, 'study.read study.publish'),
  nobody: { id: 'id-of-nina-new', name: 'Nina New', username: 'nina.new', studies: [] },
};

export const STANDING: FormStanding = {
  revision: 1,
  state: 'open',
  closedBy: null,
  verified: ['SYSBP'],
  unverified: ['DIABP', 'PULSE'],
  reviewed: false,
  signed: false,
  signatures: [],
  marks: [{ number: 1, action: 'verify', by: 'Mona Monitor', at: NOW, revision: 1, items: ['SYSBP'], text: null }],
};

export const CHECKLIST: ChecklistPoint[] = [
  { id: 'open-queries', count: 3, places: [] },
  { id: 'unreviewed-forms', count: 1, places: ['01-002/PLUS40/VITALS/2'] },
  { id: 'unsigned-subjects', count: 12, places: ['01-002'] },
];

export const CODE_BREAKS: CodeBreakEntry[] = [
  {
    codeBreak: 'c1',
    subject: '01-004',
    site: '01',
    brokenAt: NOW,
    by: 'inga.investigator',
    byName: 'Inga Investigator',
    category: 'medical-emergency',
    reason: 'Seizure two hours after the dose; treatment depends on what was given.',
    staysBlinded: 'Everybody at the site but the treating physician.',
    confirmation: null,
    notices: { delivered: 2, waiting: 1, parked: 0 },
  },
];

export const DISPENSINGS: Dispensing[] = [
  { subject: '01-002', dose: 'RANDOMIZATION', round: 1, kit: 'K4839202', dispensedAt: '2026-03-02T10:00:00Z' },
  { subject: '01-002', dose: 'RANDOMIZATION', round: 2, kit: 'K2210947', dispensedAt: NOW },
];

export const STOCK: TypeStock[] = ['central', '01'].flatMap((place) =>
  ['A', 'B'].map((type) => ({ place, type, states: { available: 9, dispensed: 4 }, usable: 9, firstExpiry: '2027-01-31' })),
);

export const SHIPMENTS: Shipment[] = [
  { shipment: 's1', depot: 'central', site: '01', state: 'sent', changedAt: NOW, kits: ['K1100238', 'K4839210', 'K7719204'] },
];

export function subjects(): Subject[] {
  return Array.from({ length: 47 }, (_, i) => {
    const site = `0${(i % 3) + 1}`;
    const randomized = i > 2 && i % 5 !== 4;
    return {
      subject: `${site}-${String(Math.floor(i / 3) + 1).padStart(3, '0')}`,
      site,
      status: randomized ? 'randomized' : 'screening',
      ended: !randomized && i % 10 === 9 ? 'screen-failed' : null,
      screenedAt: new Date(Date.UTC(2026, 1, 2 + (i % 24), 8, (i * 7) % 60)).toISOString(),
      randomizedAt: randomized ? '2026-03-02T10:00:00Z' : null,
      randomizationNumber: randomized ? `R-${4001 + i * 13}` : null,
      kit: randomized ? `K-${70001 + i * 17}` : null,
      openQueries: i % 7 === 3 ? 2 : 0,
      definitionVersion: '1.0',
      anchors: randomized
        ? { consent: '2026-02-12T09:10:00Z', baseline: '2026-03-03T09:15:00Z', infusionStart: '2026-03-04T08:00:00Z' }
        : ({ consent: '2026-02-12T09:10:00Z' } as Record<string, string>),
    };
  }).sort((a, b) => a.subject.localeCompare(b.subject));
}

const scale = (id: string, label: string) => ({ id, label, type: 'integer' as const, range: { min: 0, max: 6 }, required: true });

export const FORMS: Record<string, FormDefinition> = {
  VITALS: {
    form: 'VITALS',
    name: 'Vital signs',
    category: 'dose-day',
    repeating: true,
    itemGroups: [
      {
        id: 'BP',
        name: 'Blood pressure and pulse',
        items: [
          {
            id: 'POSITION',
            label: 'Position',
            type: 'choice',
            codeList: [
              { code: 'SUPINE', label: 'Supine' },
              { code: 'SITTING', label: 'Sitting' },
            ],
          },
          { id: 'SYSBP', label: 'Systolic blood pressure', type: 'integer', unit: 'mmHg', range: { min: 60, max: 260 }, required: true },
          { id: 'DIABP', label: 'Diastolic blood pressure', type: 'integer', unit: 'mmHg', range: { min: 30, max: 160 }, required: true },
          { id: 'PULSE', label: 'Pulse', type: 'integer', unit: '/min', range: { min: 30, max: 220 }, required: true },
        ],
      },
      {
        id: 'OXYGEN',
        name: 'Oxygen and temperature',
        items: [
          { id: 'SPO2', label: 'Oxygen saturation', type: 'integer', unit: '%', range: { min: 50, max: 100 }, required: true },
          { id: 'TEMP', label: 'Temperature', type: 'decimal', precision: 1, unit: '°C', range: { min: 30, max: 43 } },
          { id: 'REPEATED', label: 'Was the measurement repeated?', type: 'boolean' },
          { id: 'NOTE', label: 'Remark', type: 'text' },
        ],
      },
    ],
  },
  /** As version 0.9 asked it. */
  'LIVER 0.9': {
    form: 'LIVER',
    name: 'Liver tests (first version)',
    category: 'general',
    itemGroups: [
      {
        id: 'TESTS',
        items: [
          { id: 'ALT', label: 'ALT', type: 'integer', unit: 'U/L' },
          { id: 'GGT', label: 'Gamma-GT', type: 'integer', unit: 'U/L' },
        ],
      },
    ],
  },
  LIVER: {
    form: 'LIVER',
    name: 'Liver tests',
    category: 'general',
    itemGroups: [
      {
        id: 'SAMPLE',
        items: [
          { id: 'DRAWN_AT', label: 'Sample drawn', type: 'datetime' },
          { id: 'RECEIVED', label: 'Received at the laboratory', type: 'time' },
          { id: 'ALT', label: 'ALT', type: 'integer', unit: 'U/l', required: true },
          { id: 'AST', label: 'AST', type: 'integer', unit: 'U/l', missingReasons: ['not-applicable'] },
        ],
      },
    ],
  },
  MADRS: {
    form: 'MADRS',
    name: 'Depression rating (MADRS)',
    category: 'efficacy',
    itemGroups: [
      {
        id: 'CONDUCT',
        items: [
          { id: 'MADRS_CARRIED', label: 'Item 4 carried from baseline', type: 'boolean' },
        ],
      },
      {
        id: 'ITEMS',
        name: 'Items',
        items: [
          'Apparent sadness',
          'Reported sadness',
          'Inner tension',
          'Reduced sleep',
          'Reduced appetite',
          'Concentration difficulties',
          'Lassitude',
          'Inability to feel',
          'Pessimistic thoughts',
          'Suicidal thoughts',
        ]
          .map((label, i) => ({
            ...scale(`MADRS${String(i + 1).padStart(2, '0')}`, label),
            ...(i === 3 ? { carried: { from: 'BASELINE/MADRS/MADRS04', when: 'MADRS_CARRIED' } } : {}),
          }))
          .concat([{ id: 'MADRS_TOTAL', label: 'Total', type: 'integer', derivation: 'sum', range: { min: 0, max: 60 } } as never]),
      },
    ],
  },
};

type Planned = [event: string, name: string, minutes: number, tolerance: number, forms: [string, string, string][]];

const GENERAL: [string, string, string] = ['SUICIDALITY', 'Suicidality', 'general'];
const VITALS: [string, string, string] = ['VITALS', 'Vital signs', 'dose-day'];
const CADSS: [string, string, string] = ['CADSS', 'Dissociation (CADSS)', 'dose-day'];
const MADRS: [string, string, string] = ['MADRS', 'Depression rating (MADRS)', 'efficacy'];

const PLAN: Planned[] = [
  ['PREDOSE', 'Pre-dose', -60, 30, [VITALS, CADSS, GENERAL]],
  ['INFUSION', 'Infusion', 0, 0, [['INFUSION', 'Infusion record', 'dose-day']]],
  ['PLUS40', '+40 minutes', 40, 5, [VITALS, CADSS]],
  ['PLUS80', '+80 minutes', 80, 10, [VITALS, CADSS]],
  ['PLUS230', '+230 minutes', 230, 30, [VITALS, CADSS, MADRS, GENERAL]],
  ['H24', '24 hours', 1440, 240, [MADRS, GENERAL]],
  ['H72', '72 hours', 4320, 480, [MADRS, GENERAL]],
  ['DAY7', 'Day 7', 10_080, 1440, [MADRS, GENERAL, ['LIVER', 'Liver tests', 'general']]],
];

const START = Date.parse('2026-03-04T08:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

export function schedule(subject: string, role: string, records: Map<string, FormRecord>): Schedule {
  const may = new Set(people[role]?.studies[0]?.permissions);
  const states: ScheduledEvent['state'][] = ['done', 'late', 'in-window', 'not-yet', 'not-yet', 'not-yet', 'not-yet', 'not-yet'];
  const events = PLAN.map(([event, name, minutes, tolerance, forms], i): ScheduledEvent => ({
    event,
    name,
    anchor: 'infusionStart',
    doseDay: minutes < 1440,
    ...(event === 'INFUSION' ? {} : { target: at(minutes), from: at(minutes - tolerance), to: at(minutes + tolerance) }),
    state: states[i]!,
    forms: forms.map(([form, formName, category]) => {
      const access = may.has(`${category}-data.enter`) ? 'enter' : may.has(`${category}-data.read`) ? 'read' : 'none';
      const entries = [...records.values()]
        .filter((record) => record.event === event && record.form === form)
        .map(({ repeat, revision, occurredAt }) => ({ repeat, revision, occurredAt }));
      const revision = entries.find((entry) => entry.repeat === 1)?.revision ?? (i === 0 ? 1 : null);
      return access === 'none'
        ? { form, name: formName, category, access }
        : {
            form,
            name: formName,
            category,
            access,
            state: revision ? 'entered' : 'empty',
            revision,
            entries,
            ...(form === 'VITALS' ? { repeats: revision ? [1] : [] } : {}),
          };
    }),
  }));
  events.push({
    event: 'UNSCHEDULED',
    name: 'Unscheduled visit',
    state: 'in-window',
    repeating: true,
    forms: [VITALS, CADSS, GENERAL].map(([form, name, category]) => {
      const own = [...records.values()].filter((record) => record.event === 'UNSCHEDULED' && record.form === form);
      const entries = own.map(({ repeat, revision, occurredAt }) => ({ repeat, revision, occurredAt }));
      const access = may.has(`${category}-data.enter`) ? 'enter' : may.has(`${category}-data.read`) ? 'read' : 'none';
      return access === 'none'
        ? { form, name, category, access }
        : { form, name, category, access, state: 'empty', repeats: entries.map((entry) => entry.repeat), entries };
    }),
  });
  events.push({
    event: 'COMMON',
    name: 'Any time',
    state: 'in-window',
    forms: [{ form: 'AE', name: 'Adverse event', category: 'general', access: 'enter', state: 'empty' }],
  });
  return { subject, asOf: NOW, events };
}

export const QUERIES: DataQuery[] = [
  {
    query: 'q1',
    subject: '01-002',
    event: 'PREDOSE',
    form: 'VITALS',
    repeat: 1,
    item: 'PULSE',
    status: 'open',
    raisedBy: 'mona.monitor',
    raisedAt: '2026-03-04T08:30:00Z',
    text: 'The pulse of 132 is much higher than at baseline. Please confirm.',
    ageDays: 0,
    thread: [],
  },
  {
    query: 'q2',
    subject: '02-003',
    event: 'PREDOSE',
    form: 'VITALS',
    repeat: 1,
    item: 'TEMP',
    check: 'TEMP_RANGE',
    status: 'answered',
    raisedBy: 'system',
    raisedAt: '2026-02-14T08:30:00Z',
    text: 'The temperature is out of range.',
    ageDays: 18,
    thread: [
      { at: '2026-02-14T08:30:00Z', by: 'system', action: 'raised', text: 'The temperature is out of range.' },
      { at: '2026-02-15T08:30:00Z', by: 'nora.nurse.02', action: 'answered', text: 'It was measured so.' },
    ],
  },
  {
    query: 'q3',
    subject: '02-003',
    event: 'PREDOSE',
    form: 'VITALS',
    repeat: 1,
    item: null,
    status: 'answered',
    raisedBy: 'mona.monitor',
    raisedAt: '2026-02-24T08:30:00Z',
    text: 'Who measured?',
    ageDays: 8,
    thread: [{ at: '2026-02-25T08:30:00Z', by: 'nora.nurse.02', action: 'answered', text: 'I did.' }],
  },
];

export const DESIGN: Design = {
  maximumInformation: 156,
  looks: [
    { look: 1, information: 52, efficacyZ: 3.7103, futilityZ: 0 },
    { look: 2, information: 104, efficacyZ: 2.5114, futilityZ: 0.5 },
    { look: 3, information: 156, efficacyZ: 1.9929, futilityZ: null },
  ],
};

export const ANALYSES: AnalysisRun[] = [
  {
    run: 'a1',
    look: 1,
    state: 'completed',
    requestedAt: NOW,
    requestedBy: 'dora.dmc',
    result: {
      analysis: 'a1',
      look: 1,
      runAt: NOW,
      runBy: 'dora.dmc',
      information: { observed: 52, maximum: 156, fraction: 0.3333 },
      comparison: { z: 2.1042 },
      boundary: { efficacyZ: 3.7103, futilityZ: 0 },
      decision: 'continue',
    },
  },
  {
    run: 'a0',
    look: 1,
    state: 'neighbour-unavailable',
    requestedAt: NOW,
    requestedBy: 'dora.dmc',
    outcome: { detail: 'The randomizer did not answer.', fix: 'Start the analysis again.' },
  },
];
