import { Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCalendarTime, IconCircleCheck, IconHourglass, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { WorkItem } from '../api/types';
import { t, tCode } from '../i18n';
import { formatShort, minutesUntil, spell, timeOfDay } from '../time';

export type Section = 'late' | 'now' | 'next' | 'waiting' | 'done';

const ICONS = {
  late: IconAlertTriangle,
  now: IconPlayerPlay,
  next: IconCalendarTime,
  waiting: IconHourglass,
  done: IconCircleCheck,
};

/** States that the section does not say already. */
const UNUSUAL = new Set(['missed', 'out-of-window']);

type Props = {
  study: string;
  zone: string;
  section: Section;
  items: WorkItem[];
  now: number;
  /** Show times of day only, because everything happens on one day. */
  oneDay?: boolean;
};

/** A part of a work list, as targets that are large enough for a gloved finger. */
export function WorkCards({ section, items, ...rest }: Props) {
  if (items.length === 0) {
    return null;
  }
  return (
    <section aria-label={t(`work.section.${section}`)} data-section={section}>
      <Title order={2} size="h4" mb="xs">
        {t(`work.section.${section}`)} ({items.length})
      </Title>
      <ul className="work-cards">
        {items.map((item) => (
          <li key={[item.subject, item.event, item.form, item.reading, item.repeat].join(' ')}>
            <Card section={section} item={item} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ study, zone, section, item, now, oneDay }: Omit<Props, 'items'> & { item: WorkItem }) {
  const Icon = ICONS[section];
  const repeat = item.repeat ?? item.nextRepeat ?? 1;
  return (
    <Link
      className="work-card"
      data-section={section}
      to="/studies/$study/subjects/$subject/events/$event/forms/$form"
      params={{ study, subject: item.subject, event: item.event, form: item.form }}
      search={repeat > 1 ? { repeat } : {}}
    >
      <Icon size={28} aria-hidden />
      <Stack gap={2}>
        <Text fw={700} fz="lg">
          {item.formName}
        </Text>
        <Text className="quiet">{oneDay ? item.eventName : `${item.subject}, ${item.eventName}`}</Text>
      </Stack>
      <Text className="tabular work-time" fw={600}>
        {when(item, section, now, (instant) => (oneDay ? timeOfDay(instant, zone) : formatShort(instant, zone)))}
        {UNUSUAL.has(item.state) && <span> ({tCode('work.states', item.state).toLowerCase()})</span>}
        {!item.mine && <span className="quiet"> {t('work.readOnly')}</span>}
      </Text>
    </Link>
  );
}

function when(item: WorkItem, section: Section, now: number, show: (instant: string) => string): string {
  if (section === 'late' && item.to) {
    return t('work.lateBy', { time: spell(-minutesUntil(item.to, now)) });
  }
  if (section === 'now' && item.to) {
    const left = minutesUntil(item.to, now);
    const due = item.target ? t('work.dueAt', { at: show(item.target) }) : '';
    return `${due} ${t('work.left', { time: spell(Math.max(0, left)) })}`.trim();
  }
  if (section === 'done' && item.actualAt) {
    return t('work.doneAt', { at: show(item.actualAt) });
  }
  if (item.target) {
    return t('work.dueAt', { at: show(item.target) });
  }
  return section === 'waiting' ? t('work.notDated') : '';
}
