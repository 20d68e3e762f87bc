import { Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queryAgesQuery, type AgeBucket } from '../../api/dataQueries';
import { DataTable } from '../../components/DataTable';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';

/** How many queries wait for how long at which site. */
export function QueryAges({ study }: { study: string }) {
  const ages = useQuery(queryAgesQuery(study));
  if (ages.isError) {
    return <ProblemAlert error={ages.error} onRetry={() => void ages.refetch()} />;
  }
  const sites = ages.data?.sites ?? [];
  if (sites.length === 0) {
    return null;
  }
  const days = sites[0]!.buckets.map((bucket) => bucket.days);
  return (
    <section aria-label={t('queries.ages')}>
      <Title order={2} size="h4" mb="xs">
        {t('queries.ages')}
      </Title>
      <DataTable label={t('queries.ages')} columns={[t('queries.ageSite'), ...days]}>
        {sites.map(({ site, buckets }) => (
          <Table.Tr key={site}>
            <Table.Td>{site}</Table.Td>
            {buckets.map((bucket) => (
              <Table.Td key={bucket.days}>
                <Count bucket={bucket} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </DataTable>
    </section>
  );
}

function Count({ bucket }: { bucket: AgeBucket }) {
  return bucket.open + bucket.answered === 0 ? (
    <Text size="sm" className="quiet">{t('common.none')}</Text>
  ) : (
    <Text size="sm" className="tabular">{t('queries.ageCell', { open: bucket.open, answered: bucket.answered })}</Text>
  );
}
