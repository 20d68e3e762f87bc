import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paths } from './queries';

export type Verification = {
  entries: number;
  streams: number;
  roots: number;
  findings: { kind: string; place: string; seq: number; what: string }[];
};

export type AuditRoot = { seq: number; at: string; streams: number; hash: string };

export const auditPath = (study: string) => `${paths.study(study)}/audit`;

export const auditKeysQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'audit', 'keys'],
    queryFn: () => read<{ keys: { key: string; publicKey: string }[] }>(`${auditPath(study)}/keys`),
    staleTime: 300_000,
  });
