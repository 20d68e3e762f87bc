import { Badge, Button, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockHour4, IconHistory, type Icon } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../api/live';
import { clocksQuery, type ClockState, type ReportingClock } from '../../api/safety';
import { DataTable } from '../../components/DataTable';
import { FormLink, SubjectLink } from '../../components/FormLink';
import { Listing } from '../../components/Listing';
import { t } from '../../i18n';
import { zoneOf } from '../../sites';
import { formatInstant, minutesUntil, spell } from '../../time';
import type { SafetyProps } from './SafetyPage';

const LOOK: Record<ClockState, { color: string; icon: Icon }> = {
  overdue: { color: 'red', icon: IconAlertTriangle },
  running: { color: 'orange', icon: IconClockHour4 },
  'met-late': { color: 'gray', icon: IconHistory },
  met: { color: 'green', icon: IconCircleCheck },
};

/** The clocks of reports about serious adverse events: overdue and running ones, and on demand those that were met. */
export function Clocks(props: SafetyProps) {
  const [made, setMade] = useState(false);
  return (
    <Stack gap="lg" align="stretch">
      <InState state="overdue" {...props} />
      <InState state="running" {...props} />
      <div>
        <Button variant="default" size="sm" aria-expanded={made} onClick={() => setMade(!made)}>
          {t(made ? 'safety.hideMade' : 'safety.showMade')}
        </Button>
      </div>
      {made && <InState state="met-late" {...props} />}
      {made && <InState state="met" {...props} />}
    </Stack>
  );
}

function InState({ state, overview, site }: SafetyProps & { state: ClockState }) {
  const now = useNow(30_000);
  const query = useInfiniteQuery(clocksQuery(overview.study, site, state));
  const title = t(`safety.clockStates.${state}`);
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <Listing query={query} empty={t(`safety.noClocks.${state}`)}>
        {(clocks) => (
          <DataTable label={title} columns={COLUMNS}>
            {byUrgency(clocks).map((clock) => (
              <Row
                key={[clock.subject, clock.clock, clock.form, clock.repeat].join(' ')}
                study={overview.study}
                zone={zoneOf(overview.sites, clock.site)}
                clock={clock}
                now={now}
              />
            ))}
          </DataTable>
        )}
      </Listing>
    </section>
  );
}

const COLUMNS = (['subject', 'clock', 'time', 'report', 'due'] as const).map((column) => t(`safety.columns.${column}`));

/** What runs out first comes first. */
export const byUrgency = (clocks: ReportingClock[]) =>
  [...clocks].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt) || a.subject.localeCompare(b.subject));

/** How much time is left, or by how much the report is or was late. */
export function timeOf(clock: ReportingClock, now: number): string {
  const minutes = minutesUntil(clock.dueAt, clock.stoppedAt ? Date.parse(clock.stoppedAt) : now);
  switch (clock.state) {
    case 'running':
      return t('safety.left', { time: spell(Math.max(0, minutes)) });
    case 'overdue':
    case 'met-late':
      return t('safety.late', { time: spell(Math.max(0, -minutes)) });
    case 'met':
      return t('safety.inTime');
  }
}

type RowProps = { study: string; zone: string; clock: ReportingClock; now: number };

function Row({ study, zone, clock, now }: RowProps) {
  const look = LOOK[clock.state];
  const Icon = look.icon;
  return (
    <Table.Tr>
      <Table.Td>
        <SubjectLink study={study} subject={clock.subject} />
      </Table.Td>
      <Table.Td className="wraps">{clock.name}</Table.Td>
      <Table.Td>
        <Badge color={look.color} variant="light" size="lg" tt="none" miw="max-content" leftSection={<Icon size={16} aria-hidden />}>
          {timeOf(clock, now)}
        </Badge>
      </Table.Td>
      <Table.Td>
        {clock.reportMissing ? (
          <Text component="span" c="var(--warning)" fw={600}>
            <FormLink study={study} at={clock}>
              {t('safety.noReportYet')}
            </FormLink>
          </Text>
        ) : (
          <FormLink study={study} at={clock}>
            {t('safety.openReport', { repeat: clock.repeat })}
          </FormLink>
        )}
      </Table.Td>
      <Table.Td className="tabular">
        {formatInstant(clock.dueAt, zone)}
        <Text size="xs" className="quiet">
          {clock.stoppedAt
            ? t('safety.made', { at: formatInstant(clock.stoppedAt, zone) })
            : t('safety.started', { at: formatInstant(clock.startedAt, zone) })}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
