import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { calendarQuery } from '../../api/calendar';
import { scheduleQuery } from '../../api/queries';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { CalendarEventRow, placeOf } from './CalendarEventRow';
import { calendarEvents, countOf, isApart, nextEvent, only, type CalendarEvent, type Shown } from './events';

type Props = { study: string; subject: string; zone: string };

const SHOWN: Shown[] = ['all', 'due', 'ahead', 'done', 'off'];

/** All of a subject's events: what is due, what was done, when, and why it was not on time. */
export function SubjectCalendar(props: Props) {
  const schedule = useQuery(scheduleQuery(props.study, props.subject));
  const calendar = useQuery(calendarQuery(props.study, props.subject));
  const [shown, setShown] = useState<Shown>('all');
  const failed = [schedule, calendar].find((query) => query.isLoadingError);
  if (failed) {
    return <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!schedule.data || !calendar.data) {
    return <Loading />;
  }
  const all = calendarEvents(schedule.data.events, calendar.data.entries);
  const events = only(all, shown);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('calendar.show')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={SHOWN.map((each) => ({
            value: each,
            label: each === 'all' ? t('calendar.shown.all') : `${t(`calendar.shown.${each}`)} (${countOf(all, each)})`,
          }))}
        />
        {shown === 'all' && <ToNext event={nextEvent(all)} />}
      </Group>
      {events.length === 0 ? (
        <Text className="panel" p="lg" role="status">
          {t(`calendar.empty.${shown}`)}
        </Text>
      ) : (
        <Events {...props} events={events} apart={shown === 'all'} />
      )}
    </Stack>
  );
}

function ToNext({ event }: { event?: CalendarEvent }) {
  return event ? (
    <Anchor href={`#${placeOf(event)}`} className="target">
      <IconArrowDown size={18} aria-hidden />
      {t('calendar.toNext', { event: event.event.name })}
    </Anchor>
  ) : null;
}

function Events({ events, apart, ...props }: Props & { events: CalendarEvent[]; apart: boolean }) {
  const later = apart ? events.filter(isApart) : [];
  const now = events.filter((each) => !later.includes(each));
  return (
    <>
      {now.length > 0 && (
        <div className="panel">
          {now.map((each) => (
            <CalendarEventRow key={each.event.event} {...props} {...each} />
          ))}
        </div>
      )}
      {later.length > 0 && (
        <details className="panel apart" open={now.length === 0}>
          <summary>{t('calendar.apart', { count: later.length })}</summary>
          {later.map((each) => (
            <CalendarEventRow key={each.event.event} {...props} {...each} />
          ))}
        </details>
      )}
    </>
  );
}
