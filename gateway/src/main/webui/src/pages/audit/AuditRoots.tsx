import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auditPath, auditRootsQuery, type AuditRoot, type Trail } from '../../api/audit';
import { call, newKey } from '../../api/client';
import { DataTable } from '../../components/DataTable';
import { Listing } from '../../components/Listing';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

type Props = { study: string; trail: Trail };

const COLUMNS = ['root', 'signedAt', 'chains', 'grown', 'hash', 'proof'] as const;

/** The signed roots, the last first, and one more on demand. */
export function AuditRoots({ study, trail }: Props) {
  const query = useInfiniteQuery(auditRootsQuery(study, trail));
  return (
    <Stack gap="sm" component="section" aria-label={t('audit.roots')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('audit.roots')}
        </Title>
        <SignRoot study={study} trail={trail} />
      </Group>
      <Text>{t('audit.rootsText')}</Text>
      <Listing query={query} empty={t('audit.noRoots')}>
        {(roots) => (
          <DataTable label={t('audit.roots')} columns={COLUMNS.map((column) => t(`audit.columns.${column}`))}>
            {roots.map((root) => (
              <Root key={root.seq} root={root} />
            ))}
          </DataTable>
        )}
      </Listing>
    </Stack>
  );
}

function Root({ root }: { root: AuditRoot }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className="tabular">
        {root.seq}
      </Table.Th>
      <Table.Td className="tabular">{root.at ? formatInstant(root.at, 'UTC') : t('audit.unreadable')}</Table.Td>
      <Table.Td className="tabular">{root.streams}</Table.Td>
      <Table.Td className="tabular">{root.changed.length}</Table.Td>
      <Table.Td className="hash">{root.hash}</Table.Td>
      <Table.Td className="hash">
        <details>
          <summary aria-label={t('audit.proofOf', { seq: root.seq })}>{t('audit.proof')}</summary>
          {(['merkleRoot', 'previousHash', 'key', 'signature'] as const).map((part) => (
            <div key={part}>
              <b>{t(`audit.parts.${part}`)}</b> {root[part]}
            </div>
          ))}
        </details>
      </Table.Td>
    </Table.Tr>
  );
}

function SignRoot({ study, trail }: Props) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const sign = useMutation({
    mutationFn: async () =>
      (await call<AuditRoot>('POST', `${auditPath(study, trail)}/roots`, { headers: { 'Idempotency-Key': key } })).data,
    onSuccess: async () => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: auditRootsQuery(study, trail).queryKey });
    },
  });
  return (
    <Group>
      <Text role="status" size="sm">
        {sign.data && t('audit.signed', { seq: sign.data.seq, streams: sign.data.streams })}
      </Text>
      <Button variant="default" size="sm" loading={sign.isPending} onClick={() => sign.mutate()}>
        {t('audit.sign')}
      </Button>
      {sign.isError && <ProblemAlert error={sign.error} />}
    </Group>
  );
}
