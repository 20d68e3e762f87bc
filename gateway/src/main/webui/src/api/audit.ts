import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paged } from './paged';
import { paths } from './queries';

export type Verification = {
  entries: number;
  streams: number;
  roots: number;
  findings: { kind: string; place: string; seq: number; what: string }[];
};

/** A signed root: `changed` are the heads of the chains that grew since the one before it. */
export type AuditRoot = {
  seq: number;
  at: string;
  streams: number;
  changed: { stream: string }[];
  merkleRoot: string;
  previousHash: string;
  hash: string;
  key: string;
  signature: string;
};

export const auditPath = (study: string) => `${paths.study(study)}/audit`;

export const auditKeysQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'audit', 'keys'],
    queryFn: () => read<{ keys: { key: string; publicKey: string }[] }>(`${auditPath(study)}/keys`),
    staleTime: 300_000,
  });

/** The last root first. */
export const auditRootsQuery = (study: string) =>
  paged<AuditRoot>(['study', study, 'audit', 'roots'], `${auditPath(study)}/roots`, { newestFirst: true, limit: 20 });
