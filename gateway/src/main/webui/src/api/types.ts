export type Problem = {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  fix?: string;
  instance?: string;
  errorId?: string;
  violations?: { field: string; value?: unknown; message: string }[];
  findings?: Finding[];
  reasons?: string[];
  /** Of a file: what is wrong with which line. */
  lines?: { line: number; what: string[] }[];
  /** Of many things in one request: which of them cannot be done. */
  entries?: { index: number; detail: string }[];
  /** Of a definition; in words, or with the place of each. */
  errors?: (string | { path: string; value: string; expected: string })[];
  randomization?: Randomization;
  currentRevision?: number;
  savedBy?: string;
  savedAt?: string;
  baseRevision?: number;
  /** Of a conflict: what each side changed, item by item. */
  changes?: ConflictingChange[];
  mergeable?: boolean;
  merge?: Merge;
  currentValues?: Record<string, ItemValue>;
  currentMissing?: Record<string, MissingReason>;
};

/** What stands at an item: a value, a reason for having none, or nothing. */
export type Answered = { value?: ItemValue; missing?: MissingReason };

export type ConflictingChange = {
  item: string;
  base: Answered;
  theirs: Answered;
  yours: Answered;
  conflict: boolean;
  changedBy?: string;
  changedAt?: string;
};

export type Merge = {
  occurredAt: string;
  windowReason?: string;
  values: Record<string, ItemValue>;
  missing: Record<string, MissingReason>;
};

export type StudyAccess = {
  study: string;
  roles: string[];
  sites: string[] | null;
  permissions: string[];
};

/** The id is that of the identity provider, which is never somebody else's. */
export type Me = { id: string; name: string; username: string; studies: StudyAccess[] };

export type PublishedStudy = {
  study: string;
  shortTitle: string;
  version: string;
  roles: string[];
  sites: string[] | null;
};

export type Site = { id: string; name: string; zone: string };

export type StudyOverview = {
  study: string;
  shortTitle: string;
  version: string;
  sites: Site[];
  missingReasons?: { code: string; label: string }[] | null;
  forms: { id: string; name: string; category: string }[];
  events?: { id: string; name: string }[];
};

export type SubjectSummary = {
  subject: string;
  site: string;
  status: string;
  /** How participation ended, for who may see it. */
  ended?: string | null;
  screenedAt: string;
  randomizedAt?: string | null;
  randomizationNumber?: string | null;
  openQueries: number;
  /** The version of the study that the subject's forms follow. */
  definitionVersion?: string | null;
};

export type Subject = SubjectSummary & {
  anchors: Record<string, string | null>;
  kit?: string | null;
};

export type Page<T> = { items: T[]; next: string | null };

export type EventState = 'waiting' | 'not-yet' | 'in-window' | 'late' | 'done';

export type ScheduledForm = {
  form: string;
  name: string;
  category: string;
  access: 'enter' | 'read' | 'none';
  state?: 'empty' | 'entered' | null;
  revision?: number | null;
  required?: boolean;
  /** The entries made so far, where the form can be entered several times in this event. */
  repeats?: number[] | null;
  entries?: FormEntered[] | null;
};

/** One entry of a form, at its latest revision. */
export type FormEntered = { repeat: number; revision: number; occurredAt: string };

export type ScheduledEvent = {
  event: string;
  name: string;
  anchor?: string | null;
  target?: string | null;
  from?: string | null;
  to?: string | null;
  state: EventState;
  /** Whether it can happen more than once: the repeat of each of its forms is then the number of the visit. */
  repeating?: boolean;
  doseDay?: boolean;
  forms: ScheduledForm[];
};

export type Schedule = { subject: string; asOf: string; events: ScheduledEvent[] };

export type ItemType =
  | 'integer'
  | 'decimal'
  | 'text'
  | 'date'
  | 'partial-date'
  | 'time'
  | 'datetime'
  | 'boolean'
  | 'choice'
  | 'choices';

export type Item = {
  id: string;
  label: string;
  type: ItemType;
  unit?: string | null;
  precision?: number | null;
  range?: { min?: number | null; max?: number | null } | null;
  codeList?: { code: string | number; label: string }[] | null;
  required?: boolean | null;
  derivation?: string | null;
  /** From where, and when, the server takes its value over. */
  carried?: { from: string; when: string } | null;
  hint?: string | null;
  missingReasons?: MissingReason[] | null;
};

