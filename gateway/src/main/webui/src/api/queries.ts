import { queryOptions, infiniteQueryOptions } from '@tanstack/react-query';
import { isProblem, read, readIfPresent } from './client';
import { everyPage } from './everyPage';
import type {
  AnalysisRun,
  ChecklistPoint,
  CodeBreakEntry,
  DataQuery,
  Design,
  Dispensing,
  EligibilityCertificate,
  FormDefinition,
  FormRecord,
  FormStanding,
  KeptDraft,
  Me,
  Meeting,
  Page,
  PublishedStudy,
  ReleasedRecommendation,
  RunState,
  Schedule,
  Shipment,
  SiteStock,
  StudyLock,
  StudyOverview,
  Subject,
  SubjectSummary,
  TypeStock,
} from './types';

const segment = encodeURIComponent;

export const paths = {
  study: (study: string) => `/api/ecrf/studies/${segment(study)}`,
  subjects: (study: string, site: string) => `${paths.study(study)}/sites/${segment(site)}/subjects`,
  subject: (study: string, subject: string) => `${paths.study(study)}/subjects/${segment(subject)}`,
  record: (at: FormAddress) =>
    `${paths.subject(at.study, at.subject)}/events/${segment(at.event)}/forms/${segment(at.form)}`,
  randomizer: (study: string) => `/api/randomizer/studies/${segment(study)}`,
  randomizations: (study: string) => `${paths.randomizer(study)}/randomizations`,
  codeBreaks: (study: string) => `${paths.randomizer(study)}/code-breaks`,
  codeBreaksOf: (study: string, subject: string) => `${paths.randomizer(study)}/subjects/${segment(subject)}/code-breaks`,
  dispensings: (study: string, subject: string) => `${paths.randomizer(study)}/subjects/${segment(subject)}/dispensings`,
  statistics: (study: string) => `/api/stats/studies/${segment(study)}`,
  meetings: (study: string) => `${paths.statistics(study)}/meetings`,
  meeting: (study: string, meeting: string) => `${paths.meetings(study)}/${segment(meeting)}`,
};

export type FormAddress = { study: string; subject: string; event: string; form: string; repeat: number };

async function whoAmI(): Promise<Me | null> {
  try {
    return await read<Me>('/me');
  } catch (failure) {
    if (isProblem(failure, 401)) {
      return null;
    }
    throw failure;
  }
}

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: whoAmI, staleTime: 60_000, refetchOnWindowFocus: 'always' });

export const studiesQuery = queryOptions({
  queryKey: ['studies'],
  queryFn: () => read<PublishedStudy[]>('/api/ecrf/studies'),
});

export const studyQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study],
    queryFn: () => read<StudyOverview>(paths.study(study)),
    staleTime: 300_000,
  });

export const subjectsQuery = (study: string, site: string | null) =>
  infiniteQueryOptions({
    queryKey: ['study', study, 'subjects', site],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ limit: '200' });
      if (site) search.set('site', site);
      if (pageParam) search.set('after', pageParam);
      return read<Page<SubjectSummary>>(`${paths.study(study)}/subjects?${search}`);
    },
    getNextPageParam: (last) => last.next,
  });

export const subjectQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject],
    queryFn: () => read<Subject>(paths.subject(study, subject)),
  });

export const scheduleQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'schedule'],
    queryFn: () => read<Schedule>(`${paths.subject(study, subject)}/schedule`),
  });

export const certificateQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'eligibility'],
    queryFn: () => read<EligibilityCertificate>(`${paths.subject(study, subject)}/eligibility-certificate`),
  });

export const dataQueriesQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'queries'],
    queryFn: async () => ({ items: openFirst(await everyPage<DataQuery>(`${paths.study(study)}/queries`, { subject })) }),
  });

const ORDER = { open: 0, answered: 1, closed: 2 };

/** What waits for somebody comes first; otherwise the oldest. */
const openFirst = (queries: DataQuery[]) => [...queries].sort((a, b) => ORDER[a.status] - ORDER[b.status]);

export const formQuery = (study: string, form: string, version?: string | null) =>
  queryOptions({
    queryKey: ['study', study, 'form', form, version ?? null],
    queryFn: () =>
      read<FormDefinition>(
        `${paths.study(study)}/forms/${segment(form)}${version ? `?version=${segment(version)}` : ''}`,
      ),
    staleTime: 300_000,
  });

