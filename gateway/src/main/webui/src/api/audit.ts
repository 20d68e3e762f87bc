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

/** A signed root: `changed` are the heads of the chains that grew since the one before it. What somebody spoilt has no time. */
export type AuditRoot = {
  seq: number;
  at: string | null;
  streams: number;
  changed: { stream: string }[];
  merkleRoot: string;
  previousHash: string;
  hash: string;
  key: string;
  signature: string;
};

/** Whose records: each service has chains, roots and keys of its own. */
export type Trail = 'ecrf' | 'randomizer';

export const auditPath = (study: string, trail: Trail) =>
  `${trail === 'ecrf' ? paths.study(study) : paths.randomizer(study)}/audit`;

export const auditKeysQuery = (study: string, trail: Trail) =>
  queryOptions({
    queryKey: ['study', study, 'audit', trail, 'keys'],
    queryFn: () => read<{ keys: { key: string; publicKey: string }[] }>(`${auditPath(study, trail)}/keys`),
    staleTime: 300_000,
  });

/** The last root first. */
export const auditRootsQuery = (study: string, trail: Trail) =>
  paged<AuditRoot>(['study', study, 'audit', trail, 'roots'], `${auditPath(study, trail)}/roots`, {
    newestFirst: true,
    limit: 20,
  });
