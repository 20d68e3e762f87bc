import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paths } from './queries';
import type { FormRecord } from './types';

export type Casebook = { study: string; subject: string; site: string; definitionVersion: string; forms: FormRecord[] };

export const casebookQuery = (study: string, subject: string) =>
  queryOptions({
    queryKey: ['study', study, 'subject', subject, 'casebook'],
    queryFn: () => read<Casebook>(`${paths.subject(study, subject)}/casebook`),
  });
