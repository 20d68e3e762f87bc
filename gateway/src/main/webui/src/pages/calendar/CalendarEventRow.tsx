import { Group, Text, Title } from '@mantine/core';
import { WorkStateBadge } from '../../components/State';
import type { ScheduledEvent, ScheduledForm, WorkState } from '../../api/types';
import { anchorName } from '../../anchors';
import { t } from '../../i18n';
import { formatShort, formatWindow } from '../../time';
import { Visits } from '../Visits';
import { CalendarLine } from './CalendarLine';
import type { CalendarEvent, Planned } from './events';
import { MissedVisit } from './MissedVisit';

type Props = CalendarEvent & { study: string; subject: string; zone: string };

export const placeOf = ({ event }: CalendarEvent) => `event-${event.event}`;

export function CalendarEventRow({ study, subject, zone, ...each }: Props) {
  const { event, planned, state, lines } = each;
  const undone = undoneOf(each);
  return (
    <section
      id={placeOf(each)}
      tabIndex={-1}
      className="event"
      data-state={state ?? undefined}
      aria-label={event.name}
    >
      <div className="event-head">
        <Group gap="xs">
          <Title order={2} size="h4">
            {event.name}
          </Title>
          {state && <WorkStateBadge state={state} />}
        </Group>
        <Times event={event} planned={planned} zone={zone} waits={state === 'waiting'} />
        {undone.length > 0 && (
          <div>
            <MissedVisit {...{ study, subject, zone, event }} forms={undone} />
          </div>
        )}
      </div>
      {event.repeating ? (
        <Visits {...{ study, subject, zone, event }} />
      ) : (
        <ul className="lines">
          {lines.map((line) => (
            <CalendarLine
              key={[line.form.form, line.entry?.reading, line.entry?.repeat].join(' ')}
              {...{ study, subject, zone, event, planned, line }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The forms that an event asks for and nobody has begun, once their time has come; a planned reading is one of several of its form. */
function undoneOf({ event, lines }: CalendarEvent): ScheduledForm[] {
  const open = lines.filter(({ entry }) => entry && entry.required && !entry.reading && !entry.actualAt && CAME.has(entry.state));
  return event.repeating ? [] : open.map((line) => line.form).filter((form) => form.access === 'enter');
}

const CAME = new Set<WorkState>(['in-window', 'due', 'late', 'missed']);

type TimesProps = { event: ScheduledEvent; planned: Planned; zone: string; waits: boolean };

function Times({ event, planned: { target, from, to }, zone, waits }: TimesProps) {
  if (!target && !from) {
    return (
      <Text className="quiet">
        {event.anchor && waits && t('subject.waitsFor', { anchor: anchorName(event.anchor).toLowerCase() })}
        {!event.anchor && t('subject.anytime')}
      </Text>
    );
  }
  return (
    <>
      {target && (
        <Text className="tabular" fw={600}>
          <span className="quiet">{t('subject.target')} </span>
          {formatShort(target, zone)}
        </Text>
      )}
      {from && to && (
        <Text className="tabular quiet" size="sm">
          {t('subject.window')} {formatWindow(from, to, zone)}
        </Text>
      )}
    </>
  );
}
