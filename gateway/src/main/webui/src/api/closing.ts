import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paths } from './queries';
import type { Mark, Signature } from './types';

export type Closure = 'open' | 'frozen' | 'locked' | 'sealed';

/** How all of a subject, or of a site, stands. */
export type GroupStanding = {
  /** By itself. */
  state: Closure;
  /** The largest closed thing that it lies in, which keeps it from changing. */
  closedWith?: { level: 'site' | 'study'; state: Closure; by: string; since: string } | null;
  /** Names the present state of all that the reader can see; a signature is over it. */
  contentHash?: string | null;
  signatures: Signature[];
  marks: Mark[];
};

export type Move = { from?: string | null; to: string; reason?: string; by: string; at: string };

export const subjectStandingQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'standing'],
    queryFn: () => read<GroupStanding>(`${paths.subject(study, subject)}/standing`),
    staleTime: 0,
  });

export const siteStandingQuery = (study: string, site: string) =>
  queryOptions({
    queryKey: ['study', study, 'site', site, 'standing'],
    queryFn: () => read<GroupStanding>(`${paths.study(study)}/sites/${encodeURIComponent(site)}/standing`),
    staleTime: 0,
  });

export const movesQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'moves'],
    queryFn: () => read<{ items: Move[] }>(`${paths.subject(study, subject)}/migrations`),
  });

/** What may follow on a state. */
export const NEXT_CLOSINGS: Record<Closure, string[]> = {
  open: ['freeze', 'lock'],
  frozen: ['lock', 'unfreeze'],
  locked: ['unlock'],
  sealed: [],
};
