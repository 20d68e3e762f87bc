import { Stack, Table, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { endingsQuery, relapsesQuery } from '../../api/safety';
import { DataTable } from '../../components/DataTable';
import { SubjectLink } from '../../components/FormLink';
import { Listing } from '../../components/Listing';
import { t, tCode } from '../../i18n';
import { zoneOf } from '../../sites';
import { formatInstant } from '../../time';
import type { SafetyProps } from './SafetyPage';

/** Whose participation has ended and how, and, for who sees the outcome, who relapsed. */
export function Endings(props: SafetyProps) {
  const { overview, access, site } = props;
  const query = useInfiniteQuery(endingsQuery(overview.study, site));
  return (
    <Stack gap="lg">
      <Listing query={query} empty={t('safety.noEndings')}>
        {(endings) => (
          <DataTable
            label={t('safety.tabs.endings')}
            columns={(['subject', 'status', 'ended', 'reason'] as const).map((column) => t(`safety.columns.${column}`))}
          >
            {endings.map((ending) => (
              <Table.Tr key={ending.subject}>
                <Table.Td>
                  <SubjectLink study={overview.study} subject={ending.subject} />
                </Table.Td>
                <Table.Td>{tCode('status', ending.status)}</Table.Td>
                <Table.Td className="tabular">{formatInstant(ending.end, zoneOf(overview.sites, ending.site))}</Table.Td>
                <Table.Td className="wraps">
                  {[ending.reason, ...ending.criteria].filter(Boolean).join(', ') || t('common.none')}
                </Table.Td>
              </Table.Tr>
            ))}
          </DataTable>
        )}
      </Listing>
      {access.may('efficacy-data.read') && <Relapses {...props} />}
    </Stack>
  );
}

function Relapses({ overview, site }: SafetyProps) {
  const query = useInfiniteQuery(relapsesQuery(overview.study, site));
  return (
    <section aria-label={t('safety.relapses')}>
      <Title order={2} size="h4" mb="xs">
        {t('safety.relapses')}
      </Title>
      <Listing query={query} empty={t('safety.noRelapses')}>
        {(relapses) => (
          <DataTable
            label={t('safety.relapses')}
            columns={(['subject', 'since', 'relapse'] as const).map((column) => t(`safety.columns.${column}`))}
          >
            {relapses.map((relapse) => {
              const zone = zoneOf(overview.sites, relapse.site);
              return (
                <Table.Tr key={relapse.subject}>
                  <Table.Td>
                    <SubjectLink study={overview.study} subject={relapse.subject} />
                  </Table.Td>
                  <Table.Td className="tabular">{formatInstant(relapse.since, zone)}</Table.Td>
                  <Table.Td className="wraps">
                    {relapse.at
                      ? t('safety.relapsed', { at: formatInstant(relapse.at, zone), cause: relapse.cause ?? '' })
                      : t('safety.noRelapse')}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </DataTable>
        )}
      </Listing>
    </section>
  );
}