export type ItemGroup = {
  id: string;
  name?: string | null;
  /** Whether the items are answered row by row, at GROUP[row].ITEM. */
  repeating?: boolean | null;
  rows?: number | null;
  items: Item[];
};

export type FormDefinition = {
  form: string;
  name: string;
  category: string;
  repeating?: boolean | null;
  itemGroups: ItemGroup[];
};

/** A code; the study says which there are. */
export type MissingReason = string;

export type Finding = {
  check: string;
  severity: 'error' | 'warning' | 'query';
  items: string[];
  message: string;
  value?: unknown;
};

export type ItemValue = number | string | boolean | string[];

export type FormRecord = {
  study: string;
  subject: string;
  event: string;
  form: string;
  repeat: number;
  revision: number;
  /** The version of the study that it was written under. */
  definitionVersion?: string | null;
  /** The version by which the next save is checked; absent where the form takes none. */
  nextVersion?: string | null;
  values: Record<string, ItemValue>;
  missing: Record<string, MissingReason>;
  occurredAt: string;
  savedAt: string;
  savedBy: string;
  windowReason?: string | null;
  reasonForChange?: string | null;
  findings: Finding[];
  /** Items that are not asked, as the server decides. */
  skipped?: string[];
  /** Items whose value was taken over from an earlier form. */
  carried?: string[];
  /** Items that are frozen one by one. */
  frozen?: string[];
  /** Items that are locked one by one. */
  locked?: string[];
  warningReasons?: Record<string, string>;
};

/** What a person has typed and not saved, as the server keeps it. */
export type KeptDraft = {
  baseRevision: number;
  currentRevision?: number;
  occurredAt?: string | null;
  values: Record<string, ItemValue>;
  missing: Record<string, MissingReason>;
  warningReasons?: Record<string, string> | null;
  windowReason?: string | null;
  reasonForChange?: string | null;
  skipped?: string[];
  /** What the server computes or carries over, given what is typed. */
  derived?: Record<string, ItemValue>;
};

export type FormEntry = {
  occurredAt: string;
  values: Record<string, ItemValue>;
  missing: Record<string, MissingReason>;
  windowReason?: string;
  reasonForChange?: string;
  warningReasons?: Record<string, string>;
};

export type DataQuery = {
  query: string;
  subject: string;
  event: string;
  form: string;
  repeat: number;
  item?: string | null;
  status: 'open' | 'answered' | 'closed';
  raisedBy: string;
  raisedAt: string;
  text: string;
  /** The edit check that raised it. */
  check?: string | null;
  ageDays?: number;
  thread: { at: string; by: string; action: string; text: string }[];
};

export type Mark = {
  number: number;
  action: string;
  by: string;
  at: string;
  revision: number;
  items: string[];
  text?: string | null;
};

export type Signature = { by: string; at: string; meaning: string; revision: number; contentHash: string; valid: boolean };

export type FormStanding = {
  revision: number;
  state: 'open' | 'frozen' | 'locked' | 'sealed';
  closedBy?: 'form' | 'subject' | 'site' | 'study' | null;
  frozen?: string[];
  locked?: string[];
  verified: string[];
  unverified: string[];
  reviewed: boolean;
  signed: boolean;
  signatures: Signature[];
  marks: Mark[];
};

export type StudyLock = {
  locked: boolean;
  state: 'open' | 'frozen' | 'locked' | 'sealed';
  lockedAt?: string | null;
  contentHash?: string | null;
};

export type ChecklistPoint = { id: string; count: number; places: string[] };

export type CodeBreakEntry = {
  codeBreak: string;
  subject: string;
  site: string;
  brokenAt: string;
  by: string;
  byName: string;
  category: string;
  reason: string;
  staysBlinded: string;
  confirmation?: { confirmedAt: string; byName: string; remark: string } | null;
  notices: { delivered: number; waiting: number; parked: number };
};

export type Dispensing = { subject: string; dose: string; round: number; kit: string; dispensedAt: string };

export type SiteStock = { site: string; doses: number };

export type TypeStock = {
  place: string;
  type: string;
  states: Record<string, number>;
  usable: number;
  firstExpiry?: string | null;
};

