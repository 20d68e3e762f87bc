import { Checkbox, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formQuery } from '../../api/queries';
import { adverseEventsQuery, type AdverseEvent } from '../../api/safety';
import type { FormDefinition, StudyOverview } from '../../api/types';
import { DataTable } from '../../components/DataTable';
import { FormLink, SubjectLink } from '../../components/FormLink';
import { Listing } from '../../components/Listing';
import { itemsOf } from '../../forms/draft';
import { t } from '../../i18n';
import { eventName, zoneOf } from '../../sites';
import { formatInstant, spell } from '../../time';
import type { SafetyProps } from './SafetyPage';

/** Adverse events, with what makes them serious and how long after the dose they began. */
export function AdverseEvents({ overview, site }: SafetyProps) {
  const [serious, setSerious] = useState(false);
  const query = useInfiniteQuery(adverseEventsQuery(overview.study, site, serious));
  return (
    <Stack gap="md">
      <Checkbox
        size="md"
        label={t('safety.seriousOnly')}
        checked={serious}
        onChange={(e) => setSerious(e.currentTarget.checked)}
      />
      <Listing query={query} empty={t(serious ? 'safety.noSerious' : 'safety.noEvents')}>
        {(events) => <Events overview={overview} events={events} />}
      </Listing>
    </Stack>
  );
}

function Events({ overview, events }: { overview: StudyOverview; events: AdverseEvent[] }) {
  const definition = useQuery({ ...formQuery(overview.study, events[0]?.form ?? ''), enabled: events.length > 0 });
  return (
    <DataTable
      label={t('safety.tabs.events')}
      minWidth={760}
      columns={(['subject', 'event', 'serious', 'onset', 'start', 'expected'] as const).map((column) =>
        t(`safety.columns.${column}`),
      )}
    >
      {events.map((event) => (
        <Table.Tr key={`${event.subject} ${event.form} ${event.repeat}`}>
          <Table.Td>
            <SubjectLink study={overview.study} subject={event.subject} />
          </Table.Td>
          <Table.Td className="wraps">
            <FormLink study={overview.study} at={event}>
              {event.term ?? t('safety.unknown')}
            </FormLink>
          </Table.Td>
          <Table.Td className="wraps">
            {event.serious ? (
              <Text size="sm" c="var(--warning)" fw={600}>
                {[t('form.yes'), criteria(event, definition.data)].filter(Boolean).join(': ')}
              </Text>
            ) : (
              yesNo(event.serious)
            )}
          </Table.Td>
          <Table.Td className="wraps">{onset(event, overview)}</Table.Td>
          <Table.Td className="tabular">
            {event.start
              ? formatInstant(event.start, zoneOf(overview.sites, event.site))
              : (event.startDate ?? t('safety.unknown'))}
          </Table.Td>
          <Table.Td>{yesNo(event.expected)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

const yesNo = (answer?: boolean) => (answer === undefined ? t('safety.unknown') : t(answer ? 'form.yes' : 'form.no'));

function onset(event: AdverseEvent, overview: StudyOverview): string {
  const time = fromDose(event);
  return time === undefined
    ? t('common.none')
    : t('safety.onset', { time, dose: eventName(overview, event.dose ?? '') });
}

/** "35 min", "2 d before" or, of a date alone, "3 d after", "on the day", "8 d before to 22 d after". */
function fromDose({ onsetMinutes, onsetDaysFrom, onsetDaysTo }: AdverseEvent): string | undefined {
  if (onsetMinutes !== undefined) {
    return onsetMinutes < 0 ? t('safety.before', { time: spell(-onsetMinutes) }) : spell(onsetMinutes);
  }
  if (onsetDaysFrom === undefined || onsetDaysTo === undefined) {
    return undefined;
  }
  return onsetDaysFrom === onsetDaysTo
    ? days(onsetDaysFrom)
    : t('safety.fromTo', { from: days(onsetDaysFrom), to: days(onsetDaysTo) });
}

function days(count: number): string {
  const time = spell(Math.abs(count) * 1440);
  return count === 0 ? t('safety.onTheDay') : t(count < 0 ? 'safety.before' : 'safety.after', { time });
}

/** The criteria in the words of the form. */
export function criteria(event: AdverseEvent, definition?: FormDefinition): string {
  const items = definition ? itemsOf(definition) : [];
  return event.criteria.map((id) => items.find((item) => item.id === id)?.label.toLowerCase() ?? id).join(', ');
}
