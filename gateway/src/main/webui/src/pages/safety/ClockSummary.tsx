import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { clockSummaryQuery } from '../../api/safety';
import { DataTable } from '../../components/DataTable';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

/** Whether reports are late, and nothing of what they are about. */
export function ClockSummary({ study }: { study: string }) {
  const summary = useQuery(clockSummaryQuery(study));
  if (summary.isPending) {
    return <Loading />;
  }
  if (summary.isError) {
    return <ProblemAlert error={summary.error} onRetry={() => void summary.refetch()} />;
  }
  const { asOf, clocks } = summary.data;
  if (clocks.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('safety.noSummary')}
      </Text>
    );
  }
  const states = ['overdue', 'running', 'met-late', 'met'] as const;
  return (
    <Stack gap="sm">
      <Text className="quiet">{t('safety.summaryText', { at: formatInstant(asOf, 'UTC') })}</Text>
      <DataTable
        label={t('safety.tabs.clocks')}
        columns={[t('safety.columns.clock'), ...states.map((state) => t(`safety.clockStates.${state}`))]}
      >
        {clocks.map((clock) => (
          <Table.Tr key={clock.clock}>
            <Table.Td className="wraps">{clock.name}</Table.Td>
            <Table.Td className="tabular" fw={clock.overdue > 0 ? 700 : undefined} c={clock.overdue > 0 ? 'var(--warning)' : undefined}>
              {clock.overdue}
            </Table.Td>
            <Table.Td className="tabular">{clock.running}</Table.Td>
            <Table.Td className="tabular">{clock.metLate}</Table.Td>
            <Table.Td className="tabular">{clock.met}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Stack>
  );
}