export const recordQuery = (at: FormAddress) =>
  queryOptions({
    queryKey: ['study', at.study, 'subject', at.subject, 'record', at.event, at.form, at.repeat],
    queryFn: () => readIfPresent<FormRecord>(`${paths.record(at)}?repeat=${at.repeat}`),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** What the person has typed into the form before; a failure is no reason not to go on without. */
export const draftQuery = (at: FormAddress) =>
  queryOptions({
    queryKey: ['study', at.study, 'subject', at.subject, 'draft', at.event, at.form, at.repeat],
    queryFn: () => readIfPresent<KeptDraft>(`${paths.record(at)}/draft?repeat=${at.repeat}`).catch(() => null),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const historyQuery = (at: FormAddress) =>
  queryOptions({
    queryKey: ['study', at.study, 'subject', at.subject, 'history', at.event, at.form, at.repeat],
    queryFn: () => read<{ items: FormRecord[] }>(`${paths.record(at)}/history?repeat=${at.repeat}`),
  });

export const standingQuery = (at: FormAddress) =>
  queryOptions({
    queryKey: ['study', at.study, 'subject', at.subject, 'standing', at.event, at.form, at.repeat],
    queryFn: () => readIfPresent<FormStanding>(`${paths.record(at)}/standing?repeat=${at.repeat}`),
  });

export const lockQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'lock'],
    queryFn: () => read<StudyLock>(`${paths.study(study)}/lock`),
  });

export const checklistQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'lock-checklist'],
    queryFn: () => read<{ points: ChecklistPoint[] }>(`${paths.study(study)}/lock-checklist`),
  });

export const codeBreaksQuery = (study: string) =>
  infiniteQueryOptions({
    queryKey: ['study', study, 'code-breaks'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ limit: '50' });
      if (pageParam) search.set('after', pageParam);
      return read<Page<CodeBreakEntry>>(`${paths.codeBreaks(study)}?${search}`);
    },
    getNextPageParam: (last) => last.next,
  });

export const dispensingsQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'dispensings'],
    queryFn: () => read<{ items: Dispensing[] }>(paths.dispensings(study, subject)),
  });

export const siteStockQuery = (study: string, site: string) =>
  queryOptions({
    queryKey: ['study', study, 'stock', site],
    queryFn: () => read<SiteStock>(`${paths.randomizer(study)}/sites/${segment(site)}/stock`),
  });

export const stockQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'stock', 'by-type'],
    queryFn: () => read<{ items: TypeStock[] }>(`${paths.randomizer(study)}/stock`),
  });

export const shipmentsQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'stock', 'shipments'],
    queryFn: () => read<Page<Shipment>>(`${paths.randomizer(study)}/shipments?limit=200`),
  });

export const designQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'design'],
    queryFn: () => read<Design>(`${paths.statistics(study)}/design`),
  });

export const isUnfinished = (state: RunState) => state === 'queued' || state === 'running';

export const analysesQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'analyses'],
    queryFn: () => read<Page<AnalysisRun>>(`${paths.statistics(study)}/analyses?limit=100`),
    refetchInterval: (query) => (query.state.data?.items.some((run) => isUnfinished(run.state)) ? 1000 : false),
  });

export const meetingsQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'meetings'],
    queryFn: () => read<Page<Meeting>>(`${paths.meetings(study)}?limit=200`),
  });

/** Other members enter and sign at the same time: the minutes are read again every few seconds until their end. */
export const meetingQuery = (study: string, meeting: string) =>
  queryOptions({
    queryKey: ['study', study, 'meetings', meeting],
    queryFn: () => read<Meeting>(paths.meeting(study, meeting)),
    refetchInterval: (query) => ((query.state.data?.state ?? 'open') === 'open' ? 5000 : false),
  });

export const recommendationsQuery = (study: string) =>
  infiniteQueryOptions({
    queryKey: ['study', study, 'recommendations'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ limit: '50' });
      if (pageParam) search.set('after', pageParam);
      return read<Page<ReleasedRecommendation>>(`${paths.statistics(study)}/recommendations?${search}`);
    },
    getNextPageParam: (last) => last.next,
  });