export type Shipment = {
  shipment: string;
  depot: string;
  site: string;
  state: 'requested' | 'cancelled' | 'sent' | 'received';
  changedAt: string;
  kits: string[];
};

export type EligibilityCertificate = {
  eligible: boolean;
  reasons: string[];
  strata: Record<string, string>;
};

export type Randomization = {
  subject: string;
  randomizationNumber: string;
  kit: string;
  randomizedAt: string;
};

export type PlannedLook = {
  look: number;
  information: number;
  efficacyZ?: number;
  futilityZ?: number | null;
};

export type Design = { maximumInformation?: number; looks: PlannedLook[] };

export type RunState =
  | 'queued'
  | 'running'
  | 'completed'
  | 'not-enough-data'
  | 'not-converged'
  | 'neighbour-unavailable'
  | 'analysis-impossible'
  | 'cancelled';

export type AnalysisRun = {
  run: string;
  look: number;
  state: RunState;
  requestedAt?: string;
  requestedBy?: string;
  progress?: { section: string; done: number; of: number };
  outcome?: { detail: string; fix: string };
  result?: Analysis;
};

export type Analysis = {
  analysis: string;
  look: number;
  runAt: string;
  runBy: string;
  information?: { observed: number; maximum: number; fraction: number };
  comparison?: { z: number };
  boundary?: { efficacyZ: number; futilityZ?: number | null };
  decision: 'continue' | 'stop-efficacy' | 'stop-futility';
};

export type RecommendedAction = 'continue' | 'stop-efficacy' | 'stop-futility' | 'stop-harm' | 'modify';

export type MeetingDraft = {
  revision: number;
  action: RecommendedAction;
  reasons: string;
  wording: string;
  by: string;
  at: string;
  hash: string;
};

export type MeetingSignature = {
  person: string;
  meaning: 'authorship' | 'approval';
  at: string;
  revision: number;
  hash: string;
  stands: boolean;
  voidBecause?: 'recommendation-changed' | 'conflict-declared';
};

export type InterestDeclaration = 'none' | 'disclosed' | 'bars-voting';

export type Meeting = {
  meeting: string;
  analysis: string;
  look: number;
  supersedes?: string;
  openedBy: string;
  openedAt: string;
  state: 'open' | 'released' | 'closed';
  chairedByYou: boolean;
  attendance: { person: string; member: boolean; sessions: ('open' | 'closed')[]; since: string }[];
  interests: { person: string; declaration: InterestDeclaration; statement: string; at: string }[];
  recommendation?: MeetingDraft;
  earlier: MeetingDraft[];
  signatures: MeetingSignature[];
  signaturesNeeded: number;
  release?: { by: string; at: string; recommendation: string };
  closing?: { by: string; at: string; reason: string };
};

export type ReleasedRecommendation = {
  recommendation: string;
  look: number;
  action: RecommendedAction;
  wording: string;
  releasedAt: string;
  supersedes?: string;
};

export type WorkState =
  | 'waiting'
  | 'not-yet'
  | 'in-window'
  | 'due'
  | 'late'
  | 'missed'
  | 'out-of-window'
  | 'done'
  | 'not-expected';

export type WorkItem = {
  subject: string;
  event: string;
  eventName: string;
  form: string;
  formName: string;
  mine: boolean;
  required: boolean;
  state: WorkState;
  /** Of a planned reading: its time from the anchor, such as PT10M. */
  reading?: string;
  target?: string;
  from?: string;
  to?: string;
  lateBy?: string;
  repeat?: number;
  /** Of a planned reading that was not entered: the repeat under which it is. */
  nextRepeat?: number;
  actualAt?: string;
  fromTarget?: string;
  outsideBy?: string;
  reason?: string;
};

export type SiteWork = {
  site: string;
  asOf: string;
  late: WorkItem[];
  now: WorkItem[];
  next: WorkItem[];
  waiting: WorkItem[];
  alerts: number;
  /** Queries whose next step is the reader's. */
  queries: number;
  /** Clocks of reports about serious adverse events that run or are overdue. */
  clocks: number;
};

export type DoseDay = {
  subject: string;
  site: string;
  asOf: string;
  anchor?: string;
  start?: string;
  late: WorkItem[];
  now: WorkItem[];
  next: WorkItem[];
  done: WorkItem[];
  alerts: number;
};
