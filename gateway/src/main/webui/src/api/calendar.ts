import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paths } from './queries';
import type { WorkItem } from './types';

export type SubjectCalendar = { subject: string; asOf: string; entries: WorkItem[] };

/** States change by the clock alone, so it is read again each minute. */
export const calendarQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'calendar'],
    queryFn: () => read<SubjectCalendar>(`${paths.subject(study, subject)}/calendar`),
    refetchInterval: 60_000,
  });
