import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import type { Meeting } from '../api/types';
import { FreshSignIn } from '../components/FreshSignIn';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { type Typed, useEntry } from './MeetingPage';

type Props = {
  study: string;
  meeting: Meeting;
  typed: Typed;
  what: string;
  onTyped: (reason: string) => void;
  onSent: () => void;
};

/** The end of a session that releases nothing; the chair's to make, with a reason. */
export function MeetingClosing({ study, meeting, typed, what, onTyped, onSent }: Props) {
  const close = useEntry(study, meeting.meeting, onSent);
  const reason = typed.reason.trim();
  if (meeting.state === 'released' || (meeting.state === 'open' && !meeting.chairedByYou)) {
    return null;
  }
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('meeting.closing')}>
      <Title order={2} size="h3">
        {t('meeting.closing')}
      </Title>
      {meeting.closing ? (
        <Text role="status" style={{ whiteSpace: 'pre-wrap' }}>
          {t('meeting.closedBy', {
            name: meeting.closing.by,
            at: formatInstant(meeting.closing.at, 'UTC'),
            reason: meeting.closing.reason,
          })}
        </Text>
      ) : (
        <>
          <Text>{t('meeting.closingText')}</Text>
          <Textarea
            label={t('meeting.closingReason')}
            autosize
            maxLength={2000}
            value={typed.reason}
            onChange={(e) => onTyped(e.currentTarget.value)}
          />
          {close.isError && <FreshSignIn error={close.error} what={what} typed={typed} />}
          <Group>
            <Button
              variant="default"
              disabled={reason === ''}
              loading={close.isPending}
              onClick={() => close.mutate({ part: 'closing', body: { reason }, key: typed.keys.close })}
            >
              {t('meeting.closeButton')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
