import { Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconEyeOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ScheduledEvent, ScheduledForm } from '../api/types';
import { EventStateBadge } from '../components/State';
import { t, tCode } from '../i18n';
import { formatShort, formatWindow } from '../time';

type Props = { study: string; subject: string; zone: string; events: ScheduledEvent[] };

export function ScheduleList({ study, subject, zone, events }: Props) {
  if (events.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('subject.noDue')}
      </Text>
    );
  }
  return (
    <div className="panel">
      {events.map((event) => (
        <section key={event.event} className="event" data-state={event.state} aria-label={event.name}>
          <Stack gap={6} align="flex-start">
            <Title order={2} size="h4">
              {event.name}
            </Title>
            <EventStateBadge state={event.state} />
          </Stack>
          <Times event={event} zone={zone} />
          <ul className="event-forms">
            {event.forms.map((form) => (
              <li key={form.form}>
                <FormChip study={study} subject={subject} event={event} form={form} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Times({ event, zone }: { event: ScheduledEvent; zone: string }) {
  if (!event.target && !event.from) {
    return (
      <Text className="quiet">
        {event.anchor && event.state === 'waiting'
          ? t('subject.waitsFor', { anchor: tCode('subject.anchorNames', event.anchor).toLowerCase() })
          : event.state === 'in-window' && t('subject.anytime')}
      </Text>
    );
  }
  return (
    <Stack gap={2}>
      {event.target && (
        <Text className="tabular" fw={600}>
          <span className="quiet">{t('subject.target')} </span>
          {formatShort(event.target, zone)}
        </Text>
      )}
      {event.from && event.to && (
        <Text className="tabular quiet" size="sm">
          {t('subject.window')} {formatWindow(event.from, event.to, zone)}
        </Text>
      )}
    </Stack>
  );
}

type ChipProps = { study: string; subject: string; event: ScheduledEvent; form: ScheduledForm };

function FormChip({ study, subject, event, form }: ChipProps) {
  if (form.access === 'none') {
    return (
      <span className="form-chip" data-hidden title={t('subject.hidden')}>
        <IconEyeOff size={18} aria-hidden />
        <span>
          {form.name}
          <br />
          <small>{t('subject.hidden')}</small>
        </span>
      </span>
    );
  }
  const entered = form.state === 'entered';
  const Icon = entered ? IconCircleCheck : IconCircleDashed;
  const notes = [
    entered ? t('subject.formState.entered') : t('subject.formState.empty'),
    ...(form.repeats && form.repeats.length > 1 ? [t('subject.entries', { count: form.repeats.length })] : []),
    ...(!entered && form.required ? [t('subject.required')] : []),
    ...(form.revision && form.revision > 1 ? [t('subject.revision', { revision: form.revision })] : []),
    ...(form.access === 'read' ? [t('subject.readOnly')] : []),
  ];
  return (
    <Link
      className="form-chip"
      data-state={form.state ?? 'empty'}
      to="/studies/$study/subjects/$subject/events/$event/forms/$form"
      params={{ study, subject, event: event.event, form: form.form }}
    >
      <Icon size={18} aria-hidden />
      <span>
        {form.name}
        <br />
        <small>{notes.join(', ')}</small>
      </span>
    </Link>
  );
}
